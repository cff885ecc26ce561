"""Deadlines ahead: what waits for us and falls due on each of the next seven days."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func

from models.charts.windows import slot
from models.disputes import Dispute
from models.figures.daily import AT_RISK
from models.guarding import OPEN, OURS_TO_DO

DAYS = 7
ENOUGH = 3  # Deadlines; fewer are said better in words.


def count(
    session: Session, within: Sequence[str], now: datetime, zone: ZoneInfo
) -> dict[str, Any] | None:
    """By days of the zone, today first; None: too few to show."""
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=n) for n in range(DAYS)]
    nights = [datetime.combine(day + timedelta(days=1), time(), zone) for day in days]
    counted = _counted(session, within, [now, *nights], now)
    risk, later = ([counted.get((n, near), 0) for n in range(DAYS)] for near in (1, 0))
    overdue = counted.get((-1, 1), 0)
    if sum(risk) + sum(later) + overdue < ENOUGH:
        return None
    named = [day.isoformat() for day in days]
    return {"days": named, "risk": risk, "later": later, "overdue": overdue}


def _counted(
    session: Session, within: Sequence[str], bounds: Sequence[datetime], now: datetime
) -> dict[tuple[int, int], int]:
    """By day and by whether it is at risk; what is past its deadline stands before the first."""
    due = col(Dispute.due_at)
    near = sa.case((due < now + AT_RISK, 1), else_=0)
    mine = and_(col(Dispute.store).in_(within), OPEN, OURS_TO_DO, due < bounds[-1])
    told = sa.select(slot(due, bounds).label("day"), near.label("near")).where(mine).subquery()
    rows = session.execute(
        sa.select(told.c.day, told.c.near, func.count()).group_by(told.c.day, told.c.near)
    )
    return {(day, near): number for day, near, number in rows}
