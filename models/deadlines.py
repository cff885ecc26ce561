"""How near a deadline is. Wall time: nothing here pauses it."""

from datetime import datetime, timedelta
from enum import StrEnum

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Urgency(StrEnum):
    """The card's mark; each stands for a share of time that is left."""

    LATER = "later"
    SOON = "soon"
    TODAY = "today"
    NOW = "now"


THRESHOLDS = (
    (Urgency.NOW, 6 * HOUR),
    (Urgency.TODAY, 24 * HOUR),
    (Urgency.SOON, 72 * HOUR),
)


def urgency(due_at: datetime | None, now: datetime) -> Urgency:
    if due_at is None:
        return Urgency.LATER
    left = due_at - now
    return next((mark for mark, below in THRESHOLDS if left < below), Urgency.LATER)


def next_change(due_at: datetime | None, now: datetime) -> datetime | None:
    """When what a card says of the time left stops being true; None when it stays so."""
    if due_at is None or now >= due_at:
        return None
    left = due_at - now
    if left < HOUR:
        return due_at
    unit = HOUR if left < 2 * DAY else DAY
    whole = left // unit
    # A hair later than the exact turn, so that the floor is the next whole unit.
    return due_at - whole * unit + timedelta(seconds=1)
