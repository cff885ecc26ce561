"""Where the database says something else than the gateway's own world."""

from sqlalchemy import func
from sqlmodel import select

from models.disputes import Dispute
from models.orders import Order, ParcelEvent
from models.records import Status

OVER = {"FINISH", "FUND_PROCESSING"}  # Nobody follows their parcels, unless there is a dispute.


def differences(desk, world):
    found = []
    with desk.database.read() as session:
        for store, told in world["stores"].items():
            found += _of_disputes(session, store, told["disputes"])
            found += _of_orders(session, store, told)
    return found


def _of_disputes(session, store, told):
    rows = session.exec(select(Dispute).where(Dispute.store == store))
    ours = {row.issue_id: _dispute(row) for row in rows}
    true = {row["issue_id"]: _true_dispute(row) for row in told}
    return _compared(store, ours, true)


def _dispute(row):
    is_open = row.status is Status.PROCESSING
    due = row.due_at.isoformat() if row.due_at and is_open and not row.due_estimated else None
    said = (row.status.value, row.turn.value, row.platform_handled, row.order_id)
    return (*said, due, row.outcome and row.outcome.value, row.modified_at.isoformat())


def _true_dispute(row):
    said = (row["status"], row["turn"], row["platform_handled"], row["order_id"])
    due = row["due_at"] if row["due_told"] and row["status"] == "processing" else None
    return (*said, due, row["outcome"], row["modified_at"])


def _of_orders(session, store, told):
    counted = select(ParcelEvent.order_key, func.count()).group_by(ParcelEvent.order_key)
    events = dict(session.exec(counted.where(ParcelEvent.order_key.in_(_keys(store)))).all())
    rows = session.exec(select(Order).where(Order.store == store)).all()
    disputed = {row["order_id"] for row in told["disputes"] if row["status"] == "processing"}
    ours, true = {}, {}
    for row in rows:
        ours[row.order_id] = (row.status, row.modified_at and row.modified_at.isoformat())
        if _is_followed(row.status, row.order_id, disputed):
            ours[row.order_id] += (row.tracking_number, events.get(row.id, 0))
    for row in told["orders"]:
        true[row["order_id"]] = (row["status"], row["modified_at"])
        if _is_followed(row["status"], row["order_id"], disputed):
            true[row["order_id"]] += (row["tracking_number"], row["events"])
    return _compared(store, ours, true)


def _is_followed(status, order_id, disputed):
    return status not in OVER or order_id in disputed


def _keys(store):
    return select(Order.id).where(Order.store == store)


def _compared(store, ours, true):
    return [
        (store, key, ours.get(key), true.get(key))
        for key in sorted(ours.keys() | true.keys())
        if ours.get(key) != true.get(key)
    ]
