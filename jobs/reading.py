"""A store's disputes, read of the lists and handed to the intake one by one."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import structlog
from sqlmodel import col, select

from jobs.sources.aliexpress import AliExpress
from jobs.sources.disputes import ListedDispute
from jobs.sources.errors import Unreadable
from jobs.taking import spared, take_in
from models.disputes import Dispute
from models.records import Status
from models.stores import Store
from slackbot.desk import Desk

log = structlog.get_logger()

FIRST_LOOK = timedelta(days=90)  # How far back the first reading of a store goes.

Known = dict[str, Dispute]


def disputes(desk: Desk, store: Store, source: AliExpress) -> int:
    """
    Every processing dispute, and of the ended ones those younger than our oldest open one.

    The detail is read only where the list says that something changed.
    """
    known = _known(desk, store)
    changed, seen = 0, set()
    for row in source.disputes(Status.PROCESSING):
        seen.add(_entry(row))
        changed += _take_row(desk, source, row, known)
    stays_open = [d.opened_at for d in known.values() if d.status is Status.PROCESSING]
    oldest = min([*stays_open, desk.now() - FIRST_LOOK if not known else desk.now()])
    for status in (Status.FINISH, Status.CANCELED):
        for row in _younger(source.disputes(status), oldest):
            changed += _take_row(desk, source, row, known)
    return changed


def _known(desk: Desk, store: Store) -> Known:
    with desk.database.read() as session:
        mine = select(Dispute).where(Dispute.store == store.name)
        recent = mine.where(
            col(Dispute.closed_at).is_(None)
            | (col(Dispute.status) == Status.PROCESSING)
            | (col(Dispute.closed_at) > desk.now() - FIRST_LOOK)
        )
        return {dispute.issue_id: dispute for dispute in session.exec(recent)}


def _entry(row: ListedDispute | Unreadable) -> str:
    return row.entry if isinstance(row, Unreadable) else row.issue_id


def _younger(
    rows: Iterable[ListedDispute | Unreadable], oldest: datetime
) -> Iterator[ListedDispute | Unreadable]:
    """The list is newest first: what is older than that can be none of ours."""
    for row in rows:
        if isinstance(row, ListedDispute) and row.created_at and row.created_at < oldest:
            return
        yield row


def _take_row(desk: Desk, source: AliExpress, row: ListedDispute | Unreadable, known: Known) -> int:
    if isinstance(row, Unreadable):
        log.error("dispute_unreadable", error=str(row))
        return 0
    if _is_known(row, known.get(row.issue_id)):
        return 0
    with spared("dispute", row.issue_id):
        return take_in(desk, source.dispute(row))
    return 0


SAME_SECOND = timedelta(seconds=3)  # With what the call itself takes.


def _is_known(row: ListedDispute, before: Dispute | None) -> bool:
    """
    Nothing changed since we read its detail.

    The platform's times are whole seconds: what we read within the second of its last change
    may have changed once more in it, and is read again.
    """
    if before is None or before.modified_at is None or row.modified_at is None:
        return False
    if before.read_at is None or before.read_at < row.modified_at + SAME_SECOND:
        return False
    return row.modified_at <= before.modified_at and row.status is before.status
