"""What leads read each morning: counted in the database, kept as plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, select

from models import lists
from models.disputes import OURS, Dispute
from models.reading import needs, sources

UNKNOWN = "unknown"  # The outcome of what the platform closed without a word.
ACCESS = "access"  # The door of all doors.
MOST = 10  # Lines of a list; more are counted, not listed.


@dataclass(frozen=True)
class Figures:
    """
    The state of some stores at a moment, in plain JSON values.

    Money is a list of `[currency, decimal text]`, lists of people and causes are
    `[name, count]`, most first; disputes are numbers.
    """

    day: str
    stores: list[str]
    opened: int
    answered: int
    closed: list[list[Any]]
    open: int
    overdue: int
    due_today: list[int]
    due_today_count: int
    due_money: list[list[str]]
    unclaimed: int
    by_cause: list[list[Any]]
    by_agent: list[list[Any]]
    at_stake: list[list[str]]
    troubles: list[list[str]]
    unmapped: list[int] = field(default_factory=list)  # In a state that nobody knows.
    unmapped_count: int = 0

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**plain)


def of(session: Session, within: list[str], day: date, zone: ZoneInfo, now: datetime) -> Figures:
    """
    The figures of these stores on the morning of a day in `zone`.

    "Yesterday" is the day before it; what is open is counted at `now`.

    """
    midnight = datetime.combine(day, time(), zone)
    tonight = datetime.combine(day + timedelta(days=1), time(), zone)
    yesterday = datetime.combine(day - timedelta(days=1), time(), zone)
    mine = col(Dispute.store).in_(within)
    still_open = and_(mine, col(Dispute.closed_at).is_(None))
    ours = and_(
        still_open, col(Dispute.platform_handled).is_(False), col(Dispute.turn).in_(list(OURS))
    )
    strange = and_(still_open, lists.strange())
    today = and_(ours, col(Dispute.due_at) >= now, col(Dispute.due_at) < tonight)
    closed = and_(mine, _between(Dispute.closed_at, yesterday, midnight))
    return Figures(
        day=day.isoformat(),
        stores=within,
        opened=_count(session, and_(mine, _between(Dispute.opened_at, yesterday, midnight))),
        answered=_count(session, and_(mine, _between(Dispute.answered_at, yesterday, midnight))),
        closed=_by(session, Dispute.outcome, closed, none=UNKNOWN),
        open=_count(session, still_open),
        overdue=_count(session, and_(ours, col(Dispute.due_at) < now)),
        due_today=_numbers(session, today),
        due_today_count=_count(session, today),
        due_money=_money(session, today),
        unclaimed=_count(session, and_(ours, col(Dispute.assignee_id).is_(None))),
        by_cause=_by(session, Dispute.cause, still_open),
        by_agent=_by(session, Dispute.assignee_id, still_open),
        at_stake=_money(session, ours),
        troubles=_troubles(session, within),
        unmapped=_numbers(session, strange),
        unmapped_count=_count(session, strange),
    )


def _between(moment: Any, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(col(moment) >= start, col(moment) < end)


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(Dispute).where(which)).one()


def _by(
    session: Session, what: Any, which: ColumnElement[bool], none: str | None = None
) -> list[list[Any]]:
    """Counted by a column, most first; what has no value there counts as `none`, or not at all."""
    rows = session.exec(select(what, func.count()).where(which).group_by(what)).all()
    named = [(name or none, count) for name, count in rows if name or none]
    return [[str(name), count] for name, count in sorted(named, key=lambda row: (-row[1], row[0]))]


def _numbers(session: Session, which: ColumnElement[bool]) -> list[int]:
    first = select(Dispute.id).where(which).order_by(col(Dispute.due_at)).limit(MOST)
    return list(session.exec(first))


def _money(session: Session, which: ColumnElement[bool]) -> list[list[str]]:
    summed = (
        select(Dispute.currency, func.sum(Dispute.amount))
        .where(which, col(Dispute.currency).is_not(None), col(Dispute.amount).is_not(None))
        .group_by(col(Dispute.currency))
    )
    rows = session.exec(summed).all()
    return [[str(currency), f"{total:.2f}"] for currency, total in sorted(rows, key=str)]


def _troubles(session: Session, within: list[str]) -> list[list[str]]:
    """
    Stores that are not read as they should be: store, door, since when, and why.

    Where somebody must mend the access, that is the one trouble to speak of: what, not a sentence.
    """
    ill = needs.by_store(session, within)
    mends = [
        [name, ACCESS, mine.need_since.isoformat() if mine.need_since else "", str(mine.need)]
        for name, mine in ill.items()
    ]
    failing = [
        (source.failing_since, source.store, source.door, source.error or "")
        for source in sources.all_of(session)
        if source.store in within and source.store not in ill and source.failing_since is not None
    ]
    # What all the doors of a store suffer from is one trouble, as old as the oldest.
    first = {(store, why): (at, door) for at, store, door, why in sorted(failing, reverse=True)}
    return mends + [
        [store, door, at.isoformat(), why] for (store, why), (at, door) in sorted(first.items())
    ]
