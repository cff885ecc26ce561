"""Rows of a generated store, valid by default: what a year of selling leaves behind."""

from decimal import Decimal

from models.disputes import Dispute
from models.orders import Item, Order
from models.records import Status, Turn
from models.rules.leading import Cures
from models.tagging.causes import Cause
from tests.builders import DAY, NOON, STORE

LIMITS = Cures()
SINCE = NOON - LIMITS.window


def an_order(number, **changes):
    plain = {
        "id": number,
        "store": STORE,
        "order_id": f"o{number}",
        "last_digits": str(number)[-6:],
        "read_at": NOON,
    }
    return Order(**plain | changes)


def an_item(order, product="speaker", **changes):
    return Item(**{"order_key": order.id, "product_id": product, "price": Decimal(20)} | changes)


def a_dispute(number, **changes):
    plain = {
        "id": number,
        "store": STORE,
        "issue_id": f"i{number}",
        "order_id": f"o{number}",
        "opened_at": NOON - 5 * DAY,
        "product_id": "speaker",
        "product_name": "Bluetooth speaker",
        "amount": Decimal(20),
        "currency": "USD",
        "cause": Cause.P5,
        "confidence": 1.0,
    }
    told = plain | changes
    closed = told.get("closed_at")
    told |= {"turn": Turn.CLOSED, "status": Status.FINISH} if closed else {}
    return Dispute(**told, turn_since=told["opened_at"], seen_at=told["opened_at"])


def within(moment):
    return moment is not None and SINCE <= moment < NOON


def looked_for(ground, search, limits=LIMITS, store=STORE, now=NOON):
    with ground.database.read() as session:
        return search.of(session, store, limits, now)
