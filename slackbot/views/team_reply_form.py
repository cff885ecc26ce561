"""One of the team's own replies: its form, and the preview before it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models.members import EVERY_STORE
from models.replies import Purpose, drafts, languages
from models.replies.drafts import Draft
from models.tagging.causes import Cause
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, section
from slackbot.views.phrases import label
from slackbot.views.send import verbatim
from slackbot.views.team_replies import language_name, what

_EVERYWHERE = "*"  # An option's value may not be empty.


@dataclass(frozen=True)
class Edited:
    """Which reply a form is about; a new one without a number."""

    reply: int | None = None
    version: int = 0

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> "Edited":
        told = about.told(view)
        return cls(told["reply"], told["version"])


def form(draft: Draft, edited: Edited, stores: Sequence[str], language: str) -> dict[str, Any]:
    """
    Args:
        stores: In which the person may write; the empty name stands for every store.

    """
    new = edited.reply is None
    title = say("own-form-title", language) if new else say("own-change-title", language)
    places = [(name or say("own-every-store", language), name or _EVERYWHERE) for name in stores]
    causes = [(f"{one} · {label(one, language)}", one) for one in Cause]
    purposes = [(say(f"purpose-{one}", language), one) for one in Purpose]
    spoken = [(language_name(code, language), code) for code in languages()]
    picked: list[tuple[str, str, list[tuple[str, Any]], object]] = [
        (ids.TEAM_REPLY_STORE, say("own-store", language), places, draft.store or _EVERYWHERE),
        (ids.TEAM_REPLY_CAUSE, say("cause-pick", language), causes, draft.cause),
        (ids.TEAM_REPLY_PURPOSE, say("own-purpose", language), purposes, draft.purpose),
        (ids.TEAM_REPLY_LANGUAGE, say("own-language", language), spoken, draft.language),
    ]
    drawn = [
        blocks.field(block, label, blocks.select(ids.VALUE, choices, chosen))
        for block, label, choices, chosen in picked
    ]
    known = ", ".join(drafts.samples())
    text, hint = say("reply-text", language), say("own-hint", language)
    drawn.append(_words(ids.TEAM_REPLY_TEXT, text, draft.text, hint))
    drawn.append(blocks.context(say("own-values", language, known=known)))
    meaning = say("own-meaning", language)
    drawn.append(_words(ids.TEAM_REPLY_MEANING, meaning, draft.meaning, optional=True))
    if edited.reply is not None:
        retire = blocks.button(say("own-retire", language), ids.TEAM_REPLY_RETIRE, edited.reply)
        drawn.append(blocks.actions(retire))
    return blocks.modal(
        ids.TEAM_REPLY_MODAL,
        title,
        drawn,
        submit=say("own-preview", language),
        close=say("cancel", language),
        metadata=about.speaking(language, **asdict(edited)),
    )


def _words(
    block_id: str, label: str, initial: str, hint: str = "", *, optional: bool = False
) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": ids.VALUE,
        "multiline": True,
        "max_length": drafts.LONGEST_DRAFT,
    }
    if initial:
        element["initial_value"] = initial[: drafts.LONGEST_DRAFT]
    return blocks.field(block_id, label, element, hint=hint, optional=optional)


def read(view: Mapping[str, Any]) -> Draft:
    """What the person filled in."""
    values = view["state"]["values"]

    def picked(block_id: str) -> str:
        return str(values[block_id][ids.VALUE]["selected_option"]["value"])

    def typed(block_id: str) -> str:
        return str(values[block_id][ids.VALUE].get("value") or "").strip()

    store = picked(ids.TEAM_REPLY_STORE)
    return Draft(
        EVERY_STORE if store == _EVERYWHERE else store,
        Cause(picked(ids.TEAM_REPLY_CAUSE)),
        Purpose(picked(ids.TEAM_REPLY_PURPOSE)),
        picked(ids.TEAM_REPLY_LANGUAGE),
        typed(ids.TEAM_REPLY_TEXT),
        typed(ids.TEAM_REPLY_MEANING),
    )


def mistakes(draft: Draft, language: str) -> dict[str, str]:
    """By block; empty when the reply may be kept."""
    texts = {ids.TEAM_REPLY_TEXT: draft.text, ids.TEAM_REPLY_MEANING: draft.meaning}
    wrong = {block: _wrong(text, language) for block, text in texts.items()}
    if not draft.meaning:
        wrong[ids.TEAM_REPLY_MEANING] = ""
    if not wrong.get(ids.TEAM_REPLY_MEANING) and not wrong[ids.TEAM_REPLY_TEXT]:
        wrong[ids.TEAM_REPLY_MEANING] = _beyond(draft, language)
    return {block: sentence for block, sentence in wrong.items() if sentence}


def _wrong(text: str, language: str) -> str:
    if drafts.names(text) is None:
        return say("draft-not-plain", language)
    if unknown := drafts.unknown(text):
        known = ", ".join(drafts.samples())
        return say("draft-unknown", language, asked=unknown[0][:40], known=known)
    return " ".join(str(remark) for remark in drafts.remarks(text))


def _beyond(draft: Draft, language: str) -> str:
    beyond = drafts.beyond(draft)
    return say("draft-beyond", language, asked=beyond[0]) if beyond else ""


def preview(
    draft: Draft, edited: Edited, values: Mapping[str, str], like: str, language: str
) -> dict[str, Any]:
    """
    The reply as a buyer would read it.

    Args:
        values: Of the dispute that it is shown with; samples stand where one is not known.
        like: Which dispute that is; empty for none.

    """
    text = drafts.filled_in(draft.text, values)
    whose = say("own-as-read", language, number=like) if like else say("own-as-sample", language)
    drawn = [
        section(f"*{what(draft, language)}*\n{whose}"),
        verbatim(text),
        blocks.context(say("own-length", language, count=str(len(text)))),
    ]
    if draft.meaning:
        meant = drafts.filled_in(draft.meaning, values)
        drawn += [section(f"*{say('reply-team', language)}*"), verbatim(meant)]
    if needs := sorted(drafts.names(draft.text) or ()):
        drawn.append(blocks.context(say("own-needs", language, names=", ".join(needs))))
    back = blocks.button(say("own-back", language), ids.TEAM_REPLY_BACK, "back")
    return blocks.modal(
        ids.TEAM_REPLY_PREVIEW,
        say("own-preview", language),
        [*drawn, blocks.actions(back)],
        submit=say("save", language),
        close=say("cancel", language),
        metadata=about.speaking(language, **asdict(edited), draft=asdict(draft)),
    )


def previewed(view: Mapping[str, Any]) -> Draft:
    told = about.told(view)["draft"]
    cause, purpose = Cause(told["cause"]), Purpose(told["purpose"])
    return Draft(**told | {"cause": cause, "purpose": purpose})
