"""What is read of one store at each door, and handed to the intake record by record."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import structlog
from sqlmodel import col, select

from jobs.sources.aliexpress import AliExpress
from jobs.sources.disputes import ListedDispute
from jobs.sources.errors import Unavailable, Unreadable
from models import facts, intake, nudges, sources
from models.disputes import Dispute
from models.intake import Verdict
from models.orders import Order
from models.records import DisputeRecord, OrderRecord, Status
from models.sources import Door, Source
from models.stores import Store
from slackbot.desk import Desk

log = structlog.get_logger()

FIRST_LOOK = timedelta(days=90)  # How far back the first reading of a store goes.
OVERLAP = timedelta(minutes=10)  # Of two readings of the orders, for rows that came late.
TRACK_AGAIN = timedelta(hours=4)  # A moving parcel.
TRACK_SELDOM = timedelta(days=2)  # One that arrived or went back.
PARCELS_AT_ONCE = 200

# Nothing was sent for these, and nothing has to be yet.
UNSHIPPABLE = frozenset(
    {"PLACE_ORDER_SUCCESS", "PAYMENT_PROCESSING", "WAIT_SELLER_EXAMINE_MONEY", "WAIT_GROUP"}
)

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
    try:
        return _take_in(desk, source.dispute(row))
    except Unreadable as error:
        # One dispute that makes no sense must not hide the others.
        log.exception("dispute_unreadable", error=str(error))
        return 0


def _is_known(row: ListedDispute, before: Dispute | None) -> bool:
    """Nothing changed since we read its detail."""
    if before is None or before.modified_at is None or row.modified_at is None:
        return False
    return row.modified_at <= before.modified_at and row.status is before.status


def _take_in(desk: Desk, record: DisputeRecord | OrderRecord) -> int:
    with desk.database.write() as session:
        if isinstance(record, DisputeRecord):
            verdict = intake.take_in_dispute(session, record, desk.now())
        else:
            verdict = intake.take_in_order(session, record, desk.now())
        sources.renew(session, record.store, desk.now())
    return int(verdict is not Verdict.UNCHANGED)


def orders(desk: Desk, store: Store, source: AliExpress) -> int:
    """Orders changed since the last success, with some overlap."""
    now = desk.now()
    with desk.database.read() as session:
        last = session.get(Source, (store.name, Door.ORDERS))
    since = last.read_at - OVERLAP if last and last.read_at else now - FIRST_LOOK
    changed, torn = 0, False
    for record in source.orders(since, now + OVERLAP):
        if isinstance(record, Unreadable):
            torn |= record.entry.startswith("page")
            log.error("order_unreadable", error=str(record))
            continue
        news = _take_in(desk, record)
        if news and record.status not in UNSHIPPABLE:
            # Only the detail tells the parcel's number and the end of the buyer's protection.
            _take_in(desk, source.order(record.order_id))
        changed += news
    if torn:  # The cursor stays where it is: the next reading asks for the same orders again.
        raise Unavailable("AliExpress's list of orders came with holes; it is read again.")
    return changed


def parcels(desk: Desk, store: Store, source: AliExpress) -> int:
    """The parcels that are due: often while they move, seldom once they have arrived."""
    with desk.database.read() as session:
        due = select(Order).where(Order.store == store.name, col(Order.track_at) <= desk.now())
        line = list(session.exec(due.order_by(col(Order.track_at)).limit(PARCELS_AT_ONCE)))
    return sum(_track(desk, source, order) for order in line)


def _track(desk: Desk, source: AliExpress, order: Order) -> int:
    events = source.tracking(
        order.order_id, order.tracking_number or "", order.carrier, order.buyer_country
    )
    with desk.database.write() as session:
        mine = session.get_one(Order, order.id)
        moved = intake.take_in_parcel(session, mine, events)
        delivered = any(event.code in facts.DELIVERED for event in events)
        mine.track_at = desk.now() + (TRACK_SELDOM if delivered else TRACK_AGAIN)
        session.add(mine)
        if moved:
            intake.refresh_disputes_of(session, mine)
            nudges.for_order(session, mine, desk.now())
    return int(moved)
