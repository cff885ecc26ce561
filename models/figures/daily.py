"""What leads read each morning."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, select

from models import lists
from models.disputes import Dispute
from models.events import (
    AuditEntry,
    DisputeAnswered,
    DisputeClosed,
    DisputeOpened,
    DisputeResolved,
    Event,
)
from models.figures import counting, endings, moving, rising
from models.figures.counting import between, by, count, money, numbers
from models.guarding import NOBODYS, OPEN, OURS_TO_DO
from models.reading import needs, sources
from models.records import Outcome

ACCESS = "access"  # The door of all doors.
EARLIER = {"due_today": "due_numbers", "due_today_count": "due"}  # As these were called.
ENDED = ~OPEN
AT_RISK = timedelta(hours=24)  # What falls due within it is at risk today.


@dataclass(frozen=True)
class Standing:
    """How much is open now."""

    open: int = 0
    handled: int = 0  # Of these the platform decides so many itself.
    overdue: int = 0
    due: int = 0  # At risk: ours to answer within 24 hours.
    unclaimed: int = 0


@dataclass(frozen=True)
class Figures(Standing):
    """
    The state of some stores at a moment, and what happened since another, in plain JSON values.

    Money is a list of `[currency, decimal text]`, lists of causes and outcomes are
    `[name, count]`, most first; disputes are numbers; moments are ISO 8601 in UTC.
    """

    day: str = ""
    stores: list[str] = field(default_factory=list)
    since: str = ""  # Whatever is "new" was learnt from here until the next.
    until: str = ""  # When it was counted.
    opened: int = 0
    answered: int = 0
    closed: list[list[Any]] = field(default_factory=list)
    refunded: list[list[str]] = field(default_factory=list)
    silent: int = 0  # Of the closed, lost because nobody answered.
    silent_money: list[list[str]] = field(default_factory=list)
    due_numbers: list[int] = field(default_factory=list)
    due_money: list[list[str]] = field(default_factory=list)
    overdue_numbers: list[int] = field(default_factory=list)
    unclaimed_numbers: list[int] = field(default_factory=list)
    by_cause: list[list[Any]] = field(default_factory=list)
    people: list[list[Any]] = field(default_factory=list)  # Who, how many, late, due first.
    at_stake: list[list[str]] = field(default_factory=list)
    moving: list[list[Any]] = field(default_factory=list)  # The most, as `Moving` has them.
    risen: list[dict[str, Any]] = field(default_factory=list)  # What brings more than usual.
    troubles: list[list[str]] = field(default_factory=list)
    unmapped: list[int] = field(default_factory=list)  # In a state that nobody knows.
    unmapped_count: int = 0
    forecast: dict[str, Any] = field(default_factory=dict)  # Of the rest of the day, once it is it.
    health: list[dict[str, Any]] = field(default_factory=list)  # Of stores near a level.

    @property
    def is_quiet(self) -> bool:
        """Nothing to do, nothing new, and nothing that makes this doubtful."""
        happened = self.opened or self.answered or self.closed
        waits = self.due or self.overdue or self.unmapped
        ahead = self.forecast.get("missed") or self.health
        return not (happened or waits or ahead or self.troubles)

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        """What was kept by an earlier version says less, or says it by other names."""
        known = {one.name for one in fields(cls)}
        said = {EARLIER.get(name, name): value for name, value in plain.items()}
        return cls(**{name: value for name, value in said.items() if name in known})


def standing(session: Session, within: list[str], now: datetime) -> Standing:
    """Counted in one pass over what is open."""
    due = between(Dispute.due_at, now, now + AT_RISK)
    counted = (
        func.count(),
        func.count().filter(col(Dispute.platform_handled).is_(True)),
        func.count().filter(and_(OURS_TO_DO, col(Dispute.due_at) < now)),
        func.count().filter(and_(OURS_TO_DO, due)),
        func.count().filter(and_(OURS_TO_DO, NOBODYS)),
    )
    return Standing(*session.execute(sa.select(*counted).where(_open(within))).one())


def of(session: Session, within: list[str], day: str, since: datetime, now: datetime) -> Figures:
    """
    The figures of these stores.

    Args:
        within: The names of the stores.
        day: As the digest is called.
        since: When the last digest was counted, or would have been.
        now: Until when; what is open is counted at this moment.

    """
    return Figures(
        **asdict(standing(session, within, now)),
        **_happened(session, within, since, now),
        **_waiting(session, within, now),
        day=day,
        stores=within,
        since=since.isoformat(),
        until=now.isoformat(),
        moving=[[*asdict(one).values()] for one in moving.of(session, within, now)],
        risen=[one.plain() for one in rising.of(session, within, now)],
        troubles=troubles(session, within),
    )


def _happened(
    session: Session, within: list[str], since: datetime, now: datetime
) -> dict[str, Any]:
    """What is new since the last one."""
    closed = and_(_told(since, now, DisputeClosed, DisputeResolved), _mine(within), ENDED)
    opened = and_(_told(since, now, DisputeOpened), _mine(within), ~ENDED | _ended_since(since))
    ours = and_(closed, col(Dispute.platform_handled).is_(False))  # AliExpress pays for its own.
    silent = and_(ours, col(Dispute.outcome) == Outcome.LOST_BY_SILENCE)
    return {
        "opened": count(session, opened),
        "answered": count(session, and_(_told(since, now, DisputeAnswered), _mine(within))),
        "closed": [[*one] for one in endings.named(session, closed)],
        "refunded": money(session, ours, Dispute.refunded),
        "silent": count(session, silent),
        "silent_money": money(session, silent),
    }


def _waiting(session: Session, within: list[str], now: datetime) -> dict[str, Any]:
    """What is open now: which first, how much, whose."""
    still_open, ours = _open(within), and_(_open(within), OURS_TO_DO)
    due = and_(ours, between(Dispute.due_at, now, now + AT_RISK))
    strange = and_(still_open, lists.strange())
    return {
        "due_numbers": numbers(session, due),
        "due_money": money(session, due),
        "overdue_numbers": numbers(session, and_(ours, col(Dispute.due_at) < now)),
        "unclaimed_numbers": numbers(session, and_(ours, NOBODYS)),
        "by_cause": by(session, Dispute.cause, still_open),
        "people": _people(session, within, now),
        "at_stake": money(session, ours),
        "unmapped": numbers(session, strange),
        "unmapped_count": count(session, strange),
    }


def _told(since: datetime, now: datetime, *what: type[Event]) -> ColumnElement[bool]:
    """The desk learnt of it in this time: what it reads late is in one digest all the same."""
    names = [one.__name__ for one in what]
    lines = sa.select(col(AuditEntry.dispute_id)).where(
        col(AuditEntry.action).in_(names), between(AuditEntry.at, since, now)
    )
    return col(Dispute.id).in_(lines)


def _ended_since(since: datetime) -> ColumnElement[bool]:
    """What was over long before the desk came to know it is history, and not new."""
    return col(Dispute.closed_at) >= since


def _mine(within: list[str]) -> ColumnElement[bool]:
    return col(Dispute.store).in_(within)


def _open(within: list[str]) -> ColumnElement[bool]:
    return and_(_mine(within), OPEN)


def _people(session: Session, within: list[str], now: datetime) -> list[list[Any]]:
    """Who has how many that wait for us, how many late, the first due; most delayed first."""
    first = func.min(col(Dispute.due_at))
    late = func.count().filter(col(Dispute.due_at) < now)
    counted = (
        select(Dispute.assignee_id, func.count(), late, first)
        .where(_open(within), OURS_TO_DO, col(Dispute.assignee_id).is_not(None))
        .group_by(col(Dispute.assignee_id))
        .order_by(first.asc().nulls_last(), col(Dispute.assignee_id))
        .limit(counting.MOST * 2)
    )
    return [
        [who, number, behind, due.isoformat() if due else None]
        for who, number, behind, due in session.exec(counted)
    ]


def troubles(session: Session, within: list[str]) -> list[list[str]]:
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
