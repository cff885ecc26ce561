"""Hot spots that were found: each is told once to its owner, and followed after its fix."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.tagging.causes import Cause
from models.types import JSON, by_value


class Kind(StrEnum):
    RATE = "rate"  # More disputes than its own past and the store's make probable.
    PROMISE = "promise"  # A lane that is slower than the listing promises.
    DROP = "drop"  # A product whose disputes cost more than it earns.
    MISMATCH = "mismatch"  # The same difference from the listing, again and again.


class Subject(StrEnum):
    PRODUCT = "product"
    VARIANT = "variant"
    SUPPLIER = "supplier"
    WAREHOUSE = "warehouse"
    CARRIER = "carrier"
    LANE = "lane"  # A carrier to a country.


class Standing(StrEnum):
    OPEN = "open"
    FIXED = "fixed"  # Somebody says since when; the rate before and after is followed.
    DISMISSED = "dismissed"  # Somebody says that it is none.


class Verdict(StrEnum):
    """What a fix did."""

    BETTER = "better"
    SAME = "same"  # More than half of what it was, and no sign that it is less.
    UNCLEAR = "unclear"  # Too few to say, to the end.


@dataclass(frozen=True)
class Found:
    """What a search found; kept as a hot spot unless it is known already."""

    kind: Kind
    subject: Subject
    name: str  # Its key: a product id, `<product id> <sku>`, `<carrier> <country>` and so on.
    called: str  # What people call it: hostile until escaped.
    figures: dict[str, Any]  # Plain JSON values, as the kind needs them.
    cause: Cause | None = None
    samples: tuple[int, ...] = field(default=())  # Numbers of disputes, the latest first.


def thing(one: "Found | HotSpot") -> str:
    """The name of what its orders are counted by: a product may have several mismatches."""
    return str(one.figures["product_id"]) if one.kind is Kind.MISMATCH else one.name


class HotSpot(SQLModel, table=True):
    __tablename__ = "hot_spots"
    __table_args__ = (
        sa.Index(
            "uq_hot_spots_followed",
            "store",
            "kind",
            "subject",
            "name",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.Index("ix_hot_spots_found", "store", "found_at"),
    )

    id: int = Field(default=None, primary_key=True)
    store: str = Field(foreign_key="stores.name", max_length=64)
    kind: Kind = Field(sa_type=by_value(Kind))
    subject: Subject = Field(sa_type=by_value(Subject))
    name: str = Field(max_length=200)
    called: str
    cause: Cause | None = Field(default=None, sa_type=by_value(Cause))
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    samples: list[int] = Field(default_factory=list, sa_type=JSON)
    owner_id: str | None = Field(default=None, max_length=32)  # Who is told; None: the leads.
    found_at: datetime
    seen_at: datetime | None = None  # When it was last found again.
    standing: Standing = Field(default=Standing.OPEN, sa_type=by_value(Standing))
    moved_by: str | None = Field(default=None, max_length=32)
    moved_at: datetime | None = None
    fixed_on: datetime | None = None
    after: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Counted since the fix.
    ended_at: datetime | None = None  # Followed no longer; found again it is a new one.
