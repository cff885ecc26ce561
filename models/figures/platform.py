"""
The platform's own rates, as sellers report its formula.

All disputes count, those that the platform decides too, but for those that the buyer withdrew.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select

from models.disputes import Dispute
from models.figures.counting import between, count
from models.figures.samples import Share
from models.figures.scope import Scope
from models.orders import Order
from models.records import Outcome, Turn

LIABLE = (Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE)
DECIDED = (Outcome.WON, Outcome.ARBITRATED_LOST)  # By the platform.
FINISHED = "FINISH"  # Of an order: confirmed by the buyer, or by itself.
KEPT = col(Dispute.outcome).is_distinct_from(Outcome.WITHDRAWN)
BEFORE_IT = and_(col(Dispute.closed_at).is_(None), Dispute.turn == Turn.PLATFORM)


def of(session: Session, within: Sequence[str], since: datetime, now: datetime) -> dict[str, Share]:
    """Each over the orders that were confirmed in this time, or disputed instead."""
    scope = Scope(within, since, now)
    disputed = count(session, opened(scope))
    traded = _traded(session, scope, disputed)
    parts = {
        "disputed": disputed,
        "arbitrated": count(session, decided(scope)) + count(session, lying_before_it(scope)),
        "liable": count(session, liable(scope)),
    }
    return {name: Share(part, traded) for name, part in parts.items()}


def dispute_rate(session: Session, scope: Scope) -> Share:
    disputed = count(session, opened(scope))
    return Share(disputed, _traded(session, scope, disputed))


def opened(scope: Scope) -> ColumnElement[bool]:
    return and_(scope.opened, KEPT)


def arbitrated(scope: Scope) -> ColumnElement[bool]:
    """What AliExpress decided in this time, and what lies before it now."""
    return or_(decided(scope), lying_before_it(scope))


def decided(scope: Scope) -> ColumnElement[bool]:
    return and_(scope.ended, col(Dispute.outcome).in_(DECIDED))


def lying_before_it(scope: Scope) -> ColumnElement[bool]:
    return and_(scope.every, BEFORE_IT, KEPT)


def liable(scope: Scope) -> ColumnElement[bool]:
    return and_(scope.ended, col(Dispute.outcome).in_(LIABLE))


def _traded(session: Session, scope: Scope, disputed: int) -> int:
    """None where no order is known to be confirmed: then the desk is told of no orders."""
    confirmed = and_(
        col(Order.store).in_(scope.within),
        Order.status == FINISHED,
        between(Order.modified_at, scope.since, scope.until),
    )
    known = session.exec(select(func.count()).select_from(Order).where(confirmed)).one()
    return known + disputed if known else 0
