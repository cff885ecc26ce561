"""How long things took, dispute by dispute."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from models.disputes import Dispute
from models.figures.samples import ENOUGH, MEDIAN, P90, Spread
from models.figures.scope import Scope
from models.nudging.nudges import Nudge, Rule

Took = list[tuple[int, timedelta]]  # The dispute's number, and how long it took.


def first_response(session: Session, scope: Scope) -> Took:
    return _between(session, Dispute.first_answered_at, scope.first_answered)


def resolution(session: Session, scope: Scope) -> Took:
    return _between(session, Dispute.closed_at, scope.closed)


def spread_of_first_response(session: Session, scope: Scope) -> Spread:
    return _spread(session, Dispute.first_answered_at, scope.first_answered)


def spread_of_resolution(session: Session, scope: Scope) -> Spread:
    return _spread(session, Dispute.closed_at, scope.closed)


def _spread(session: Session, end: Any, which: ColumnElement[bool]) -> Spread:
    """PostgreSQL reckons the median itself, which spares it telling each of a month's times."""
    if session.get_bind().dialect.name != "postgresql":
        return Spread.of(took for _, took in _between(session, end, which))
    took = col(end) - col(Dispute.opened_at)
    shares = (func.percentile_cont(share).within_group(took) for share in (MEDIAN, P90))
    told = session.execute(sa.select(func.count(took), *shares).where(which)).one()
    count, median, p90 = told
    return Spread(median, p90, count) if count >= ENOUGH else Spread(None, None, count)


def _between(session: Session, end: Any, which: ColumnElement[bool]) -> Took:
    """From when the buyer opened it."""
    rows = session.exec(select(Dispute.id, Dispute.opened_at, end).where(which))
    return [(number, after - before) for number, before, after in rows]


def nudge_to_answer(session: Session, scope: Scope) -> Took:
    """From the first nudge about the deadline that an answer met, to that answer."""
    told = (
        select(Nudge.dispute_id, Nudge.limit_at, func.min(col(Nudge.sent_at)), Dispute.answered_at)
        .join(Dispute, col(Dispute.id) == col(Nudge.dispute_id))
        .where(
            scope.answered,
            Nudge.rule == Rule.DEADLINE,
            col(Nudge.sent_at) <= col(Dispute.answered_at),
        )
        .group_by(col(Nudge.dispute_id), col(Nudge.limit_at), col(Dispute.answered_at))
        .order_by(col(Nudge.dispute_id), col(Nudge.limit_at))
    )
    # Of several deadlines the latest is the one that was met.
    met = {one: (nudge, answer) for one, _limit, nudge, answer in session.exec(told)}
    return [
        (one, answer - nudge) for one, (nudge, answer) in met.items() if one and nudge and answer
    ]
