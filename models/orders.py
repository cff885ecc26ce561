"""Orders with their items and what their parcels went through."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, or_, select

from models.errors import UnknownOrder
from models.types import JSON, Money

AWAITS_SHIPPING = frozenset({"WAIT_SELLER_SEND_GOODS", "SELLER_PART_SEND_GOODS"})
LAST_DIGITS = 6
MOST_FOUND = 10  # Of a look-up: who means one of more has to say more.


class Order(SQLModel, table=True):
    __tablename__ = "orders"
    __table_args__ = (
        sa.UniqueConstraint("store", "order_id"),
        sa.Index("ix_orders_tracking_number", "tracking_number"),
        sa.Index("ix_orders_last_digits", "last_digits"),
        sa.Index("ix_orders_carrier", "store", "carrier", "id"),
        sa.Index("ix_orders_shipping", "store", "ship_by", "status"),
        sa.Index("ix_orders_paid", "store", "paid_at"),
        sa.Index("ix_orders_shipped", "store", "shipped_at"),
        sa.Index("ix_orders_finished", "store", "status", "modified_at"),
        sa.Index(
            "ix_orders_track_at",
            "track_at",
            sqlite_where=sa.text("track_at IS NOT NULL"),
            postgresql_where=sa.text("track_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_orders_forget",
            "modified_at",
            "read_at",
            sqlite_where=sa.text("forgotten_at IS NULL"),
            postgresql_where=sa.text("forgotten_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    store: str = Field(foreign_key="stores.name", max_length=64)
    order_id: str = Field(max_length=64)
    last_digits: str = Field(max_length=LAST_DIGITS)  # What people type on a phone.
    buyer: str | None = None
    buyer_country: str | None = None
    status: str | None = Field(default=None, max_length=64)  # The platform's open enum.
    paid_at: datetime | None = None
    modified_at: datetime | None = None
    ship_by: datetime | None = None
    shipped_at: datetime | None = None
    promised_by: datetime | None = None
    protection_ends_at: datetime | None = None
    tracking_number: str | None = Field(default=None, max_length=64)
    carrier: str | None = None
    amount: Decimal | None = Field(default=None, sa_type=Money)
    currency: str | None = Field(default=None, max_length=3)
    field_times: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    read_at: datetime  # When a source last told us of it: the "as of" of a look-up.
    forgotten_at: datetime | None = None  # When it was removed whose order it was.
    track_at: datetime | None = None  # When its parcel is to be read next.

    @property
    def awaits_shipping(self) -> bool:
        return self.status in AWAITS_SHIPPING and self.shipped_at is None


class Item(SQLModel, table=True):
    __tablename__ = "items"

    id: int = Field(default=None, primary_key=True)
    order_key: int = Field(foreign_key="orders.id", index=True)
    product_id: str = Field(max_length=64, index=True)
    child_order_id: str | None = Field(default=None, max_length=64, index=True)
    name: str | None = None
    sku: str | None = None
    quantity: int = 1
    price: Decimal | None = Field(default=None, sa_type=Money)


class ParcelEvent(SQLModel, table=True):
    __tablename__ = "parcel_events"
    __table_args__ = (sa.UniqueConstraint("order_key", "at", "code", "text"),)

    id: int = Field(default=None, primary_key=True)
    order_key: int = Field(foreign_key="orders.id")
    at: datetime
    code: str = ""  # Cainiao's action_code; an open enum.
    text: str = ""


def find(session: Session, store: str, order_id: str) -> Order | None:
    return session.exec(
        select(Order).where(Order.store == store, Order.order_id == order_id)
    ).one_or_none()


def find_all(session: Session, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Order]:
    """By store and order id."""
    by_store: dict[str, list[str]] = defaultdict(list)
    for store, order_id in keys:
        by_store[store].append(order_id)
    found: dict[tuple[str, str], Order] = {}
    for store, ids in by_store.items():
        there = select(Order).where(Order.store == store, col(Order.order_id).in_(ids))
        found |= {(store, order.order_id): order for order in session.exec(there)}
    return found


def items_of(session: Session, order: Order) -> list[Item]:
    return list(session.exec(select(Item).where(Item.order_key == order.id).order_by(col(Item.id))))


def items_of_all(session: Session, orders: Sequence[Order]) -> dict[int, list[Item]]:
    """By the order's id."""
    found: dict[int, list[Item]] = defaultdict(list)
    keys = [order.id for order in orders if order.id is not None]
    if keys:
        mine = select(Item).where(col(Item.order_key).in_(keys)).order_by(col(Item.id))
        for item in session.exec(mine):
            found[item.order_key].append(item)
    return found


def parcel_of(session: Session, order: Order) -> list[ParcelEvent]:
    """What happened to the parcel, newest first."""
    return parcels_of_all(session, [order]).get(order.id, [])


def parcels_of_all(session: Session, orders: Sequence[Order]) -> dict[int, list[ParcelEvent]]:
    """By the order's id, newest first."""
    found: dict[int, list[ParcelEvent]] = defaultdict(list)
    keys = [order.id for order in orders if order.id is not None]
    if keys:
        mine = select(ParcelEvent).where(col(ParcelEvent.order_key).in_(keys))
        newest = mine.order_by(col(ParcelEvent.at).desc(), col(ParcelEvent.id).desc())
        for event in session.exec(newest):
            found[event.order_key].append(event)
    return found


def look_up(session: Session, asked: str, stores: frozenset[str]) -> list[Order]:
    """
    Orders that a person may mean by an order id, a tracking number or the last six digits.

    Raises:
        UnknownOrder: none in the stores that this person may see.

    """
    words = asked.strip().lstrip("#")
    same = or_(
        Order.order_id == words,
        Order.tracking_number == words.upper(),
        Order.last_digits == words[-LAST_DIGITS:] if len(words) <= LAST_DIGITS else sa.false(),
        col(Order.id).in_(select(Item.order_key).where(Item.child_order_id == words)),
    )
    within = select(Order).where(col(Order.store).in_(sorted(stores)), same)
    found = list(session.exec(within.order_by(col(Order.paid_at).desc()).limit(MOST_FOUND)))
    if not words or not found:
        raise UnknownOrder(asked)
    return found
