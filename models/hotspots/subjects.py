"""What may be a hot spot, by its key, and which lines or parcels of orders are its."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import and_, col, func, or_, select

from models.disputes import Dispute
from models.hotspots.spots import Subject
from models.orders import Item, Order
from models.products import Product

LONGEST = 200  # What the column of names holds; whatever is longer is not followed.
OF_PARCELS = frozenset({Subject.CARRIER, Subject.LANE})  # The others are of lines.

COUNTRY = func.upper(Order.buyer_country)


class Key(NamedTuple):
    subject: Subject
    name: str


def variant(product_id: str, sku: str) -> str:
    return f"{product_id} {sku}"


def lane(carrier: str, country: str) -> str:
    return f"{carrier} {country}"


def goods(key: Key) -> tuple[str, str]:
    """The product id and sku of a product or variant; a product has no sku."""
    product_id, _, sku = key.name.partition(" ")
    return (key.name, "") if key.subject is Subject.PRODUCT else (product_id, sku)


def of_line(store: str, key: Key) -> sa.ColumnElement[bool]:
    """Whether an order's line, or the order that it is in, is of this subject."""
    match key.subject:
        case Subject.PRODUCT:
            return col(Item.product_id) == key.name
        case Subject.VARIANT:
            return col(Item.product_id) + " " + col(Item.sku) == key.name
        case Subject.SUPPLIER | Subject.WAREHOUSE:
            column = Product.supplier if key.subject is Subject.SUPPLIER else Product.warehouse
            mine = select(Product.product_id).where(Product.store == store, column == key.name)
            return col(Item.product_id).in_(mine)
        case Subject.CARRIER:
            return col(Order.carrier) == key.name
        case Subject.LANE:
            return col(Order.carrier) + " " + COUNTRY == key.name


def of_order(store: str, key: Key) -> sa.ColumnElement[bool]:
    """Whether any of an order is of this subject."""
    if key.subject in OF_PARCELS:
        return of_line(store, key)
    there = select(Item.id).where(Item.order_key == Order.id, of_line(store, key))
    return there.exists()


def disputed_line() -> sa.ColumnElement[bool]:
    """Whether a dispute of an order is about this line of it."""
    product, child = col(Dispute.product_id), col(Dispute.child_order_id)
    return and_(
        or_(product.is_(None), product == Item.product_id),
        or_(child.is_(None), col(Item.child_order_id).is_(None), child == Item.child_order_id),
    )


def none_of(which: list[sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    """Not one of these; an order whose carrier nobody knows is not of any carrier."""
    return and_(sa.true(), *(~func.coalesce(one, sa.false()) for one in which))
