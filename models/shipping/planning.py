"""What is planned for an order follows from how it stands now."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.nudges import Nudge, Rule, cancel, steps
from models.orders import Order


def for_order(session: Session, order: Order, now: datetime) -> None:
    """Make the planned shipping reminders fit the order as it stands."""
    for_orders(session, [order], now)


def for_orders(session: Session, orders: Sequence[Order], now: datetime) -> None:
    known = _known(session, orders)
    planned: list[dict[str, Any]] = []
    for order in orders:
        limit = order.ship_by if order.awaits_shipping else None
        if limit is not None and limit <= now and not known[order.id]:
            continue  # Over before we saw it: there is nothing left to remind of.
        planned += _fit(order, known[order.id], limit, now)
    if planned:
        session.execute(sa.insert(Nudge), planned)


def _known(session: Session, orders: Sequence[Order]) -> dict[int, list[Nudge]]:
    """The reminders of these orders, by their key."""
    known: dict[int, list[Nudge]] = defaultdict(list)
    keys = [order.id for order in orders]
    if keys:
        for nudge in session.exec(select(Nudge).where(col(Nudge.order_key).in_(keys))):
            known[nudge.order_key or 0].append(nudge)
    return known


def _fit(
    order: Order, known: list[Nudge], limit: datetime | None, now: datetime
) -> Iterator[dict[str, Any]]:
    """Let go of what no longer fits, take up again what fits anew, and give what is missing."""
    cancel((nudge for nudge in known if nudge.limit_at != limit), now, "the limit changed")
    if limit is None:
        return
    have = {nudge.step: nudge for nudge in known if nudge.limit_at == limit}
    latest_sent = min((n.step for n in have.values() if n.sent_at), default=None)
    about = {"store": order.store, "order_key": order.id, "rule": Rule.SHIP_BY, "limit_at": limit}
    for step, due_at in steps(Rule.SHIP_BY, limit, now):
        if latest_sent is not None and step >= latest_sent:
            continue  # Said already, or overtaken by what was said.
        if (nudge := have.get(step)) is not None:
            nudge.cancelled_at, nudge.why = None, None
        else:
            yield about | {"step": step, "due_at": due_at}
