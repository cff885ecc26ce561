"""
How a store's team does over thirty days: times and shares, and the platform's own rates beside.

Each figure is defined, with its denominator, in `docs/explanation/figures.md`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func, select

from models.disputes import Dispute
from models.events import AuditEntry, DisputeReopened, DisputeResolved
from models.figures import platform
from models.figures.counting import between, count
from models.figures.samples import Share, Spread
from models.nudging.nudges import Nudge, Rule
from models.records import Outcome

SPAN = timedelta(days=30)  # As the platform counts.
# Fought to the end, and how that was.
CONTESTED = (Outcome.WON, Outcome.ARBITRATED_LOST, Outcome.LOST_BY_SILENCE)


class Behind(StrEnum):
    """Figures of which the disputes behind them can be listed."""

    WON = "won"
    LOST = "lost"
    SILENT = "silent"
    REFUNDED = "refunded"


@dataclass(frozen=True)
class Rates:
    first_response: Spread
    resolution: Spread
    nudge_to_answer: Spread
    won: Share
    silent: Share
    reopened: Share
    refunded: Mapping[str, tuple[Decimal, Decimal, int]]  # By currency: paid, asked for, count.
    platforms: Mapping[str, Share]  # The platform's own rates, by name.


def of(session: Session, within: Sequence[str], now: datetime) -> Rates:
    """Of the last thirty days; what AliExpress handles itself counts in its own rates alone."""
    since = now - SPAN
    closed = _closed(within, since, now)
    answered = and_(_ours(within), between(Dispute.answered_at, since, now))
    first = and_(_ours(within), between(Dispute.first_answered_at, since, now))
    return Rates(
        first_response=_spread(session, Dispute.opened_at, Dispute.first_answered_at, first),
        resolution=_spread(session, Dispute.opened_at, Dispute.closed_at, closed),
        nudge_to_answer=_nudged(session, answered),
        won=Share(*_counts(session, closed, (Outcome.WON,), CONTESTED)),
        silent=Share(*_counts(session, closed, (Outcome.LOST_BY_SILENCE,), None)),
        reopened=_reopened(session, within, since, now),
        refunded=_refunded(session, closed),
        platforms=platform.of(session, within, since, now),
    )


def behind(
    session: Session, which: Behind, within: Sequence[str], now: datetime, most: int
) -> list[Dispute]:
    """The disputes that a figure counted, the latest first."""
    outcome = col(Dispute.outcome)
    counted = {
        Behind.WON: outcome == Outcome.WON,
        Behind.LOST: outcome == Outcome.ARBITRATED_LOST,
        Behind.SILENT: outcome == Outcome.LOST_BY_SILENCE,
        Behind.REFUNDED: col(Dispute.refunded) > 0,
    }
    mine = select(Dispute).where(_closed(within, now - SPAN, now), counted[which])
    return list(session.exec(mine.order_by(col(Dispute.closed_at).desc()).limit(most)))


def _ours(within: Sequence[str]) -> Any:
    return and_(col(Dispute.store).in_(within), col(Dispute.platform_handled).is_(False))


def _closed(within: Sequence[str], since: datetime, now: datetime) -> Any:
    return and_(_ours(within), between(Dispute.closed_at, since, now))


def _spread(session: Session, start: Any, end: Any, which: Any) -> Spread:
    pairs = session.exec(select(start, end).where(which))
    return Spread.of(after - before for before, after in pairs if after and before)


def _nudged(session: Session, answered: Any) -> Spread:
    """From the first nudge about the deadline that an answer met, to that answer."""
    told = (
        select(Nudge.dispute_id, Nudge.limit_at, func.min(col(Nudge.sent_at)), Dispute.answered_at)
        .join(Dispute, col(Dispute.id) == col(Nudge.dispute_id))
        .where(
            answered,
            Nudge.rule == Rule.DEADLINE,
            col(Nudge.sent_at) <= col(Dispute.answered_at),
        )
        .group_by(col(Nudge.dispute_id), col(Nudge.limit_at), col(Dispute.answered_at))
        .order_by(col(Nudge.dispute_id), col(Nudge.limit_at))
    )
    # Of several deadlines the latest is the one that was met.
    met = {one: (nudge, answer) for one, _limit, nudge, answer in session.exec(told)}
    return Spread.of(answer - nudge for nudge, answer in met.values() if nudge and answer)


def _counts(
    session: Session, closed: Any, part: Sequence[Outcome], whole: Sequence[Outcome] | None
) -> tuple[int, int]:
    outcome = col(Dispute.outcome)
    every = closed if whole is None else and_(closed, outcome.in_(whole))
    return count(session, and_(closed, outcome.in_(part))), count(session, every)


def _reopened(session: Session, within: Sequence[str], since: datetime, now: datetime) -> Share:
    """Of the disputes that a person closed, those that came back."""
    closings = (
        sa.select(col(AuditEntry.dispute_id), func.min(col(AuditEntry.at)).label("at"))
        .where(
            col(AuditEntry.action) == DisputeResolved.__name__,
            between(AuditEntry.at, since, now),
            col(AuditEntry.dispute_id).in_(sa.select(col(Dispute.id)).where(_ours(within))),
        )
        .group_by(col(AuditEntry.dispute_id))
        .subquery()
    )
    again = sa.select(col(AuditEntry.id)).where(
        col(AuditEntry.dispute_id) == closings.c.dispute_id,
        col(AuditEntry.action) == DisputeReopened.__name__,
        col(AuditEntry.at) > closings.c.at,
    )
    counted = sa.select(func.count(), func.count().filter(again.exists())).select_from(closings)
    whole, part = session.execute(counted).one()
    return Share(part, whole)


def _refunded(session: Session, closed: Any) -> dict[str, tuple[Decimal, Decimal, int]]:
    known = and_(col(Dispute.refunded).is_not(None), col(Dispute.amount).is_not(None))
    summed = (
        select(Dispute.currency, func.sum(Dispute.refunded), func.sum(Dispute.amount), func.count())
        .where(closed, known, col(Dispute.currency).is_not(None))
        .group_by(col(Dispute.currency))
    )
    rows = session.exec(summed)
    return {
        str(name): (paid, asked, n) for name, paid, asked, n in rows if paid is not None and asked
    }
