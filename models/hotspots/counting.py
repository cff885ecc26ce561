"""
How many orders each subject had, and how many of them were disputed, in a few questions.

What belongs to goods (product, variant, supplier, warehouse) is counted by lines of orders, what
belongs to the way (carrier, lane) by orders. A line or an order is disputed once, however many
disputes there are on it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func, select

from models.disputes import Dispute
from models.hotspots import subjects
from models.hotspots.spots import Subject
from models.hotspots.subjects import COUNTRY, LONGEST, OF_PARCELS, Key
from models.hotspots.windows import Windows
from models.orders import Item, Order
from models.products import Product
from models.tagging.causes import Cause

Rows = Iterable[Sequence[Any]]
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Tally:
    orders: int = 0
    disputed: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(self.orders + other.orders, self.disputed + other.disputed)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.orders - other.orders, self.disputed - other.disputed)

    @property
    def rate(self) -> float:
        return self.disputed / self.orders if self.orders else 0.0


@dataclass(frozen=True)
class Counted:
    """In the window that is looked at, and in those before it."""

    now: Tally = Tally()
    before: Tally = Tally()

    def __add__(self, other: Self) -> Self:
        return type(self)(self.now + other.now, self.before + other.before)


@dataclass(frozen=True)
class Counts:
    """Of all subjects of a store."""

    of: dict[Key, Counted] = field(default_factory=dict)
    lines: Counted = Counted()  # Of the whole store.
    parcels: Counted = Counted()

    def rest(self, key: Key) -> Tally:
        """The store's other orders in the window that is looked at."""
        whole = self.parcels if key.subject in OF_PARCELS else self.lines
        return whole.now - self.of[key].now


def of(session: Session, store: str, windows: Windows, without: Sequence[Key] = ()) -> Counts:
    """
    Count all subjects.

    Args:
        without: Whatever is of these counts for none.

    """
    other_lines = subjects.none_of([subjects.of_line(store, key) for key in without])
    goods = col(Item.product_id), col(Item.sku)
    lines = _by_line(session, store, windows, other_lines, *goods)
    other_orders = subjects.none_of([subjects.of_order(store, key) for key in without])
    way = col(Order.carrier), COUNTRY
    parcels = _by_parcel(session, store, windows, other_orders, *way)
    counted: dict[Key, Counted] = defaultdict(Counted)
    for keys, one in (*_of_lines(session, store, lines), *_of_parcels(parcels)):
        for key in keys:
            if key.name and len(key.name) <= LONGEST:
                counted[key] += one
    return Counts(
        dict(counted),
        sum(lines.values(), start=Counted()),
        sum(parcels.values(), start=Counted()),
    )


def of_one(session: Session, store: str, windows: Windows, key: Key) -> Counted:
    """The same of one subject alone."""
    if key.subject in OF_PARCELS:
        counted = _by_parcel(session, store, windows, subjects.of_order(store, key))
    else:
        counted = _by_line(session, store, windows, subjects.of_line(store, key))
    return counted.get((), Counted())


def disputes(session: Session, store: str, windows: Windows, key: Key) -> list[tuple[int, Cause]]:
    """Those of the window that is looked at, the latest first, each with its cause."""
    which = subjects.of_line(store, key), windows.is_latest == 1
    there = sa.select(col(Dispute.id), col(Dispute.cause), col(Dispute.opened_at)).distinct()
    mine = _joined(there, store, windows).where(*which)
    newest = mine.order_by(col(Dispute.opened_at).desc(), col(Dispute.id).desc())
    return [(number, cause) for number, cause, _ in session.execute(newest)]


def _by_line(
    session: Session, store: str, windows: Windows, which: Condition, *by: Any
) -> dict[tuple[str, ...], Counted]:
    by = *by, windows.is_latest
    mine = sa.select(*by, func.count()).select_from(Order).join(Item)
    shipped = mine.where(col(Order.store) == store, windows.whole, which)
    disputed = _joined(sa.select(*by, func.count(col(Item.id).distinct())), store, windows)
    return _merged(
        session.execute(shipped.group_by(*by)),
        session.execute(disputed.where(which).group_by(*by)),
    )


def _by_parcel(
    session: Session, store: str, windows: Windows, which: Condition, *by: Any
) -> dict[tuple[str, ...], Counted]:
    by = *by, windows.is_latest
    mine = sa.select(*by, func.count()).select_from(Order)
    shipped = mine.where(col(Order.store) == store, windows.whole, which)
    found = sa.select(*by, func.count(col(Order.id).distinct())).select_from(Dispute)
    on_order = and_(col(Order.store) == Dispute.store, col(Order.order_id) == Dispute.order_id)
    disputed = found.join(Order, on_order).where(
        col(Dispute.store) == store, windows.disputed, which
    )
    return _merged(session.execute(shipped.group_by(*by)), session.execute(disputed.group_by(*by)))


def _joined(asked: Any, store: str, windows: Windows) -> Any:
    """Disputes with the lines that they are about; of all lines where they do not say which."""
    on_order = and_(col(Order.store) == Dispute.store, col(Order.order_id) == Dispute.order_id)
    joined = asked.select_from(Dispute).join(Order, on_order).join(Item, Item.order_key == Order.id)
    return joined.where(col(Dispute.store) == store, windows.disputed, subjects.disputed_line())


def _merged(shipped: Rows, disputed: Rows) -> dict[tuple[str, ...], Counted]:
    """Rows end in whether they are of the latest window, and how many."""
    counted: dict[tuple[str, ...], Counted] = defaultdict(Counted)
    for name, tally in (("orders", shipped), ("disputed", disputed)):
        for *by, is_latest, count in tally:
            one = Tally(**{name: count})
            counted[tuple(by)] += Counted(now=one) if is_latest else Counted(before=one)
    return dict(counted)


def _of_lines(
    session: Session, store: str, lines: dict[tuple[str, ...], Counted]
) -> Iterator[tuple[list[Key], Counted]]:
    mine = select(Product).where(Product.store == store)
    known = {one.product_id: one for one in session.exec(mine)}
    for (product_id, sku), counted in lines.items():
        product = known.get(product_id)
        keys = [Key(Subject.PRODUCT, product_id)]
        if sku:
            keys.append(Key(Subject.VARIANT, subjects.variant(product_id, sku)))
        if product is not None:
            keys.append(Key(Subject.SUPPLIER, product.supplier or ""))
            keys.append(Key(Subject.WAREHOUSE, product.warehouse or ""))
        yield keys, counted


def _of_parcels(
    parcels: dict[tuple[str, ...], Counted],
) -> Iterator[tuple[list[Key], Counted]]:
    for (carrier, country), counted in parcels.items():
        if carrier:
            there = subjects.lane(carrier, country) if country else ""
            yield [Key(Subject.CARRIER, carrier), Key(Subject.LANE, there)], counted
