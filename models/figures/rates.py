"""
How a store's team does over some days: times and shares, and the platform's own rates beside.

Each figure is defined, with its denominator, in `docs/explanation/figures.md`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func, select

from models.disputes import Dispute
from models.events import AuditEntry, DisputeReopened, DisputeResolved
from models.figures import endings, platform, times
from models.figures.counting import between, count
from models.figures.samples import Share, Spread
from models.figures.scope import Scope
from models.records import Outcome

SPAN = timedelta(days=30)  # As the platform counts.
# Fought to the end, and how that was.
CONTESTED = (Outcome.WON, Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE)

Refunds = Mapping[str, tuple[Decimal, Decimal, int]]  # By currency: paid, asked for, count.


@dataclass(frozen=True)
class Rates:
    first_response: Spread
    resolution: Spread
    nudge_to_answer: Spread
    won: Share
    silent: Share
    reopened: Share
    refunded: Refunds
    platforms: Mapping[str, Share]  # The platform's own rates, by name.
    endings: Sequence[tuple[str, int]] = field(default=())  # By outcome, most first.


def of(session: Session, within: Sequence[str], now: datetime, span: timedelta = SPAN) -> Rates:
    """Of the last days; what AliExpress handles itself counts in its own rates alone."""
    scope = Scope.back(within, now, span)
    return Rates(
        first_response=times.spread_of_first_response(session, scope),
        resolution=times.spread_of_resolution(session, scope),
        nudge_to_answer=Spread.of(took for _, took in times.nudge_to_answer(session, scope)),
        won=won(session, scope),
        silent=silent(session, scope),
        reopened=_reopened(session, scope),
        refunded=refunded(session, scope),
        platforms=platform.of(session, within, scope.since, now),
        endings=endings.of(session, scope),
    )


def won(session: Session, scope: Scope) -> Share:
    fought = count(session, scope.ended_so(CONTESTED))
    return Share(count(session, scope.ended_so([Outcome.WON])), fought)


def silent(session: Session, scope: Scope) -> Share:
    lost = count(session, scope.ended_so([Outcome.LOST_BY_SILENCE]))
    return Share(lost, count(session, scope.closed))


def refunded(session: Session, scope: Scope) -> Refunds:
    summed = (
        select(Dispute.currency, func.sum(Dispute.refunded), func.sum(Dispute.amount), func.count())
        .where(weighed(scope))
        .group_by(col(Dispute.currency))
    )
    rows = session.exec(summed)
    return {
        str(name): (paid, asked, n) for name, paid, asked, n in rows if paid is not None and asked
    }


def weighed(scope: Scope) -> sa.ColumnElement[bool]:
    """What ended, and of which both amounts are known."""
    known = (Dispute.refunded, Dispute.amount, Dispute.currency)
    return and_(scope.closed, *(col(what).is_not(None) for what in known))


def _reopened(session: Session, scope: Scope) -> Share:
    """Of the disputes that a person closed, those that came back."""
    closings = _closings(scope)
    counted = sa.select(func.count(), func.count().filter(_again(closings))).select_from(closings)
    whole, part = session.execute(counted).one()
    return Share(part, whole)


def came_back(scope: Scope) -> sa.ColumnElement[bool]:
    closings = _closings(scope)
    return col(Dispute.id).in_(sa.select(closings.c.dispute_id).where(_again(closings)))


def _closings(scope: Scope) -> sa.Subquery:
    return (
        sa.select(col(AuditEntry.dispute_id), func.min(col(AuditEntry.at)).label("at"))
        .where(
            col(AuditEntry.action) == DisputeResolved.__name__,
            between(AuditEntry.at, scope.since, scope.until),
            col(AuditEntry.dispute_id).in_(sa.select(col(Dispute.id)).where(scope.ours)),
        )
        .group_by(col(AuditEntry.dispute_id))
        .subquery()
    )


def _again(closings: sa.Subquery) -> sa.ColumnElement[bool]:
    later = sa.select(col(AuditEntry.id)).where(
        col(AuditEntry.dispute_id) == closings.c.dispute_id,
        col(AuditEntry.action) == DisputeReopened.__name__,
        col(AuditEntry.at) > closings.c.at,
    )
    return later.exists()
