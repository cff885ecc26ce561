"""
What is most worth changing after a week or a month: three lessons at most, each with its disputes.

Whatever is too little to learn from is left out, and so is what another lesson says already.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, col

from models.disputes import Dispute
from models.figures import hotspots, times
from models.figures.rising import Risen
from models.figures.scope import Scope
from models.records import Outcome
from models.tagging.causes import Cause

MOST = 3
SAMPLES = 5  # Numbers of disputes behind each.
LEAST = 3  # Notes on one cause, for them to be more than one person's view.
LEAST_SILENT = 2
LATEST = timedelta(days=1)  # A first answer that takes longer is slow, whatever the hours.
SAME = 1 / 2  # Of the disputes behind the smaller one: they teach the same.


class Kind(StrEnum):
    HOT_SPOT = "hot_spot"
    RISEN = "risen"
    NOTED = "noted"  # By those who resolved them.
    SILENT = "silent"
    SLOW = "slow"


@dataclass(frozen=True)
class Lesson:
    """In plain JSON values."""

    kind: str
    count: int
    about: dict[str, Any]  # What its kind tells.
    costs: list[list[str]] = field(default_factory=list)  # What was asked for in them, by currency.
    numbers: list[int] = field(default_factory=list)


# What is to be known of each dispute behind a lesson.
_FACTS: list[Any] = [
    Dispute.id,
    Dispute.currency,
    Dispute.amount,
    Dispute.cause,
    Dispute.assignee_id,
    Dispute.prevention,
]


@dataclass(frozen=True)
class _Drawn:
    """A lesson with all that stands behind it."""

    kind: Kind
    behind: Sequence[Any]  # Rows of these facts, those to look at first.
    about: dict[str, Any]

    @property
    def costs(self) -> dict[str, Decimal]:
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.behind:
            if one.currency and one.amount:
                sums[one.currency] += one.amount
        return sums

    @property
    def plain(self) -> Lesson:
        # Slowness costs nothing by itself; what it does is told elsewhere.
        sums = {} if self.kind is Kind.SLOW else self.costs
        costs = [[currency, f"{total:.2f}"] for currency, total in sorted(sums.items())]
        numbers = [one.id for one in self.behind[:SAMPLES]]
        return Lesson(self.kind, len(self.behind), self.about, costs, numbers)

    def weight(self, currency: str) -> tuple[bool, Decimal, int]:
        return self.kind is not Kind.SLOW, self.costs.get(currency, Decimal()), len(self.behind)


def of(session: Session, scope: Scope, risen: Sequence[Risen]) -> list[Lesson]:
    """By what they cost in the currency that most of them are in, then by how many."""
    drawn = [
        *_hot_spots(session, scope),
        *_risen(session, risen),
        *_noted(session, scope),
        *_silent(session, scope),
        *_slow(session, scope),
    ]
    used = Counter(one.currency for lesson in drawn for one in lesson.behind if one.currency)
    main = used.most_common(1)[0][0] if used else ""
    apart = sorted(_apart(drawn), key=lambda one: one.weight(main), reverse=True)
    return [lesson.plain for lesson in apart[:MOST]]


def _apart(drawn: Iterable[_Drawn]) -> Iterator[_Drawn]:
    """What rose is no lesson of its own where a hot spot is about the same disputes."""
    told: list[set[int]] = []
    for lesson in drawn:
        if lesson.kind not in {Kind.HOT_SPOT, Kind.RISEN}:
            yield lesson
            continue
        mine = {one.id for one in lesson.behind}
        if all(len(mine & other) < SAME * min(len(mine), len(other)) for other in told):
            told.append(mine)
            yield lesson


def _behind(
    session: Session, which: sa.ColumnElement[bool], first: Any = Dispute.closed_at
) -> Sequence[Any]:
    order = (col(first).desc(), col(Dispute.id).desc())
    return session.execute(sa.select(*_FACTS).where(which).order_by(*order)).all()


def _named(session: Session, numbers: Sequence[int]) -> list[Any]:
    """In the order in which they are named."""
    found = {one.id: one for one in _behind(session, col(Dispute.id).in_(numbers))}
    return [found[number] for number in numbers]


def _hot_spots(session: Session, scope: Scope) -> Iterator[_Drawn]:
    for spot in hotspots.standing(session, scope):
        its = and_(scope.opened, hotspots.disputes(spot))
        if behind := _behind(session, its, Dispute.opened_at):
            about = {
                "spot": spot.kind,
                "subject": spot.subject,
                "called": spot.called,
                "cause": spot.cause,
                "figures": spot.figures,
            }
            yield _Drawn(Kind.HOT_SPOT, behind, about)


def _risen(session: Session, risen: Sequence[Risen]) -> Iterator[_Drawn]:
    for one in risen:
        yield _Drawn(Kind.RISEN, _named(session, one.numbers), one.plain())


def _noted(session: Session, scope: Scope) -> Iterator[_Drawn]:
    """What resolvers say would have prevented it, by cause."""
    by_cause: dict[Cause, list[Any]] = defaultdict(list)
    for one in _behind(session, and_(scope.closed, col(Dispute.prevention).is_not(None))):
        by_cause[one.cause].append(one)
    for cause, behind in by_cause.items():
        if len(behind) >= LEAST:
            notes = Counter(" ".join(one.prevention.split()) for one in behind)
            [(note, said)] = notes.most_common(1)  # Of notes that differ the latest.
            about = {"cause": cause, "note": note, "said": said}
            yield _Drawn(Kind.NOTED, behind, about)


def _silent(session: Session, scope: Scope) -> Iterator[_Drawn]:
    behind = _behind(session, scope.ended_so([Outcome.LOST_BY_SILENCE]))
    if len(behind) >= LEAST_SILENT:
        had = Counter(one.assignee_id for one in behind)
        nobody = had.pop(None, 0)
        about = {"nobody": nobody, "people": [[*one] for one in had.most_common(SAMPLES)]}
        yield _Drawn(Kind.SILENT, behind, about)


def _slow(session: Session, scope: Scope) -> Iterator[_Drawn]:
    spread = times.spread_of_first_response(session, scope)
    if spread.median is None or spread.p90 is None or spread.median <= LATEST:
        return
    took = times.first_response(session, scope)
    slow = sorted((one for one in took if one[1] > LATEST), key=lambda one: one[1], reverse=True)
    about = {
        "median": spread.median.total_seconds(),
        "p90": spread.p90.total_seconds(),
        "slow": len(slow),
        "count": spread.count,
    }
    slowest = [number for number, _ in slow[:SAMPLES]]
    yield _Drawn(Kind.SLOW, _named(session, slowest), about)
