"""The facts about many orders, in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, select

from models import orders, rules
from models.disputes import Dispute
from models.orders import Order
from models.rules.schema import Shipping
from models.shipping.conditions import Facts


def facts_of(session: Session, found: Sequence[Order]) -> dict[int, Facts]:
    """By the order's key."""
    travelling = [order for order in found if not order.awaits_shipping]
    parcels = orders.parcels_of_all(session, travelling)
    disputed = _disputed(session, travelling)
    return {
        order.id: Facts(order, parcels.get(order.id, []), (order.store, order.order_id) in disputed)
        for order in found
    }


def facts_by_key(session: Session, keys: Iterable[int | None]) -> dict[int, Facts]:
    named = {key for key in keys if key is not None}
    if not named:
        return {}
    return facts_of(session, session.exec(select(Order).where(col(Order.id).in_(named))).all())


def _disputed(session: Session, found: Iterable[Order]) -> set[tuple[str, str]]:
    """The orders on which a dispute is open."""
    by_store: dict[str, list[str]] = defaultdict(list)
    for order in found:
        by_store[order.store].append(order.order_id)
    disputed: set[tuple[str, str]] = set()
    for store, ids in by_store.items():
        held = select(Dispute.order_id).where(
            Dispute.store == store,
            col(Dispute.order_id).in_(ids),
            col(Dispute.closed_at).is_(None),
        )
        disputed |= {(store, order_id) for order_id in session.exec(held)}
    return disputed


def thresholds(session: Session, stores: Iterable[str]) -> Mapping[str, Shipping]:
    """When each store wants to be reminded."""
    named = set(stores)
    if not named:
        return {}
    current = rules.current(session)
    return {store: current.of(store).shipping for store in named}
