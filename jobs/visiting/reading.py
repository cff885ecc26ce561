"""A store's disputes, read of the lists and handed to the intake one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

import structlog

from jobs.enduring import endured
from jobs.sources.disputes import ListedDispute, listed_record
from jobs.sources.errors import BadCall, Refused, Unavailable, Unreadable
from jobs.sources.times import latest
from jobs.visiting import order_reading
from jobs.visiting.rereading import must_read
from jobs.visiting.taking import spared, take_in
from jobs.visiting.visit import FIRST_LOOK, PAGE, Visit
from models import known
from models.known import OpenDispute
from models.records import Status

log = structlog.get_logger()

Rows = Iterator[ListedDispute | Unreadable]
LOOKED_FOR_AGAIN = timedelta(hours=1)  # One that stands in none of the lists.
HOLES = "AliExpress's list of disputes came with holes; it is read again."


def disputes(visit: Visit) -> int:
    """
    Every processing dispute, and of the ended ones those younger than our oldest open one.

    The detail is read only where it may tell something new. What was processing and stands in
    no list any more is asked for by its id.
    """
    with visit.desk.database.read() as session:
        ours = known.processing(session, visit.store.name)
    sweep = _Sweep(visit)
    sweep.take(visit.source.disputes(Status.PROCESSING))
    back_to = _back_to(visit, ours.values())
    for status in (Status.FINISH, Status.CANCELED):
        sweep.take(_younger(visit.source.disputes(status), back_to))
    if sweep.torn:  # What was in the holes is unknown: the next reading goes as far back.
        raise Unavailable(HOLES)
    left = [one for one in ours.values() if one.issue_id not in sweep.seen]
    for one in left:
        with spared("dispute", one.issue_id, visit.misses):
            sweep.changed += endured(partial(_look_for, visit, one))
    visit.misses.settle()
    return sweep.changed


def _back_to(visit: Visit, ours: Iterable[OpenDispute]) -> datetime:
    """How far the lists of what ended are read: nothing opened since the last success is missed."""
    farthest = visit.started - FIRST_LOOK
    if visit.anew_from or visit.last is None:
        return min(visit.since, farthest)
    oldest = min((one.opened_at for one in ours), default=visit.since)
    return min(visit.since, max(oldest, farthest))


def _younger(rows: Rows, oldest: datetime) -> Rows:
    """The list is newest first: what is older than that can be none of ours."""
    for row in rows:
        if isinstance(row, ListedDispute) and row.created_at and latest(row.created_at) < oldest:
            return
        yield row


@dataclass
class _Sweep:
    """What the lists told so far."""

    visit: Visit
    seen: set[str] = field(default_factory=set)
    changed: int = 0
    torn: bool = False

    def take(self, rows: Rows) -> None:
        while page := list(islice(rows, PAGE)):
            for row in page:
                if isinstance(row, Unreadable):
                    self.torn |= row.entry.startswith("page")
                    log.error("dispute_unreadable", error=str(row))
            told = [row for row in page if isinstance(row, ListedDispute)]
            endured(partial(self._take_page, told))

    def _take_page(self, rows: list[ListedDispute]) -> None:
        ids = [row.issue_id for row in rows]
        self.seen.update(ids)
        with self.visit.desk.database.read() as session:
            before = known.disputes(session, self.visit.store.name, ids)
        for row in rows:
            if must_read(row, before.get(row.issue_id), self.visit):
                is_new = row.issue_id not in before
                with spared("dispute", row.issue_id, self.visit.misses):
                    self.changed += _take_row(self.visit, row, is_new=is_new)


def _take_row(visit: Visit, row: ListedDispute, *, is_new: bool) -> int:
    with spared("dispute", row.issue_id):
        record = visit.source.dispute(row)
        changed = take_in(visit.desk, record)
        if is_new and record.status is Status.PROCESSING:
            order_reading.owe(visit, record.order_id)
        return changed
    # The detail made no sense; the row alone is enough for a card that says so.
    if is_new and (bare := listed_record(visit.store.name, row)) is not None:
        with spared("dispute", row.issue_id):
            return take_in(visit.desk, bare)
    return 0


def _look_for(visit: Visit, ours: OpenDispute) -> int:
    """The detail knows of it still, or nobody does: a partner may have told us of it."""
    if ours.read_at is not None and ours.read_at > visit.started - LOOKED_FOR_AGAIN:
        return 0
    row = ListedDispute(
        issue_id=ours.issue_id,
        buyer=ours.buyer,
        order_id=ours.order_id,
        child_order_id=ours.child_order_id,
    )
    try:
        return take_in(visit.desk, visit.source.dispute(row))
    except (Refused, Unreadable, BadCall) as error:  # Nothing can be asked about a made-up id.
        # It is asked for again later, and stays open until somebody tells its end.
        log.warning(
            "dispute_in_no_list", store=visit.store.name, issue=ours.issue_id, error=str(error)
        )
        with visit.desk.database.write() as session:
            known.looked_at(session, visit.store.name, ours.issue_id, visit.desk.now())
        return 0
