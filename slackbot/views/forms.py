"""The small modals: a cause to correct, a word to the leads, one moment, a refusal."""

from collections.abc import Mapping
from typing import Any

from models.disputes import Dispute
from models.tagging.causes import Cause
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.phrases import label

LONGEST_WHY = 500


def waiting(language: str) -> dict[str, Any]:
    """The skeleton that stands until the database has answered."""
    said = say("waiting", language)
    return _told(said, said, language)


def refusal(sentence: str, language: str) -> dict[str, Any]:
    """
    Args:
        sentence: In which what somebody typed is harmless.

    """
    return _told("/dispute", sentence, language)


def done(title: str, sentence: str, language: str) -> dict[str, Any]:
    """What was done, in the place of its form."""
    return _told(title, sentence, language) | {"private_metadata": about.speaking(language)}


def _told(title: str, sentence: str, language: str) -> dict[str, Any]:
    return blocks.modal(
        ids.WAITING_MODAL,
        blocks.plain(title, 24),
        [blocks.section(sentence)],
        close=say("close", language),
    )


def cause(dispute: Dispute, language: str) -> dict[str, Any]:
    choices = [(f"{one} · {label(one, language)}", one) for one in Cause]
    element = blocks.select(ids.VALUE, choices, dispute.cause)
    picked = blocks.field(ids.CAUSE_PICK, say("cause-pick", language), element)
    title = say("cause-title", language, number=str(dispute.id))
    return _form(ids.CAUSE_MODAL, title, picked, dispute, language)


def cause_of(view: Mapping[str, Any]) -> Cause:
    values = view["state"]["values"]
    return Cause(values[ids.CAUSE_PICK][ids.VALUE]["selected_option"]["value"])


def assign(dispute: Dispute, language: str) -> dict[str, Any]:
    element: blocks.Block = {"type": "users_select", "action_id": ids.VALUE}
    if dispute.assignee_id:
        element["initial_user"] = dispute.assignee_id
    who = blocks.field(ids.ASSIGN_PICK, say("assign-pick", language), element)
    title = say("assign-title", language, number=str(dispute.id))
    return _form(ids.ASSIGN_MODAL, title, who, dispute, language)


def person_of(view: Mapping[str, Any]) -> str:
    return str(view["state"]["values"][ids.ASSIGN_PICK][ids.VALUE]["selected_user"])


def escalate(dispute: Dispute, language: str) -> dict[str, Any]:
    element = {
        "type": "plain_text_input",
        "action_id": ids.VALUE,
        "multiline": True,
        "max_length": LONGEST_WHY,
    }
    why = blocks.field(ids.ESCALATE_WHY, say("escalate-why", language), element)
    return _form(ids.ESCALATE_MODAL, say("escalate-title", language), why, dispute, language)


def why_of(view: Mapping[str, Any]) -> str:
    return str(view["state"]["values"][ids.ESCALATE_WHY][ids.VALUE].get("value") or "").strip()


def _form(
    callback_id: str, title: str, field: blocks.Block, dispute: Dispute, language: str
) -> dict[str, Any]:
    return blocks.modal(
        callback_id,
        blocks.plain(title, 24),
        [field],
        submit=say("save", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language),
    )
