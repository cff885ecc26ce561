"""A product whose disputes cost more than it earns, a currency at a time."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, case, col, func

from models import products
from models.disputes import Dispute
from models.figures.counting import between
from models.hotspots.spots import Found, Kind, Subject
from models.orders import Item, Order
from models.products import Product
from models.records import Outcome
from models.rules.leading import Cures

SAMPLES = 5
_MINOR = 1000  # Money is stored in thousandths, and summed so.

Key = tuple[str, str]  # Product, currency.


@dataclass(frozen=True)
class _Cost:
    """The disputes of a product that were closed in the window."""

    disputes: int
    refunded: Decimal
    resent: int  # Goods that were sent a second time.


@dataclass(frozen=True)
class _Sold:
    """The pieces of a product that were paid for in the window."""

    pieces: int
    value: Decimal
    unpriced: int  # Lines of orders whose price nobody told, or not in which currency.


@dataclass(frozen=True)
class _Balance:
    """What a product earned in one currency, and what its disputes cost."""

    currency: str
    sold: _Sold
    cost: _Cost
    piece: Decimal | None  # What one piece costs; None: not known in this currency.
    margin: Decimal

    @property
    def earned(self) -> Decimal:
        if self.piece is None:
            return self.sold.value * self.margin
        return self.sold.value - self.piece * self.sold.pieces

    @property
    def lost(self) -> Decimal:
        """Pieces refunded need no place here: their cost was taken off what was earned."""
        return self.cost.refunded + (self.piece or 0) * self.cost.resent

    @property
    def is_known(self) -> bool:
        """Who has seen fewer sales than disputes, or no price, has not seen what it earns."""
        return not self.sold.unpriced and self.sold.pieces >= self.cost.disputes

    @property
    def figures(self) -> dict[str, Any]:
        return {
            "currency": self.currency,
            "pieces": self.sold.pieces,
            "sold": f"{self.sold.value:.2f}",
            "earned": f"{self.earned:.2f}",
            "disputes": self.cost.disputes,
            "lost": f"{self.lost:.2f}",
            "margin": None if self.piece is not None else f"{self.margin:f}",
        }


def of(session: Session, store: str, limits: Cures, now: datetime) -> list[Found]:
    """Products to drop, by their ids."""
    since = now - limits.window
    costs = _costs(session, store, limits.drop_disputes, since, now)
    keys = {product for product, _ in costs}
    if not keys:
        return []
    sold = _sold(session, store, keys, since, now)
    known = products.of(session, store, keys)
    balances: dict[str, list[_Balance]] = defaultdict(list)
    for (product, currency), cost in costs.items():
        piece = _piece(known.get(product), currency)
        there = sold.get((product, currency))
        if there is not None:
            balance = _Balance(currency, there, cost, piece, limits.margin)
            balances[product].append(balance)
    losing = {
        product: [one for one in told if one.is_known and one.lost > one.earned]
        for product, told in balances.items()
    }
    lost = {product: told for product, told in losing.items() if told}
    behind = _behind(session, store, list(lost), since, now)
    return [
        _found(product, told, known.get(product), behind.get(product, []), limits)
        for product, told in sorted(lost.items())
    ]


def _piece(product: Product | None, currency: str) -> Decimal | None:
    if product is None or product.cost is None or product.currency != currency:
        return None
    return product.cost


def _closed(store: str, since: datetime, now: datetime) -> Any:
    """Ours to pay; who pays what AliExpress handles itself is not known."""
    return and_(
        col(Dispute.store) == store,
        between(Dispute.closed_at, since, now),
        col(Dispute.platform_handled).is_(False),
        col(Dispute.product_id).is_not(None),
        col(Dispute.currency).is_not(None),
    )


def _costs(
    session: Session, store: str, fewest: int, since: datetime, now: datetime
) -> Mapping[Key, _Cost]:
    refunded = func.sum(sa.cast(Dispute.refunded, sa.Numeric))
    resent = func.count(case((col(Dispute.outcome) == Outcome.RESENT, 1)))
    counted = (
        sa.select(
            col(Dispute.product_id),
            col(Dispute.currency),
            func.count(),
            sa.type_coerce(refunded, sa.BigInteger),
            resent,
        )
        .where(_closed(store, since, now))
        .group_by(col(Dispute.product_id), col(Dispute.currency))
        .having(func.count() >= fewest, sa.or_(refunded > 0, resent > 0))
    )
    return {
        (product, currency): _Cost(disputes, _money(paid), sent)
        for product, currency, disputes, paid, sent in session.execute(counted)
    }


def _sold(
    session: Session, store: str, keys: Collection[str], since: datetime, now: datetime
) -> Mapping[Key, _Sold]:
    # As plain numbers: a price times a quantity may be more than the database's integers hold.
    value = func.sum(sa.cast(Item.price, sa.Numeric) * col(Item.quantity))
    priced = case((col(Order.currency).is_not(None), col(Item.price)))
    counted = (
        sa.select(
            col(Item.product_id),
            col(Order.currency),
            func.sum(col(Item.quantity)),
            sa.type_coerce(value, sa.BigInteger),
            func.count() - func.count(priced),
        )
        .join(Order, col(Order.id) == col(Item.order_key))
        .where(
            col(Order.store) == store,
            between(Order.paid_at, since, now),
            col(Item.product_id).in_(sorted(keys)),
        )
        .group_by(col(Item.product_id), col(Order.currency))
    )
    rows = session.execute(counted).all()
    # What was paid in a currency that nobody told may have been earned in any.
    nowhere = {product: lines for product, currency, *_, lines in rows if currency is None}
    return {
        (product, currency): _Sold(int(pieces), _money(told), unpriced + nowhere.get(product, 0))
        for product, currency, pieces, told, unpriced in rows
        if currency is not None
    }


def _money(thousandths: Any) -> Decimal:
    return Decimal(thousandths or 0) / _MINOR


def _behind(
    session: Session, store: str, keys: Sequence[str], since: datetime, now: datetime
) -> Mapping[str, list[Any]]:
    """The latest refunded disputes of each product, with its commonest cause."""
    paid = and_(_closed(store, since, now), col(Dispute.product_id).in_(keys))
    mine = col(Dispute.product_id)
    latest = col(Dispute.id).desc()
    told = (
        sa.select(
            mine.label("product"),
            col(Dispute.id).label("id"),
            col(Dispute.cause).label("cause"),
            col(Dispute.product_name).label("name"),
            func.row_number().over(partition_by=mine, order_by=latest).label("place"),
            func.count().over(partition_by=(mine, col(Dispute.cause))).label("alike"),
        )
        .where(paid, sa.or_(col(Dispute.refunded) > 0, col(Dispute.outcome) == Outcome.RESENT))
        .subquery()
    )
    commonest = (told.c.alike.desc(), told.c.place)
    first = func.row_number().over(partition_by=told.c.product, order_by=commonest).label("first")
    ranked = sa.select(told, first).subquery()
    wanted = sa.select(ranked).where(sa.or_(ranked.c.place <= SAMPLES, ranked.c.first == 1))
    found: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(wanted.order_by(ranked.c.place)):
        found[row.product].append(row)
    return found


def _found(
    product: str,
    losing: Sequence[_Balance],
    known: Product | None,
    behind: Sequence[Any],
    limits: Cures,
) -> Found:
    told = [known.name if known is not None else None, *(row.name for row in behind)]
    return Found(
        kind=Kind.DROP,
        subject=Subject.PRODUCT,
        name=product,
        called=next((name for name in told if name), product),
        figures={
            "product_id": product,
            "days": limits.window.days,
            "money": [one.figures for one in sorted(losing, key=lambda one: one.currency)],
            "cost_in": known.currency if known is not None and known.cost is not None else None,
        },
        cause=next((row.cause for row in behind if row.first == 1), None),
        samples=tuple(row.id for row in behind if row.place <= SAMPLES),
    )
