"""What a store says of its products beyond their listings: who answers for them, what they cost."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from sqlmodel import Field, Session, SQLModel, col, select

from models.types import Money


class Product(SQLModel, table=True):
    __tablename__ = "products"

    store: str = Field(foreign_key="stores.name", primary_key=True, max_length=64)
    product_id: str = Field(primary_key=True, max_length=64)
    name: str | None = None
    owner_id: str | None = Field(default=None, max_length=32)  # Slack's id.
    supplier: str | None = Field(default=None, max_length=200)
    warehouse: str | None = Field(default=None, max_length=200)
    cost: Decimal | None = Field(default=None, sa_type=Money)  # Of one piece, shipping included.
    currency: str | None = Field(default=None, max_length=3)
    told_at: datetime


def of(session: Session, store: str, ids: Collection[str]) -> dict[str, Product]:
    """What is known of these products, by their ids."""
    known = select(Product).where(Product.store == store, col(Product.product_id).in_(sorted(ids)))
    return {one.product_id: one for one in session.exec(known)} if ids else {}


def owners(session: Session, store: str, ids: Collection[str]) -> dict[str, str]:
    """Who answers for these products, where somebody does."""
    known = of(session, store, ids)
    return {key: one.owner_id for key, one in known.items() if one.owner_id is not None}
