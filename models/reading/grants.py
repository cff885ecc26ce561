"""Codes that the platform sent back: each is kept encrypted, and exchanged for tokens once."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, delete, or_, select

from models import leases
from models.database import insert_once
from models.leases import Held

CODE_LIVES = timedelta(minutes=30)  # By the longer of two readings of the documentation.
KEPT = timedelta(days=1)  # Longer than a state is good for, so that none is good twice.
PAUSE = timedelta(seconds=2)


class Grant(SQLModel, table=True):
    __tablename__ = "grants"
    __table_args__ = (
        sa.Index(
            "ix_grants_open",
            "at",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )

    nonce: str = Field(primary_key=True, max_length=64)  # Of the state that asked for it.
    store: str = Field(foreign_key="stores.name", max_length=64)
    code: bytes | None = None  # Encrypted; forgotten once it was used.
    at: datetime
    try_at: datetime | None = None
    held_until: datetime | None = None
    fence: int = 0
    done_at: datetime | None = None
    error: str | None = None  # Why nothing came of it: a sentence for people.


def take(session: Session, nonce: str, store: str, code: bytes, now: datetime) -> bool:
    """Keep the code; False when this state brought one before."""
    return insert_once(session, Grant, nonce=nonce, store=store, code=code, at=now, fence=0)


def due(session: Session, now: datetime) -> list[str]:
    waiting = select(Grant.nonce).where(*_open(now))
    return list(session.exec(waiting.order_by(col(Grant.at))))


def _open(now: datetime) -> tuple[Any, ...]:
    rested = or_(col(Grant.try_at).is_(None), col(Grant.try_at) <= now)
    return col(Grant.done_at).is_(None), rested


def claim(session: Session, nonce: str, now: datetime) -> tuple[Held, Grant] | None:
    """Become the one who exchanges it; None when another does, or did."""
    held = leases.claim(session, Grant, Grant.nonce, nonce, *_open(now))
    return None if held is None else (held, session.get_one(Grant, nonce))


def put_off(session: Session, held: Held, until: datetime) -> None:
    leases.release(session, Grant, Grant.nonce, held, try_at=until)


def finish(session: Session, held: Held, now: datetime, error: str | None = None) -> bool:
    """The code is used up; False when another took over meanwhile."""
    return leases.release(session, Grant, Grant.nonce, held, done_at=now, code=None, error=error)


def forget_old(session: Session, now: datetime) -> int:
    return session.exec(delete(Grant).where(col(Grant.at) < now - KEPT)).rowcount
