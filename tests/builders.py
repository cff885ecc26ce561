"""Builders, valid by default: a test says only what matters to it."""

from datetime import UTC, datetime, timedelta

from models.members import EVERY_STORE, Actor, Role
from models.records import DisputeRecord, OrderRecord
from models.stores import Store

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

STORE = "nordic"
ISSUE = "700000000000001042"  # Longer than a float can hold, as the platform's are.
ORDER = "8194000000001470"

# What every record must say; a source that says nothing else knows nothing else.
BARE_DISPUTE = {
    "store": STORE,
    "issue_id": ISSUE,
    "order_id": ORDER,
    "opened_at": NOON - 3 * DAY,
}
FULL_DISPUTE = BARE_DISPUTE | {
    "buyer": "marina1987",
    "buyer_country": "RU",
    "language": "en",
    "reason": "The goods did not arrive",
    "text": "Nothing arrived, two months have passed.",
    "modified_at": NOON - HOUR,
    "due_at": NOON + 100 * HOUR,
    "status": "processing",
    "turn": "ours",
    "amount": "42.65",
    "currency": "USD",
    "product_id": "1005001234567890",
    "product_name": "Bluetooth speaker X3",
}
BARE_ORDER = {"store": STORE, "order_id": ORDER}
FULL_ORDER = BARE_ORDER | {
    "buyer": "marina1987",
    "buyer_country": "RU",
    "status": "WAIT_SELLER_SEND_GOODS",
    "paid_at": NOON - 2 * DAY,
    "modified_at": NOON - HOUR,
    "ship_by": NOON + 100 * HOUR,
    "amount": "42.65",
    "currency": "USD",
    "items": [{"product_id": "1005001234567890", "name": "Bluetooth speaker X3", "price": "42.65"}],
    "events": [{"at": NOON - DAY, "code": "PU_PICKUP_SUCCESS", "text": "Picked up"}],
}


def a_dispute_record(**changes):
    """A dispute that waits for us, four days before its deadline."""
    return DisputeRecord.model_validate(FULL_DISPUTE | changes)


def a_dispute_news(**changes):
    """A record that says only this, and leaves all else out."""
    return DisputeRecord.model_validate(BARE_DISPUTE | changes)


def an_order_record(**changes):
    """A paid order that awaits shipping, with one item and one parcel event."""
    return OrderRecord.model_validate(FULL_ORDER | changes)


def an_order_news(**changes):
    return OrderRecord.model_validate(BARE_ORDER | changes)


def a_store(session, name=STORE, **changes):
    plain = {"channel": f"C{name.upper()}", "added_at": NOON - 30 * DAY}
    store = Store(name=name, **plain | changes)
    session.add(store)
    session.flush()
    return store


def an_actor(role=Role.AGENT, user_id="UANA", store=EVERY_STORE):
    """A person with one role; with none where the role is None."""
    return Actor(user_id, {} if role is None else {store: role})
