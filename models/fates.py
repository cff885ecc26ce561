"""What became of the disputes that a forecast named, and when that is settled for good."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from models import messages
from models.disputes import Dispute
from models.messages import Kind, Message
from models.records import Outcome


@dataclass(frozen=True)
class Fates:
    """What became of disputes that were at risk earlier in the day."""

    missed: list[int]
    met: list[int]  # Answered, closed, or in time at this pace.


NO_FATES = Fates([], [])


def of(session: Session, named: Sequence[int], now: datetime, at_risk: Sequence[int] = ()) -> Fates:
    """
    Of disputes that were told to be at risk; those that still are have none yet.

    Args:
        at_risk: Those that are now.

    """
    gone = [number for number in named if number not in at_risk]
    found = {one.id: one for one in session.exec(select(Dispute).where(col(Dispute.id).in_(gone)))}
    missed = [number for number in gone if number in found and _is_missed(found[number], now)]
    return Fates(missed, [number for number in gone if number in found and number not in missed])


def _is_missed(dispute: Dispute, now: datetime) -> bool:
    if not dispute.is_open:
        return dispute.outcome is Outcome.LOST_BY_SILENCE
    return dispute.waits_for_us and dispute.due_at is not None and dispute.due_at <= now


def changes_at(session: Session, named: Sequence[int], now: datetime) -> datetime | None:
    """When the next of these falls due, and so is met or missed."""
    ahead = select(func.min(col(Dispute.due_at))).where(
        col(Dispute.id).in_(named), col(Dispute.closed_at).is_(None), col(Dispute.due_at) > now
    )
    return session.exec(ahead).one()


def ends_at(payload: dict[str, Any]) -> datetime:
    """When the forecast of a message is over."""
    return datetime.fromisoformat(payload["until"])


def settled(payload: dict[str, Any]) -> Fates | None:
    """As they were when it was over; None until then."""
    return Fates(**payload["fates"]) if "fates" in payload else None


def settle(session: Session, now: datetime) -> None:
    """Of forecasts that are over by now: whatever becomes of their disputes later changes none."""
    due = select(Message).where(col(Message.redraw_at) <= now, Message.kind == Kind.FORECAST)
    for message in session.exec(due):
        if now >= ends_at(message.payload) and settled(message.payload) is None:
            became = of(session, message.payload["named"], now)
            message.payload = message.payload | {"fates": asdict(became)}
            messages.about_nothing(session, message)
