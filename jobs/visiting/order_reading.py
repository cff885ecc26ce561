"""A store's orders, read of the list; the detail only where it tells what the list cannot."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

import structlog

from jobs.enduring import endured
from jobs.sources.errors import Unavailable, Unreadable
from jobs.sources.orders import ListedOrder
from jobs.sources.times import not_before
from jobs.visiting.rereading import SAME_SECOND
from jobs.visiting.taking import spared, take_in, take_in_all
from jobs.visiting.visit import OVERLAP, PAGE, Visit
from models import known
from models import orders as known_orders
from models.known import KnownOrder
from models.orders import AWAITS_SHIPPING
from models.records import OrderRecord

log = structlog.get_logger()

NIGHTLY = timedelta(days=3)  # So far back the nightly reading goes.
HOLES = "AliExpress's list of orders came with holes; it is read again."

# Only of these does the detail tell what we need: the parcel, and the end of the protection.
UNDER_WAY = frozenset({"SELLER_PART_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS", "IN_ISSUE"})
OVER = frozenset({"FINISH", "FUND_PROCESSING"})
EXTENDED = timedelta(days=5)  # So near its end the buyer's protection may be made longer.
DRIFT = timedelta(minutes=5)  # Of a limit that the list only counts down to.

Rows = Iterator[ListedOrder | Unreadable]


def orders(visit: Visit) -> int:
    """Orders changed since the last reading began, with some overlap."""
    since = visit.since
    if visit.anew_from is not None:
        since = min(since, visit.started - NIGHTLY)
    changed, torn = 0, False
    rows: Rows = visit.source.orders(since, visit.started + OVERLAP)
    while page := list(islice(rows, PAGE)):
        for row in page:
            if isinstance(row, Unreadable):
                torn |= row.entry.startswith("page")
                log.error("order_unreadable", error=str(row))
        told = [row for row in page if isinstance(row, ListedOrder)]
        changed += endured(partial(_take_page, visit, told))
    if torn:  # The cursor stays where it is: the next reading asks for the same orders again.
        raise Unavailable(HOLES)
    visit.misses.settle()
    return changed


def owe(visit: Visit, order_id: str) -> None:
    """
    A dispute speaks of this order: its parcel and its limits are wanted now.

    They are the parcels' door to read: trouble with orders must not hide disputes.
    """
    with visit.desk.database.read() as session:
        before = known.orders(session, visit.store.name, [order_id]).get(order_id)
    if before is None:
        take_in(visit.desk, OrderRecord(store=visit.store.name, order_id=order_id))
    if before is None or before.tracking_number is None:
        _owe_detail(visit, order_id)


def _take_page(visit: Visit, rows: list[ListedOrder]) -> int:
    with visit.desk.database.read() as session:
        ids = [row.order_id for row in rows]
        before = known.orders(session, visit.store.name, ids)
    steady = {row.order_id: _steady(row, before.get(row.order_id)) for row in rows}
    wanting = [r for r in rows if wants_detail(r, before.get(r.order_id), visit.started)]
    rest = [steady[row.order_id] for row in rows if row not in wanting]
    done = len(take_in_all(visit.desk, "order", rest))
    moved = [
        row
        for row in rows
        if row.order_id in before and may_have_changed(row, before[row.order_id], visit.started)
    ]
    _track_soon(visit, [row.order_id for row in moved])
    for row in wanting:
        with spared("order", row.order_id, visit.misses):
            done += _take_whole(visit, steady[row.order_id], before.get(row.order_id))
    return done


def _take_whole(visit: Visit, row: OrderRecord, before: KnownOrder | None) -> int:
    """
    The detail is read before anything is kept: what we keep of the list counts as known.

    Only the detail tells the parcel's number and the end of the buyer's protection.
    """
    with spared("order", row.order_id):
        detail = _steady(visit.source.order(row.order_id), before)
        return take_in(visit.desk, row, detail)
    changed = take_in(visit.desk, row)
    _owe_detail(visit, row.order_id)
    return changed


def wants_detail(row: ListedOrder, before: KnownOrder | None, now: datetime) -> bool:
    """Whether the detail knows more than the list and we together."""
    if before is not None and not may_have_changed(row, before, now):
        return row.status in UNDER_WAY and _detail_was_never_read(before)
    if row.status in OVER:
        return row.in_issue
    if row.status in AWAITS_SHIPPING and row.shipped_at is None:
        return row.ship_by is None and (before is None or before.ship_by is None)
    under_way = row.shipped_at is not None or row.status in UNDER_WAY or row.in_issue
    return under_way and _parcel_may_be_new(row, before, now)


def may_have_changed(row: ListedOrder, before: KnownOrder, now: datetime) -> bool:
    """Times are whole seconds: what we read within one may have changed once more in it."""
    modified_at = not_before(row.modified_at, before.modified_at, now)
    if modified_at is None or before.modified_at is None:
        return True
    if before.read_at < modified_at + SAME_SECOND:
        return True
    return modified_at > before.modified_at or row.status != before.status


def _parcel_may_be_new(row: ListedOrder, before: KnownOrder | None, now: datetime) -> bool:
    if before is None or before.tracking_number is None or before.protection_ends_at is None:
        return True
    if before.protection_ends_at - now < EXTENDED:
        return True
    return (before.status, before.shipped_at) != (row.status, row.shipped_at or before.shipped_at)


def _detail_was_never_read(before: KnownOrder) -> bool:
    """A partner or a file may have told of it before us, and as fresh as the list."""
    return before.tracking_number is None and before.protection_ends_at is None


def _steady(row: OrderRecord, before: KnownOrder | None) -> OrderRecord:
    """A limit counted down to in minutes is another moment each time; the known one stands."""
    if before is None or before.ship_by is None or row.ship_by is None:
        return row
    if abs(row.ship_by - before.ship_by) > DRIFT:
        return row
    return row.model_copy(update={"ship_by": before.ship_by})


def _track_soon(visit: Visit, ids: list[str]) -> None:
    """These orders moved, and so may their parcels have."""
    if ids:
        with visit.desk.database.write() as session:
            known.track_at_once(session, visit.store.name, ids, visit.desk.now())


def _owe_detail(visit: Visit, order_id: str) -> None:
    """An order without a parcel's number stands in the parcels' line until its detail is read."""
    with visit.desk.database.write() as session:
        mine = known_orders.find(session, visit.store.name, order_id)
        if mine is not None and mine.tracking_number is None:
            mine.track_at = visit.desk.now()
            session.add(mine)
