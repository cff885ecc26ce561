"""The reply modal: what the buyer wrote, suggestions to switch between, the text to settle on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any, Self

from models.casefile import MACHINE, Casefile
from models.disputes import Dispute
from models.moves import LONGEST_REPLY
from models.replies import Suggestion, lint
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import Block, escape, section
from slackbot.views.resolve import amount
from slackbot.views.suggestion import translated
from slackbot.views.team_replies import used

OFFERED = 3


def modal(
    case: Casefile, language: str, picked: str | None = None, refund: str = ""
) -> dict[str, Any]:
    """
    The modal with one suggestion filled in.

    Args:
        case: What is known of the dispute.
        language: The agent's.
        picked: The key of the suggestion that the agent switched to; the best one without it.
        refund: The amount that they offer, as they typed it.

    """
    known = case.suggestions(language, case.most, amount(refund))
    offered = [found for found in known if not found.unknown][:OFFERED]
    chosen = next((found for found in offered if found.key == picked), None)
    chosen = chosen or next((found for found in offered if found.text), None)
    dispute = case.dispute
    drawn = [_wrote(case, language)]
    if chosen is not None:
        drawn.append(_switch(offered, chosen, language))
        drawn += _record(chosen, language)
        drawn += _asked(chosen, dispute, refund, language)
    initial = dispute.reply if picked is None and dispute.reply else (chosen and chosen.text)
    drawn.append(_text(initial or "", chosen, language))
    if chosen is not None and (meant := translated(chosen, language)):
        team = escape(meant, LONGEST_REPLY)
        drawn.append(blocks.context(f"*{say('reply-team', language)}*  {team}"))
    drawn += _unknown(known, language)
    send = blocks.button(say("send-to-buyer", language), ids.SEND, dispute.id)
    keep = blocks.button(say("own-keep", language), ids.TEAM_REPLY_KEEP, dispute.id)
    drawn.append(blocks.actions(send, keep))
    return blocks.modal(
        ids.REPLY_MODAL,
        blocks.plain(say("reply-title", language, number=str(dispute.id)), 24),
        drawn,
        submit=say("keep", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language, picked=chosen.key if chosen else None),
    )


def _wrote(case: Casefile, language: str) -> Block:
    dispute = case.dispute
    title = say("reply-buyer-wrote", language, language=escape(dispute.language) or "–")
    words = escape(dispute.text or dispute.reason or say("no-words", language), 1500)
    return section(f"{title}\n> {words}")


def _switch(offered: list[Suggestion], chosen: Suggestion, language: str) -> Block:
    choices = [(_offered(one, language), one.key) for one in offered]
    element = blocks.select(ids.REPLY_PICK, choices, chosen.key)
    return section(
        f"*{say('reply-suggestion', language)}*",
        block_id=ids.REPLY_SUGGESTION,
        accessory=element,
    )


def _offered(one: Suggestion, language: str) -> str:
    purpose = say(f"purpose-{one.purpose}", language)
    own = say("own-short", language) if one.by_team else None
    own = say("machine-short", language) if one.key == MACHINE else own
    return " · ".join(filter(None, (purpose, own, one.text)))


def _record(chosen: Suggestion, language: str) -> list[Block]:
    """Whose it is, and what became of the disputes in which it was used."""
    own = [say("own-yours", language)] if chosen.by_team else []
    if chosen.key == MACHINE:
        own = [say("machine-draft", language)]
        if chosen.doubts:
            numbers = ", ".join(escape(number, 20) for number in chosen.doubts[:5])
            own.append(say("machine-doubts", language, numbers=numbers))
    said = [used(chosen.record, language)] if chosen.record.uses else []
    return [blocks.context(" · ".join(own + said))] if own or said else []


def _text(initial: str, chosen: Suggestion | None, language: str) -> Block:
    # Slack keeps what was typed for a block_id; what is filled in anew is another block.
    filled = sha256(initial.encode()).hexdigest()[:8]
    block_id = f"{ids.REPLY_TEXT}:{chosen.key}:{filled}" if chosen else ids.REPLY_TEXT
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


def _asked(chosen: Suggestion, dispute: Dispute, refund: str, language: str) -> list[Block]:
    """The amount of an offer: it stands in no record, so the agent says it."""
    if not chosen.offers or not dispute.currency:
        return []
    element: Block = {"type": "plain_text_input", "action_id": ids.REPLY_REFUND}
    if refund:
        element["initial_value"] = refund
    label = say("reply-refund", language, currency=dispute.currency)
    hint = say("reply-refund-hint", language)
    if refund and amount(refund) is None:
        hint = say("amount-not-read", language, asked=refund[:40])
    block = blocks.field(ids.REPLY_REFUND, label, element, hint=hint, optional=True, tells=True)
    return [block]


def _unknown(known: Sequence[Suggestion], language: str) -> list[Block]:
    names = sorted({name for found in known for name in found.unknown})
    if not names:
        return []
    said = ", ".join(name.replace("_", " ") for name in names)
    return [blocks.context(say("reply-missing", language, names=said))]


def refund_in(view: Mapping[str, Any]) -> str:
    """What was typed as the amount of an offer; nothing where none was asked for."""
    block = view["state"]["values"].get(ids.REPLY_REFUND, {})
    return (block.get(ids.REPLY_REFUND, {}).get("value") or "").strip()


@dataclass(frozen=True)
class Reply:
    """What the agent submitted."""

    dispute_id: int
    block_id: str
    text: str
    refund: Decimal | None
    picked: str | None  # The key of the suggestion that it began from.

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> Self:
        values = view["state"]["values"]
        block_id = next(name for name in values if name.startswith(ids.REPLY_TEXT))
        text = values[block_id][ids.VALUE].get("value") or ""
        picked = about.told(view).get("picked")
        refund = amount(refund_in(view))
        return cls(about.dispute_of(view), block_id, text.strip(), refund, picked)

    def began_from(self, case: Casefile) -> str | None:
        return case.stems_from(self.picked, self.text, self.refund) if self.picked else None

    def mistakes(self, case: Casefile, language: str) -> dict[str, str]:
        """By block; empty when the text may be kept."""
        if not 0 < len(self.text) <= LONGEST_REPLY:
            return {self.block_id: say("reply-length", language, most=str(LONGEST_REPLY))}
        remarks = lint(self.text, case.known(self.refund))
        return {self.block_id: " ".join(str(remark) for remark in remarks)} if remarks else {}
