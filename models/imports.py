"""How far each file was taken in, so that an interrupted import goes on where it ended."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, delete

REMEMBERED = timedelta(days=30)


class Import(SQLModel, table=True):
    __tablename__ = "imports"
    __table_args__ = (sa.Index("ix_imports_changed", "changed_at"),)

    fingerprint: str = Field(primary_key=True, max_length=64)  # Of the content and its store.
    started_at: datetime
    changed_at: datetime
    finished_at: datetime | None = None
    rows: int = 0  # How many of its rows are done with.
    opened: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejected_bytes: int = 0  # How long the file of rejected rows was by then.


def begin(session: Session, fingerprint: str, now: datetime) -> Import:
    """The import that goes on, or a new one: what was finished may be told again."""
    known = session.get(Import, fingerprint)
    if known is not None and known.finished_at is None:
        return known
    if known is not None:
        session.delete(known)
        session.flush()
    fresh = Import(fingerprint=fingerprint, started_at=now, changed_at=now)
    session.add(fresh)
    return fresh


def forget_old(session: Session, now: datetime) -> None:
    session.exec(delete(Import).where(col(Import.changed_at) < now - REMEMBERED))
