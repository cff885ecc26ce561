"""The reply modal: what the buyer wrote, suggestions to switch between, the text to settle on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from models.casefile import Casefile
from models.moves import LONGEST_REPLY
from models.replies import Suggestion, lint
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, escape, section
from slackbot.views.suggestion import translated


def modal(case: Casefile, language: str, picked: str | None = None) -> dict[str, Any]:
    """
    The modal with one suggestion filled in.

    Args:
        picked: The key of the suggestion that the agent switched to; the best one without it.

    """
    offered = [found for found in case.suggestions() if found.text]
    chosen = next((found for found in offered if found.key == picked), None)
    chosen = chosen or (offered[0] if offered else None)
    dispute = case.dispute
    drawn = [_wrote(case, language)]
    if chosen is not None:
        drawn.append(_switch(offered, chosen, language))
    initial = dispute.reply if picked is None and dispute.reply else (chosen and chosen.text)
    drawn.append(_text(initial or "", chosen, language))
    if chosen is not None and (english := translated(chosen, language)):
        team = escape(english, LONGEST_REPLY)
        drawn.append(blocks.context(f"*{say('reply-team', language)}*  {team}"))
    drawn += _missing(case, language)
    send = blocks.button(say("send-to-buyer", language), ids.SEND, dispute.id)
    drawn.append(blocks.actions(send))
    return blocks.modal(
        ids.REPLY_MODAL,
        blocks.plain(say("reply-title", language, number=str(dispute.id)), 24),
        drawn,
        submit=say("keep", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language),
    )


def _wrote(case: Casefile, language: str) -> Block:
    dispute = case.dispute
    title = say("reply-buyer-wrote", language, language=escape(dispute.language) or "–")
    words = escape(dispute.text or dispute.reason or say("no-words", language), 1500)
    return section(f"{title}\n> {words}")


def _switch(offered: list[Suggestion], chosen: Suggestion, language: str) -> Block:
    choices = [
        (f"{say(f'purpose-{one.purpose}', language)} · {one.text or ''}", one.key)
        for one in offered
    ]
    element = blocks.select(ids.REPLY_PICK, choices, chosen.key)
    return section(
        f"*{say('reply-suggestion', language)}*",
        block_id=ids.REPLY_SUGGESTION,
        accessory=element,
    )


def _text(initial: str, chosen: Suggestion | None, language: str) -> Block:
    # Slack keeps what was typed for a block_id; another suggestion is another block.
    block_id = f"{ids.REPLY_TEXT}:{chosen.key}" if chosen else ids.REPLY_TEXT
    element: Block = {
        "type": "plain_text_input",
        "action_id": ids.VALUE,
        "multiline": True,
        "max_length": 3000,
    }
    if initial:
        element["initial_value"] = initial
    hint = say("reply-hint", language, most=str(LONGEST_REPLY))
    return blocks.field(block_id[:255], say("reply-text", language), element, hint=hint)


def _missing(case: Casefile, language: str) -> list[Block]:
    names = sorted({name for found in case.suggestions(most=10) for name in found.missing})
    if not names:
        return []
    said = ", ".join(name.replace("_", " ") for name in names)
    return [blocks.context(say("reply-missing", language, names=said))]


@dataclass(frozen=True)
class Reply:
    """What the agent submitted."""

    dispute_id: int
    block_id: str
    text: str

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> Self:
        values = view["state"]["values"]
        block_id = next(name for name in values if name.startswith(ids.REPLY_TEXT))
        text = values[block_id][ids.VALUE].get("value") or ""
        return cls(about.dispute_of(view), block_id, text.strip())

    def mistakes(self, language: str) -> dict[str, str]:
        """By block; empty when the text may be kept."""
        if not 0 < len(self.text) <= LONGEST_REPLY:
            return {self.block_id: say("reply-length", language, most=str(LONGEST_REPLY))}
        remarks = lint(self.text)
        return {self.block_id: " ".join(str(remark) for remark in remarks)} if remarks else {}
