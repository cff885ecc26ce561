"""Stores: whose disputes they are, and where the team reads about them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Field, Session, SQLModel, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models.errors import UnknownStore
from models.words import FALLBACK


class Store(SQLModel, table=True):
    __tablename__ = "stores"

    name: str = Field(primary_key=True, max_length=64)
    channel: str = Field(max_length=32)  # Slack's id; the store's cards stand there.
    leads_channel: str | None = Field(default=None, max_length=32)
    timezone: str = Field(default="UTC", max_length=64)
    language: str = Field(default="en", max_length=8)  # What the store's team reads.
    access_token: bytes | None = None  # Encrypted, as is the next.
    refresh_token: bytes | None = None
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    may_write: bool = False  # May the desk act at the platform?
    added_at: datetime
    removed_at: datetime | None = None  # A removed store keeps its history.
    hot_spots_at: datetime | None = None  # When hot spots were last looked for.

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def leads_read(self, fallback: str | None) -> str | None:
        """The channel of its leads: its own, else the one of all stores that have none."""
        return self.leads_channel or fallback


def active(session: Session) -> list[Store]:
    return list(
        session.exec(select(Store).where(col(Store.removed_at).is_(None)).order_by(Store.name))
    )


def active_names() -> SelectOfScalar[str]:
    """For a question about what concerns only stores that are read."""
    return select(Store.name).where(col(Store.removed_at).is_(None))


def get(session: Session, name: str) -> Store:
    """
    Raises:
        UnknownStore: no such store, or it was removed.

    """
    store = session.get(Store, name)
    if store is None or store.removed_at is not None:
        raise UnknownStore(name)
    return store


def counts(session: Session, table: Any) -> dict[str, int]:
    """How many rows of a table each store has."""
    counted = select(table.store, func.count()).group_by(table.store)
    return dict(session.exec(counted).all())


def language_of(about: Iterable[Store]) -> str:
    """What the teams of these stores all read; the fallback where they differ."""
    spoken = {store.language for store in about}
    return spoken.pop() if len(spoken) == 1 else FALLBACK
