"""A store's parcels: those that are due are followed, and what a list owes us is read."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from jobs.enduring import endured
from jobs.sources.aliexpress import AliExpress
from jobs.sources.errors import BadCall, Unavailable
from jobs.visiting.parcel_pace import Parcel, look_again
from jobs.visiting.taking import spared
from jobs.visiting.visit import Visit
from models import disputes, intake, orders, shipping
from models.intake import Verdict
from models.orders import Order
from slackbot.desk import Desk

log = structlog.get_logger()

AT_ONCE = 200
AFTER_TROUBLE = timedelta(hours=4)
AFTER_A_MISS = timedelta(minutes=5)


def parcels(visit: Visit) -> int:
    """The parcels that are due, the longest due first."""
    due = select(Order).where(
        Order.store == visit.store.name,
        sa.text("orders.track_at IS NOT NULL"),  # As the index has it.
        col(Order.track_at) <= visit.desk.now(),
    )
    with visit.desk.database.read() as session:
        line = list(session.exec(due.order_by(col(Order.track_at)).limit(AT_ONCE)))
    changed = sum(endured(partial(_track, visit, order)) for order in line)
    visit.misses.settle()
    return changed


def _track(visit: Visit, order: Order) -> int:
    # First of all it leaves the head of the line: one bad parcel must not stand there for ever.
    # Only for a while, for its reader may die over it.
    _put_off(visit, order, AFTER_A_MISS)
    with spared("parcel", order.order_id, visit.misses):
        try:
            if order.tracking_number:
                return follow(visit.desk, visit.source, order)
            return _read_detail(visit, order)
        except (Unavailable, OperationalError):
            raise
        except Exception as error:
            _put_off(visit, order, AFTER_TROUBLE)
            if not isinstance(error, BadCall) or order.carrier is not None:
                raise
            # The platform wants to know the carrier, and whoever told of the parcel did not say.
            log.warning("parcel_without_carrier", order=order.order_id, error=str(error))
    return 0


def _put_off(visit: Visit, order: Order, pause: timedelta) -> None:
    with visit.desk.database.write() as session:
        session.get_one(Order, order.id).track_at = visit.desk.now() + pause


def follow(desk: Desk, source: AliExpress, order: Order) -> int:
    """Read where a parcel is; 1 when it moved."""
    number = order.tracking_number or ""
    events = source.tracking(order.order_id, number, order.carrier, order.buyer_country)
    now = desk.now()
    with desk.database.write() as session:
        mine = session.get_one(Order, order.id)
        moved = intake.take_in_parcel(session, mine, events)
        mine.track_at = look_again(_parcel(session, mine), now)
        session.add(mine)
        if moved:
            intake.refresh_disputes_of(session, mine)
        session.flush()
        shipping.for_order(session, mine, now)
    return int(moved)


def _parcel(session: Session, order: Order) -> Parcel:
    trail = orders.parcel_of(session, order)
    held = disputes.on_order(session, order.store, order.order_id)
    still_open = [one for one in held if one.is_open]
    limits = [*(one.due_at for one in still_open), order.promised_by, order.protection_ends_at]
    return Parcel(
        order_status=order.status,
        last_code=trail[0].code if trail else None,
        last_moved=trail[0].at if trail else order.shipped_at,
        limits=[limit for limit in limits if limit is not None],
        disputed=bool(still_open),
    )


def _read_detail(visit: Visit, order: Order) -> int:
    """What its list owes us; whether there is a parcel to follow, the detail says."""
    detail = visit.source.order(order.order_id)
    with visit.desk.database.write() as session:
        session.get_one(Order, order.id).track_at = None
        session.flush()
        verdict = intake.take_in_order(session, detail, visit.desk.now())
    return int(verdict is not Verdict.UNCHANGED)
