"""Taking in orders: their state, their items, and what their parcels went through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from models import facts, messages, orders, shipping, stores
from models.disputes import Dispute
from models.intake import holding, telling
from models.intake.holding import Key
from models.intake.verdicts import Verdict
from models.merging import is_news, merge
from models.orders import Item, Order, ParcelEvent
from models.records import OrderRecord

EventKey = tuple[datetime, str, str]


@dataclass
class Taken:
    """A record, and what it changed of its order."""

    order: Order
    record: OrderRecord
    verdict: Verdict
    changed: set[str]
    items: list[dict[str, Any]] = field(default_factory=list)  # All of them, when they changed.
    parcel: list[EventKey] = field(default_factory=list)  # What is new.


def take_in_order(session: Session, record: OrderRecord, now: datetime) -> Verdict:
    """
    Add or change the order that a record speaks of, and say which.

    Raises:
        UnknownStore: the record's store is not one of ours.

    """
    [verdict] = take_in_orders(session, [record], now)
    return verdict


def take_in_orders(
    session: Session, records: Sequence[OrderRecord], now: datetime
) -> list[Verdict]:
    """
    Many at once cost a few statements together, and are judged as if one by one.

    Raises:
        UnknownStore: the store of one of them is not one of ours; then none is taken in.

    """
    for store in {record.store for record in records}:
        stores.get(session, store)
    verdicts: list[Verdict] = []
    for run in holding.runs(records, _key):
        taken = _take_in(session, run, now)
        verdicts += (taken[_key(r)] for r in records[len(verdicts) : len(verdicts) + len(run)])
    return verdicts


def _key(record: OrderRecord) -> Key:
    return record.store, record.order_id


def _take_in(session: Session, run: dict[Key, OrderRecord], now: datetime) -> dict[Key, Verdict]:
    with session.no_autoflush:
        known = holding.orders(session, list(run))
        taken = [_taken(known.get(key), record, now) for key, record in run.items()]
        _judge(session, taken, now)
        session.add_all([one.order for one in taken])
        session.flush()
    _keep_items(session, [one for one in taken if one.items])
    _keep_parcels(session, taken)
    _follow(session, [one for one in taken if one.verdict is not Verdict.UNCHANGED], now)
    return {key: one.verdict for key, one in zip(run, taken, strict=True)}


def _taken(order: Order | None, record: OrderRecord, now: datetime) -> Taken:
    verdict = Verdict.OPENED if order is None else Verdict.UNCHANGED
    if order is None:
        order = _new(record, now)
    changed = merge(order, telling.of_order(record, order), record.modified_at or now)
    order.modified_at = max(filter(None, (order.modified_at, record.modified_at)), default=None)
    order.read_at = now
    if order.tracking_number and changed & {"tracking_number", "carrier"}:
        order.track_at = now
    return Taken(order, record, verdict, changed)


def _new(record: OrderRecord, now: datetime) -> Order:
    return Order(
        store=record.store,
        order_id=record.order_id,
        last_digits=record.order_id[-orders.LAST_DIGITS :],
        read_at=now,
        field_times={},
    )


def _judge(session: Session, taken: Sequence[Taken], now: datetime) -> None:
    """What is new of items and parcels, and whether anything is new at all."""
    items = orders.items_of_all(session, [one.order for one in taken if one.record.items])
    parcels = orders.parcels_of_all(session, [one.order for one in taken if one.record.events])
    for one in taken:
        one.items = _new_items(one, items.get(one.order.id, []), now)
        one.parcel = _new_events(one.order, parcels.get(one.order.id, []), one.record.events)
        if one.verdict is Verdict.UNCHANGED and (one.changed or one.items or one.parcel):
            one.verdict = Verdict.CHANGED


def _new_items(one: Taken, known: Sequence[Item], now: datetime) -> list[dict[str, Any]]:
    if not one.record.items or not is_news(one.order, "items", one.record.modified_at or now):
        return []
    said = [item.model_dump() for item in one.record.items]
    have = [{name: getattr(item, name) for name in said[0]} for item in known]
    return [] if have == said else said


def _new_events(order: Order, known: Iterable[ParcelEvent], told: Iterable[Any]) -> list[EventKey]:
    if order.forgotten_at is not None:
        return []
    have = {(event.at, event.code, event.text) for event in known}
    return sorted({(event.at, event.code or "", event.text or "") for event in told} - have)


def _keep_items(session: Session, taken: Sequence[Taken]) -> None:
    if not taken:
        return
    session.exec(sa.delete(Item).where(col(Item.order_key).in_([one.order.id for one in taken])))
    rows = [values | {"order_key": one.order.id} for one in taken for values in one.items]
    session.execute(sa.insert(Item), rows)


def _keep_parcels(session: Session, taken: Iterable[Taken]) -> None:
    _add_events(session, [(one.order.id, new) for one in taken for new in one.parcel])


def _add_events(session: Session, new: Sequence[tuple[int, EventKey]]) -> None:
    rows = [
        {"order_key": order_key, "at": at, "code": code, "text": text}
        for order_key, (at, code, text) in new
    ]
    if rows:
        session.execute(sa.insert(ParcelEvent), rows)


def take_in_parcel(session: Session, order: Order, told: Iterable[Any]) -> bool:
    """Add what is new of a parcel's way; say whether anything was."""
    new = _new_events(order, orders.parcel_of(session, order), told)
    _add_events(session, [(order.id, one) for one in new])
    return bool(new)


def _follow(session: Session, taken: Sequence[Taken], now: datetime) -> None:
    """What a change of an order brings with it: reminders, and disputes that know more now."""
    found = [one.order for one in taken]
    # Held before any reminder, as by whoever moves a dispute.
    open_ones = holding.open_on(session, [_place(order) for order in found])
    shipping.for_orders(session, found, now)
    more = [one.order for one in taken if one.parcel or one.changed & facts.OF_AN_ORDER]
    _refresh(session, open_ones, {_place(order) for order in more})


def refresh_disputes_of(session: Session, order: Order) -> None:
    """The order's open disputes know more now: their tag and their card may change."""
    _refresh(session, holding.open_on(session, [_place(order)]), {_place(order)})


def _place(order: Order) -> Key:
    return order.store, order.order_id


def _refresh(session: Session, open_ones: Sequence[Dispute], telling_more: set[Key]) -> None:
    surer = (one for one in open_ones if (one.store, one.order_id) in telling_more)
    facts.retag(session, *surer)
    messages.bump_all(session, [dispute.id for dispute in open_ones])
