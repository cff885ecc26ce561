"""Firing what is due about orders: one message a store, with the list, not one an order."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from models import messages
from models.nudges import Nudge, cancel
from models.orders import Order
from models.stores import Store


def fire(session: Session, due: Sequence[Nudge], now: datetime) -> int:
    """How many messages were wanted."""
    by_store: dict[str, list[Nudge]] = defaultdict(list)
    for nudge in due:
        order = session.get_one(Order, nudge.order_key)
        if order.awaits_shipping and order.ship_by == nudge.limit_at and order.ship_by > now:
            by_store[nudge.store].append(nudge)
        else:
            cancel([nudge], now, "it no longer held")
    for store, held in by_store.items():
        message = messages.want(
            session,
            messages.Kind.SHIPPING,
            f"{store}:{min(nudge.id for nudge in held)}",
            session.get_one(Store, store).channel,
            payload={"store": store},
        )
        for nudge in held:
            nudge.sent_at, nudge.message_key = now, message.key
    return len(by_store)
