"""
The health of a store: its rates today and in a week, its levels, and what it can still take.

Each is defined in `docs/explanation/health.md`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from math import ceil
from typing import Any, Self

from sqlmodel import Session, col, select

from models import rules
from models.disputes import Dispute
from models.figures import pace, windows
from models.figures.rates import SPAN
from models.figures.samples import ENOUGH
from models.figures.windows import Counts
from models.guarding import OPEN, OURS_TO_DO
from models.records import Turn
from models.rules.leading import Health as Levels
from models.rules.leading import Level

AHEAD = timedelta(days=7)
PACE = timedelta(days=28)  # Four whole weeks.
DAY = timedelta(days=1)
MOST_LOST = 5  # Of what is asked about unasked.
HUNDRED = 100


class Rate(StrEnum):
    DISPUTE = "dispute"
    ARBITRATION = "arbitration"
    LIABILITY = "liability"


@dataclass(frozen=True)
class Standing:
    """One rate of a store, in plain JSON values."""

    rate: str
    part: int
    whole: int
    later: float  # The part in a week, as expected, and the least and most of it.
    least: int
    most: int
    later_whole: float
    level: str | None = None  # The highest that is reached.
    later_level: str | None = None
    next: str | None = None  # The next one, from which rate on, and what fits below it.
    next_percent: str | None = None
    room: int | None = None
    near: bool = False  # Worth speaking of unasked.

    @property
    def percent(self) -> float | None:
        """None: too few to say."""
        return self.part / self.whole * HUNDRED if self.whole >= ENOUGH else None

    @property
    def later_percent(self) -> float | None:
        return self._later(self.later)

    @property
    def later_between(self) -> tuple[float, float] | None:
        low, high = self._later(self.least), self._later(self.most)
        return None if low is None or high is None else (low, high)

    def _later(self, part: float) -> float | None:
        # What comes in counts in both; orders are taken at their expected number.
        whole = self.later_whole
        if whole and self.rate == Rate.DISPUTE:
            whole += part - self.later
        return part / whole * HUNDRED if whole >= ENOUGH else None


@dataclass(frozen=True)
class Health:
    """The three rates of a store."""

    store: str
    rates: list[Standing]

    @property
    def is_near(self) -> bool:
        return any(one.near for one in self.rates)

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        return cls(plain["store"], [Standing(**one) for one in plain["rates"]])


def of(session: Session, store: str, levels: Levels, now: datetime) -> Health:
    since = now - SPAN
    spans = [(since, now), (since, since + AHEAD), (now - PACE, now)]
    today, falls, recent = windows.counts(session, store, spans)
    before = windows.before_it(session, store)
    rates = [
        _standing(rate, (today, falls, recent), before, getattr(levels, rate), levels.near)
        for rate in Rate
    ]
    return Health(store, rates)


def near(session: Session, within: Sequence[str], now: datetime) -> list[Health]:
    """The stores that have come near a level; where none is set nothing is counted."""
    told = rules.current(session)
    levels = {store: told.of(store).health for store in within}
    found = [of(session, store, mine, now) for store, mine in levels.items() if mine.are_set]
    return [one for one in found if one.is_near]


def _standing(
    rate: Rate,
    counted: tuple[Counts, Counts, Counts],
    before: int,
    levels: Sequence[Level],
    near: float,
) -> Standing:
    today, falls, recent = (_part(rate, one) for one in counted)
    kept = today - falls + (before if rate is Rate.ARBITRATION else 0)
    least, most = pace.between(recent, PACE / DAY, AHEAD / DAY)
    stands = Standing(
        rate=rate,
        part=kept + falls,
        whole=counted[0].whole,
        later=kept + _expected(recent),
        least=kept + least,
        most=kept + most,
        later_whole=_later_whole(*counted),
    )
    return levelled(stands, levels, near)


def _part(rate: Rate, counted: Counts) -> int:
    if rate is Rate.DISPUTE:
        return counted.disputed
    return counted.decided if rate is Rate.ARBITRATION else counted.liable


def _later_whole(today: Counts, falls: Counts, recent: Counts) -> float:
    confirmed = today.confirmed - falls.confirmed + _expected(recent.confirmed)
    disputed = today.disputed - falls.disputed + _expected(recent.disputed)
    return confirmed + disputed if confirmed else 0


def _expected(seen: int) -> float:
    return pace.expected(seen, PACE / DAY, AHEAD / DAY)


def levelled(stands: Standing, levels: Sequence[Level], near: float) -> Standing:
    """
    The same with what the levels say of it.

    Args:
        levels: The lowest first.

    """
    now, later = stands.percent, stands.later_percent
    if now is None:
        return stands
    reached = [one.name for one in levels if _reaches(stands.part, stands.whole, one)]
    in_a_week = [one.name for one in levels if later is not None and later >= one.percent]
    ahead = levels[len(reached)] if len(reached) < len(levels) else None
    comes_near = ahead is not None and max(now, later or 0) >= float(ahead.percent) * near
    told = {
        "level": reached[-1] if reached else None,
        "later_level": in_a_week[-1] if in_a_week else None,
        "next": ahead and ahead.name,
        "next_percent": ahead and f"{ahead.percent.normalize():f}",
        "room": ahead and room(stands, ahead),
        "near": bool(reached or in_a_week or comes_near),
    }
    return Standing(**asdict(stands) | told)


def _reaches(part: int, whole: int, level: Level) -> bool:
    return HUNDRED * part >= level.percent * whole


def room(stands: Standing, level: Level) -> int | None:
    """How many more fit below a level that is not reached; None: any number does."""
    short = level.percent * stands.whole - HUNDRED * stands.part
    each = Decimal(HUNDRED)
    if stands.rate == Rate.DISPUTE:  # Each of them is traded as well.
        each -= level.percent
    return ceil(short / each) - 1 if each else None


def nearest(session: Session, store: str) -> list[Dispute]:
    """The open disputes that wait for us and fall due first."""
    mine = select(Dispute).where(Dispute.store == store, OPEN, OURS_TO_DO)
    first = mine.order_by(col(Dispute.due_at).asc().nulls_last(), col(Dispute.id))
    return list(session.exec(first.limit(MOST_LOST)))


def if_lost(stands: Standing, lost: Sequence[Dispute], levels: Sequence[Level]) -> Standing:
    """How a rate stands today if these open disputes are lost in arbitration."""
    more = {
        Rate.DISPUTE: 0,
        Rate.ARBITRATION: sum(one.turn is not Turn.PLATFORM for one in lost),
        Rate.LIABILITY: len(lost),
    }[Rate(stands.rate)]
    return levelled(Standing(**asdict(stands) | {"part": stands.part + more}), levels, 1)
