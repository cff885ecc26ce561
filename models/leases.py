"""Rows that one worker at a time may act on: a lease on the database's clock, under a fence."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, or_, update

from models.database import clock

HELD = timedelta(seconds=60)  # Longer than a call to the platform may take.


@dataclass(frozen=True)
class Held:
    """A row that this worker alone may act on until its hold ends."""

    key: str
    fence: int


def claim(session: Session, table: Any, key: Any, name: str, *still: Any) -> Held | None:
    """Hold the row of that name if it is free and `still` holds; None where it is not."""
    moment = clock(session)
    free = or_(col(table.held_until).is_(None), col(table.held_until) < moment)
    mine = update(table).where(col(key) == name, free, *still)
    values = {"held_until": moment + HELD, "fence": table.fence + 1}
    fence = session.exec(mine.values(**values).returning(table.fence)).scalar_one_or_none()
    return None if fence is None else Held(name, fence)


def release(session: Session, table: Any, key: Any, held: Held, **values: Any) -> bool:
    """Write down what came of it; False when the row is another's by now."""
    mine = update(table).where(col(key) == held.key, col(table.fence) == held.fence)
    return session.exec(mine.values(held_until=None, **values)).rowcount == 1
