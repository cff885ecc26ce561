"""A store's orders and their parcels, read one by one and handed to the intake."""

from datetime import timedelta

import structlog
from sqlmodel import Session, col, select

from jobs.reading import FIRST_LOOK
from jobs.sources.aliexpress import AliExpress
from jobs.sources.errors import Unavailable, Unreadable
from jobs.taking import spared, take_in
from models import facts, intake, nudges
from models import orders as known_orders
from models.intake import Verdict
from models.orders import Order
from models.records import OrderRecord
from models.sources import Door, Source
from models.stores import Store
from slackbot.desk import Desk

log = structlog.get_logger()

OVERLAP = timedelta(minutes=10)  # Of two readings of the orders, for rows that came late.
TRACK_AGAIN = timedelta(hours=4)  # A moving parcel.
TRACK_SELDOM = timedelta(days=2)  # One that arrived or went back.
PARCELS_AT_ONCE = 200

# Nothing was sent for these, and nothing has to be yet.
UNSHIPPABLE = frozenset(
    {"PLACE_ORDER_SUCCESS", "PAYMENT_PROCESSING", "WAIT_SELLER_EXAMINE_MONEY", "WAIT_GROUP"}
)


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
        with spared("order", record.order_id):
            changed += _take_order(desk, source, record)
    if torn:  # The cursor stays where it is: the next reading asks for the same orders again.
        raise Unavailable("AliExpress's list of orders came with holes; it is read again.")
    return changed


def _take_order(desk: Desk, source: AliExpress, record: OrderRecord) -> int:
    """
    Only the detail tells the parcel's number and the end of the buyer's protection.

    It is read before anything is kept: what we keep of the list counts as known from then on.
    """
    if record.status in UNSHIPPABLE or _is_known(desk, record):
        return take_in(desk, record)
    with spared("order", record.order_id):
        return take_in(desk, record, source.order(record.order_id))
    changed = take_in(desk, record)
    _owe_detail(desk, record)
    return changed


def _is_known(desk: Desk, listed: OrderRecord) -> bool:
    """Nothing changed since we read its detail."""
    with desk.database.read() as session:
        before = known_orders.find(session, listed.store, listed.order_id)
    if before is None or before.modified_at is None or listed.modified_at is None:
        return False
    return listed.modified_at <= before.modified_at and listed.status == before.status


def _owe_detail(desk: Desk, record: OrderRecord) -> None:
    """An order without a parcel's number stands in the parcels' line until its detail is read."""
    with desk.database.write() as session:
        mine = known_orders.find(session, record.store, record.order_id)
        if mine is not None and mine.tracking_number is None:
            mine.track_at = desk.now()
            session.add(mine)


def parcels(desk: Desk, store: Store, source: AliExpress) -> int:
    """The parcels that are due: often while they move, seldom once they have arrived."""
    with desk.database.read() as session:
        due = select(Order).where(Order.store == store.name, col(Order.track_at) <= desk.now())
        line = list(session.exec(due.order_by(col(Order.track_at)).limit(PARCELS_AT_ONCE)))
    return sum(_track(desk, source, order) for order in line)


def _track(desk: Desk, source: AliExpress, order: Order) -> int:
    # First of all it leaves the head of the line: one bad parcel must not stand there for ever.
    with desk.database.write() as session:
        session.get_one(Order, order.id).track_at = desk.now() + TRACK_AGAIN
    with spared("parcel", order.order_id):
        follow = _read_parcel if order.tracking_number else _read_detail
        return follow(desk, source, order)
    return 0


def _read_parcel(desk: Desk, source: AliExpress, order: Order) -> int:
    number = order.tracking_number or ""
    events = source.tracking(order.order_id, number, order.carrier, order.buyer_country)
    with desk.database.write() as session:
        mine = session.get_one(Order, order.id)
        moved = intake.take_in_parcel(session, mine, events)
        if any(event.code in facts.DELIVERED for event in events):
            mine.track_at = desk.now() + TRACK_SELDOM
        session.add(mine)
        if moved:
            _follow(session, mine, desk)
    return int(moved)


def _follow(session: Session, order: Order, desk: Desk) -> None:
    intake.refresh_disputes_of(session, order)
    nudges.for_order(session, order, desk.now())


def _read_detail(desk: Desk, source: AliExpress, order: Order) -> int:
    """What its list owes us; whether there is a parcel to follow, the detail says."""
    detail = source.order(order.order_id)
    with desk.database.write() as session:
        session.get_one(Order, order.id).track_at = None
        session.flush()
        verdict = intake.take_in_order(session, detail, desk.now())
    return int(verdict is not Verdict.UNCHANGED)
