"""More time for the buyer to receive: how many days, then a last look."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from models.acting.actions import EXTENSION, Act, Wish
from models.acting.approving import MOST_DAYS
from models.acting.traces import to_extend
from models.disputes import Dispute
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.blocks import section, when

USUAL = 15  # Days.


def modal(dispute: Dispute, ends_at: datetime | None, language: str) -> dict[str, Any]:
    days = {"type": "plain_text_input", "action_id": ids.VALUE, "initial_value": str(USUAL)}
    hint = say("extend-hint", language, most=str(MOST_DAYS))
    return blocks.modal(
        ids.EXTEND_MODAL,
        blocks.plain(say("extend-title", language, number=str(dispute.id)), 24),
        [
            section(_line(dispute, ends_at, language)),
            blocks.field(ids.EXTEND_DAYS, say("extend-days", language), days, hint=hint),
        ],
        submit=say("send-continue", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language),
    )


def days_of(view: Mapping[str, Any]) -> int | None:
    """None for what is no number of days that may be asked for."""
    typed = (view["state"]["values"][ids.EXTEND_DAYS][ids.VALUE].get("value") or "").strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_DAYS))):
        return None
    return int(typed) if 1 <= int(typed) <= MOST_DAYS else None


def last_look(
    dispute: Dispute, ends_at: datetime | None, days: int, language: str
) -> dict[str, Any]:
    drawn = [section(f"*{say('act-extend', language, days=str(days), money='')}*")]
    drawn.append(section(_line(dispute, ends_at, language)))
    if ends_at is not None:
        later = when(ends_at + timedelta(days=days))
        drawn.append(section(say("extend-until", language, at=later)))
    drawn.append(blocks.context(say("send-once", language)))
    return blocks.modal(
        ids.EXTEND_CONFIRM,
        blocks.plain(say("send-look", language), 24),
        drawn,
        submit=say("send-now", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language, days=days, target=to_extend(ends_at)),
    )


def confirmed(view: Mapping[str, Any]) -> Wish:
    told = about.told(view)
    return Wish(Act.EXTEND, told["target"], days=told["days"], lane=EXTENSION)


def _line(dispute: Dispute, ends_at: datetime | None, language: str) -> str:
    order = blocks.short_id(dispute.order_id)
    ends = when(ends_at) if ends_at else "–"
    return say("extend-order", language, number=f"#{dispute.id}", order=order, at=ends)
