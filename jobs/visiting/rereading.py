"""When the detail of a dispute is worth a call: by a table, and not at every round."""

from datetime import datetime, timedelta

from jobs.sources.rows import ListedDispute
from jobs.sources.times import not_before
from jobs.visiting.visit import Visit
from models.disputes import OURS
from models.known import KnownDispute
from models.records import Status

JUST_OVER = timedelta(days=7)
SAME_SECOND = timedelta(seconds=3)  # With what the call itself takes.

# How near our deadline is, and how long what we read of it then holds; past ones count as near
# until the platform has surely acted.
HOLDS: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(hours=1), timedelta(minutes=20)),
    (timedelta(hours=6), timedelta(hours=2)),
)


def must_read(row: ListedDispute, before: KnownDispute | None, visit: Visit) -> bool:
    if before is None or before.read_at is None or _changed(row, before, visit):
        return True
    if visit.anew_from is not None and _may_still_turn(before, visit.started):
        return before.read_at < visit.anew_from
    return _is_near(before, before.read_at, visit.started)


def _may_still_turn(before: KnownDispute, now: datetime) -> bool:
    """Open at the platform, or over for less time than a decision can be appealed in."""
    if before.status is Status.PROCESSING or before.closed_at is None:
        return True
    return now - before.closed_at < JUST_OVER


def _changed(row: ListedDispute, before: KnownDispute, visit: Visit) -> bool:
    """
    Something changed since we read its detail, as far as the list tells.

    The platform's times are whole seconds: what we read within the second of its last change
    may have changed once more in it, and is read again.
    """
    modified_at = not_before(row.modified_at, before.modified_at, visit.started)
    if before.modified_at is None or modified_at is None or before.read_at is None:
        return True
    if before.read_at < modified_at + SAME_SECOND:
        return True
    return modified_at > before.modified_at or row.status is not before.status


def _is_near(before: KnownDispute, read_at: datetime, now: datetime) -> bool:
    if before.due_at is None or before.closed_at is not None or before.turn not in OURS:
        return False
    distance = abs(before.due_at - now)
    return any(distance <= near and now - read_at >= holds for near, holds in HOLDS)
