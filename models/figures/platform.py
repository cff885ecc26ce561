"""
The platform's own rates, as sellers report its formula.

All disputes count, those that the platform decides too, but for those that the buyer withdrew.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, and_, col, func, select

from models.disputes import Dispute
from models.figures.counting import between, count
from models.figures.samples import Share
from models.orders import Order
from models.records import Outcome, Turn

LIABLE = (Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE)
DECIDED = (Outcome.WON, Outcome.ARBITRATED_LOST)  # By the platform.
FINISHED = "FINISH"  # Of an order: confirmed by the buyer, or by itself.


def of(session: Session, within: Sequence[str], since: datetime, now: datetime) -> dict[str, Share]:
    """Each over the orders that were confirmed in this time, or disputed instead."""
    disputed = _disputes(session, within, since, now)
    traded = _confirmed(session, within, since, now) + disputed
    parts = {
        "disputed": disputed,
        "arbitrated": _arbitrated(session, within, since, now),
        "liable": _liable(session, within, since, now),
    }
    return {name: Share(part, traded) for name, part in parts.items()}


def _every(within: Sequence[str]) -> Any:
    kept = col(Dispute.outcome).is_distinct_from(Outcome.WITHDRAWN)
    return and_(col(Dispute.store).in_(within), kept)


def _disputes(session: Session, within: Sequence[str], since: datetime, now: datetime) -> int:
    return count(session, and_(_every(within), between(Dispute.opened_at, since, now)))


def _confirmed(session: Session, within: Sequence[str], since: datetime, now: datetime) -> int:
    confirmed = and_(
        col(Order.store).in_(within),
        Order.status == FINISHED,
        between(Order.modified_at, since, now),
    )
    return session.exec(select(func.count()).select_from(Order).where(confirmed)).one()


def _arbitrated(session: Session, within: Sequence[str], since: datetime, now: datetime) -> int:
    """What AliExpress decided in this time, and what lies before it now."""
    decided = and_(between(Dispute.closed_at, since, now), col(Dispute.outcome).in_(DECIDED))
    before_it = and_(col(Dispute.closed_at).is_(None), Dispute.turn == Turn.PLATFORM)
    return count(session, and_(_every(within), decided)) + count(
        session, and_(_every(within), before_it)
    )


def _liable(session: Session, within: Sequence[str], since: datetime, now: datetime) -> int:
    ended = and_(between(Dispute.closed_at, since, now), col(Dispute.outcome).in_(LIABLE))
    return count(session, and_(_every(within), ended))
