"""Causes over time: what was opened in each step, by family, and which cause moved most."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func

from models.charts.windows import Window, slot
from models.disputes import Dispute
from models.figures.counting import between
from models.tagging.causes import Cause, Family

ENOUGH = 5  # Disputes; fewer are said better in words.
A_MOVE = 3  # What brings fewer rises by chance.

Counted = dict[tuple[int, Cause], int]


def count(session: Session, within: Sequence[str], window: Window) -> dict[str, Any] | None:
    """None: too few to show."""
    counted = _counted(session, within, window)
    if sum(counted.values()) < ENOUGH:
        return None
    return {
        "ends": window.ends,
        "days": window.step.days,
        "families": {family: _series(counted, family, window) for family in Family},
        "finding": _finding(session, within, window, counted),
    }


def _counted(session: Session, within: Sequence[str], window: Window) -> Counted:
    step = slot(col(Dispute.opened_at), window.bounds)
    opened = and_(
        col(Dispute.store).in_(within), between(Dispute.opened_at, window.since, window.until)
    )
    # PostgreSQL does not see that an expression with parameters is the same where it groups.
    told: Any = sa.select(step.label("step"), col(Dispute.cause).label("cause"))
    steps = told.where(opened).subquery()
    rows = session.execute(
        sa.select(steps.c.step, steps.c.cause, func.count()).group_by(steps.c.step, steps.c.cause)
    )
    return {(number, cause): count for number, cause, count in rows}


def _series(counted: Counted, family: Family, window: Window) -> list[int]:
    mine = [cause for cause in Cause if cause.family is family]
    return [sum(counted.get((n, cause), 0) for cause in mine) for n in range(window.steps)]


def _finding(
    session: Session, within: Sequence[str], window: Window, counted: Counted
) -> dict[str, Any]:
    """The cause that rose most; else how many there were in all, and the most frequent cause."""
    days = window.step.days * window.recent
    moves = {cause: _halves(counted, [cause], window) for cause in Cause}
    rising = max(Cause, key=lambda cause: (moves[cause][0] - moves[cause][1], moves[cause][0]))
    now, before = moves[rising]
    if now >= A_MOVE and now > before:
        country = _country(session, within, window, rising)
        return {"days": days, "cause": rising, "now": now, "before": before, "country": country}
    now, before = _halves(counted, list(Cause), window)
    most = max(Cause, key=lambda cause: moves[cause][0])
    told = {"most": most, "of_most": moves[most][0]} if moves[most][0] else {}
    return {"days": days, "cause": None, "now": now, "before": before} | told


def _halves(counted: Counted, causes: Sequence[Cause], window: Window) -> tuple[int, int]:
    """How many in the last steps, and how many in as many before."""
    middle, last = window.steps - window.recent, window.steps
    spans = (range(middle, last), range(max(middle - window.recent, 0), middle))
    now, before = (sum(counted.get((n, c), 0) for n in span for c in causes) for span in spans)
    return now, before


def _country(session: Session, within: Sequence[str], window: Window, cause: Cause) -> str | None:
    """Where more than half of a cause's recent disputes went, if to one country."""
    recent = and_(
        col(Dispute.store).in_(within),
        between(Dispute.opened_at, window.recently, window.until),
        col(Dispute.cause) == cause,
    )
    named = col(Dispute.buyer_country)
    rows = session.execute(sa.select(named, func.count()).where(recent).group_by(named)).all()
    half = sum(number for _country, number in rows) / 2
    return next((str(name) for name, number in rows if name and number > half), None)
