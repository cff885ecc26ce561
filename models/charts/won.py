"""The win rate over the weeks: of what was fought to the end, how much was won."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func

from models.charts.windows import Window, slot
from models.disputes import Dispute
from models.figures.counting import between
from models.figures.rates import CONTESTED
from models.records import Outcome

ENOUGH = 3  # Of a week, for a point that stands for something.
POINTS = 2  # Two make a line.


def count(session: Session, within: Sequence[str], window: Window) -> dict[str, Any] | None:
    """By weeks as the window has them; None: too few to show."""
    fought = and_(
        col(Dispute.store).in_(within),
        col(Dispute.platform_handled).is_(False),
        between(Dispute.closed_at, window.since, window.until),
        col(Dispute.outcome).in_(CONTESTED),
    )
    step = slot(col(Dispute.closed_at), window.bounds).label("step")
    told = sa.select(step, col(Dispute.outcome).label("outcome")).where(fought).subquery()
    wins = func.count().filter(told.c.outcome == Outcome.WON)
    rows = session.execute(sa.select(told.c.step, wins, func.count()).group_by(told.c.step)).all()
    won, whole = ({row[0]: row[place] for row in rows} for place in (1, 2))
    if sum(number >= ENOUGH for number in whole.values()) < POINTS:
        return None
    steps = range(window.steps)
    return {
        "ends": window.ends,
        "recent": window.recent,
        "won": [won.get(n, 0) for n in steps],
        "whole": [whole.get(n, 0) for n in steps],
        "enough": ENOUGH,
    }
