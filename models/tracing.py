"""
Where something came from: one id from the moment it enters until it stands in Slack.

Rows keep it while work waits; whoever takes a row up goes on under the id that it bears.
"""

import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

LONGEST = 64  # What a column of one id holds.
SEVERAL = 255  # What a column of several holds, a space between, the newest first.
_LENGTH = 12  # Hexadecimal digits: enough for years of a busy desk.
_LOOKS_LIKE = re.compile(r"[a-z_]{1,24}-[0-9a-f]{12}(\.\d{1,18})?")


@dataclass(frozen=True)
class Trace:
    """
    An id such as `command-4f1d0c9a2b7e`.

    Args:
        many: It brought many things in, each of which goes on under an id of its own:
            `poll-4f1d0c9a2b7e.1042` is what one reading told of dispute #1042.

    """

    id: str
    many: bool = False

    def of(self, dispute_id: int | None) -> str:
        return f"{self.id}.{dispute_id}" if self.many and dispute_id is not None else self.id

    def column(self, dispute_id: Any) -> sa.ColumnElement[str]:
        """The same for rows whose dispute a column names."""
        whole = sa.literal(self.id, sa.String())
        if not self.many:
            return whole
        return sa.func.coalesce(whole + "." + sa.cast(dispute_id, sa.String()), whole)


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current() -> str | None:
    """The id under which this happens, for a line of the log."""
    trace = _current.get()
    return trace.id if trace else None


def of(dispute_id: int | None) -> str | None:
    """The id for a row about this dispute."""
    trace = _current.get()
    return trace.of(dispute_id) if trace else None


@contextmanager
def begun(origin: str, key: str | None = None, *, many: bool = False) -> Iterator[str]:
    """
    Something enters: all that comes of it bears a new id.

    Args:
        origin: What it is, in a word that begins the id.
        key: Its own name of itself, if it may come twice: then it has the same id both times.

    """
    digits = hashlib.sha256(key.encode(errors="replace")).hexdigest() if key else uuid.uuid4().hex
    trace = Trace(f"{origin}-{digits[:_LENGTH]}", many)
    with _under(trace):
        yield trace.id


def added(column: Any, dispute_id: Any, *, anew: sa.ColumnElement[bool]) -> sa.ColumnElement[Any]:
    """
    A column of several ids with this one in front; of too many the oldest stays, and the newest.

    Args:
        anew: Where what the column tells is over, and this id begins it anew.

    """
    trace = _current.get()
    if trace is None:
        return sa.case((anew, sa.null()), else_=column)
    mine = trace.column(dispute_id)
    others = _without_last(column)
    oldest = sa.func.substr(column, sa.func.length(others) + 1)
    room = SEVERAL - sa.func.length(oldest)
    newer = _without_last(sa.func.substr(mine + " " + others, 1, room))
    return sa.case(
        (sa.or_(anew, column.is_(None)), mine),
        (column.startswith(mine), column),
        else_=newer.concat(oldest),
    )


def _without_last(words: Any) -> sa.ColumnElement[str]:
    """Up to the last space in it, and with that."""
    return sa.func.rtrim(words, sa.func.replace(words, " ", ""), type_=sa.String())


def told(column: str | None) -> list[str]:
    """The ids in a column of several; one that had no room is left out."""
    return [one for one in (column or "").split() if is_one(one)]


def is_one(text: object) -> bool:
    """Whether something that came from outside the database looks like an id of ours."""
    return isinstance(text, str) and _LOOKS_LIKE.fullmatch(text) is not None


@contextmanager
def resumed(trace: str | None) -> Iterator[None]:
    """Go on under the id that a row bears; what was kept before there were ids has none."""
    with _under(Trace(trace) if trace else None):
        yield


@contextmanager
def _under(trace: Trace | None) -> Iterator[None]:
    before = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(before)
