"""What is planned for an order follows from how it stands now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models import messages
from models import orders as orders_table
from models.disputes import Dispute
from models.nudging.nudges import Nudge, Rule, cancel, due_from
from models.orders import Order
from models.shipping import lanes
from models.shipping.conditions import Condition, Facts, conditions, end_of
from models.shipping.gathering import facts_of, thresholds

HANDLED = "marked as handled"


def for_order(session: Session, order: Order, now: datetime) -> None:
    """Make the planned reminders fit the order as it stands."""
    for_orders(session, [order], now)


def for_orders(session: Session, orders: Sequence[Order], now: datetime) -> None:
    if not orders:
        return
    known, facts = _known(session, orders), facts_of(session, orders)
    rules = thresholds(session, (order.store for order in orders))
    planned: list[dict[str, Any]] = []
    for order in orders:
        found = conditions(facts[order.id], rules[order.store], now)
        planned += _fitted(facts[order.id], known[order.id], found, now)
    if planned:
        session.execute(sa.insert(Nudge), planned)
    said = [nudge for of_order in known.values() for mine in of_order.values() for nudge in mine]
    if keys := {nudge.message_key for nudge in said if nudge.message_key}:
        messages.bump_named(session, keys)
    lanes.note(session, facts.values())


def for_disputes(session: Session, disputes: Iterable[Dispute], now: datetime) -> None:
    """An order on which a dispute opens or ends: its card says all meanwhile."""
    keys = [(dispute.store, dispute.order_id) for dispute in disputes]
    for_orders(session, list(orders_table.find_all(session, keys).values()), now)


def _known(session: Session, orders: Sequence[Order]) -> dict[int, dict[Rule, list[Nudge]]]:
    """The reminders of these orders, by order and reason; held, for somebody may be firing them."""
    known: dict[int, dict[Rule, list[Nudge]]] = defaultdict(lambda: defaultdict(list))
    keys = [order.id for order in orders]
    mine = select(Nudge).where(col(Nudge.order_key).in_(keys)).order_by(col(Nudge.id))
    held = mine.with_for_update().execution_options(populate_existing=True)
    for nudge in session.exec(held):
        known[nudge.order_key or 0][nudge.rule].append(nudge)
    return known


def _fitted(
    facts: Facts,
    known: Mapping[Rule, list[Nudge]],
    found: Mapping[Rule, Condition],
    now: datetime,
) -> Iterator[dict[str, Any]]:
    for rule, nudges in known.items():
        if rule not in found:
            for nudge in nudges:
                cancel([nudge], now, end_of(facts, rule, nudge.limit_at, now).value)
    about = {"store": facts.order.store, "order_key": facts.order.id}
    for rule, condition in found.items():
        for row in _fit(known.get(rule, []), condition, now):
            yield about | {"rule": rule, "limit_at": condition.limit_at} | row


def _fit(known: list[Nudge], condition: Condition, now: datetime) -> Iterator[dict[str, Any]]:
    """Let go of what no longer fits, take up again what fits anew, and give what is missing."""
    mine = [nudge for nudge in known if condition.is_about(nudge.limit_at)]
    others = [nudge for nudge in known if nudge not in mine]
    if not mine and (moved := _moved(others, condition, now)) is not None:
        mine, others = [moved], [nudge for nudge in others if nudge is not moved]
    cancel(others, now, "the limit changed")
    if any(nudge.why == HANDLED for nudge in mine):
        return
    latest_sent = min((nudge.step for nudge in mine if nudge.sent_at), default=None)
    wanted = [one for one in _ahead(condition, now) if latest_sent is None or one[0] < latest_sent]
    have = {nudge.step: nudge for nudge in sorted(mine, key=lambda one: _apart(one, condition))}
    cancel((one for one in mine if one is not have.get(one.step)), now, "the limit changed")
    steps = [step for step, _ in condition.steps]
    cancel((one for one in have.values() if one.step not in steps), now, "the rules changed")
    for step, due_at in wanted:
        if (nudge := have.get(step)) is None:
            yield {"step": step, "due_at": due_from(due_at, now)}
        else:
            nudge.limit_at, nudge.due_at = condition.limit_at, due_from(due_at, now, nudge)
            nudge.cancelled_at, nudge.why = None, None


def _apart(nudge: Nudge, condition: Condition) -> float:
    """The nearest comes last, and is the one that is kept of a step."""
    return -abs((nudge.limit_at - condition.limit_at).total_seconds())


def _moved(others: list[Nudge], condition: Condition, now: datetime) -> Nudge | None:
    """A parcel moves often: its one planned row goes with it."""
    if len(condition.steps) > 1:
        return None
    ahead = (nudge for nudge in others if nudge.sent_at is None and nudge.cancelled_at is None)
    if (nudge := next(ahead, None)) is not None:
        [(step, due_at)] = condition.steps
        nudge.limit_at, nudge.step = condition.limit_at, step
        nudge.due_at = due_from(due_at, now, nudge)
    return nudge


def _ahead(condition: Condition, now: datetime) -> list[tuple[int, datetime]]:
    """The steps still ahead, led by the latest of those already past."""
    past = [one for one in condition.steps if one[1] <= now]
    return past[-1:] + [one for one in condition.steps if one[1] > now]
