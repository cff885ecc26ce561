"""What a store says of its products beyond their listings: who answers for them, what they cost."""

from datetime import datetime
from decimal import Decimal

from sqlmodel import Field, SQLModel

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
