"""Counting disputes in the database, so that a figure costs one question."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, select

from models.disputes import Dispute

MOST = 10  # Lines of a list; more are counted, not listed.


def between(moment: Any, start: datetime, end: datetime) -> ColumnElement[bool]:
    """The start is included, the end is not."""
    return and_(col(moment) >= start, col(moment) < end)


def count(session: Session, which: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(Dispute).where(which)).one()


def by(
    session: Session, what: Any, which: ColumnElement[bool], none: str | None = None
) -> list[list[Any]]:
    """Counted by a column, most first; what has no value there counts as `none`, or not at all."""
    rows = session.exec(select(what, func.count()).where(which).group_by(what)).all()
    named = [(name or none, number) for name, number in rows if name or none]
    return [
        [str(name), number] for name, number in sorted(named, key=lambda row: (-row[1], row[0]))
    ]


def numbers(session: Session, which: ColumnElement[bool]) -> list[int]:
    """The first to fall due."""
    first = select(Dispute.id).where(which)
    ordered = first.order_by(col(Dispute.due_at).asc().nulls_last(), col(Dispute.id))
    return list(session.exec(ordered.limit(MOST)))


def money(session: Session, which: ColumnElement[bool], what: Any = Dispute.amount) -> Any:
    """The sums by currency, as `[currency, decimal text]`; never added across currencies."""
    summed = (
        select(Dispute.currency, func.sum(what))
        .where(which, col(Dispute.currency).is_not(None), col(what).is_not(None))
        .group_by(col(Dispute.currency))
    )
    rows = session.exec(summed).all()
    return [[str(currency), f"{total:.2f}"] for currency, total in sorted(rows, key=str)]
