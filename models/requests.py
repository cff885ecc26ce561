"""A request counts once: Slack's own key of it is taken in the move's transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, delete

from models.database import insert_once
from models.errors import RepeatedRequest
from models.types import JSON

KEPT = timedelta(days=1)


class RequestKey(SQLModel, table=True):
    __tablename__ = "request_keys"

    key: str = Field(primary_key=True, max_length=255)
    at: datetime = Field(index=True)
    answer: dict[str, Any] | None = Field(default=None, sa_type=JSON)


def take(session: Session, key: str, now: datetime) -> None:
    """
    Make this request ours; a second transaction with the key waits here until the first ends.

    Raises:
        RepeatedRequest: it was answered before; carries that answer.

    """
    if not insert_once(session, RequestKey, key=key, at=now):
        known = session.get(RequestKey, key, populate_existing=True)
        raise RepeatedRequest(known.answer if known else None)


def remember(session: Session, key: str, answer: Mapping[str, Any]) -> None:
    """Keep what was answered, so that a repeat hears the same."""
    row = session.get(RequestKey, key)
    if row is not None:
        row.answer = dict(answer)
        session.add(row)


def forget_old(session: Session, now: datetime) -> int:
    gone = session.exec(delete(RequestKey).where(col(RequestKey.at) < now - KEPT))
    return gone.rowcount
