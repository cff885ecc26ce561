"""What leads read of a week or a month: its figures beside those before, and its lessons."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Self

from sqlmodel import Session

from models.figures import daily, endings, platform, rates, rising, times
from models.figures import lessons as learning
from models.figures.counting import count, money
from models.figures.samples import Share, Spread
from models.figures.scope import Scope
from models.periods import Period, Stretch
from models.records import Outcome

BACK = {Period.WEEK: 8, Period.MONTH: 6}  # So many are told of, the last one included.


@dataclass(frozen=True)
class Column:
    """One period's figures, in plain JSON values: of times the seconds, None where too few."""

    first: str  # Its first day.
    opened: int
    closed: int
    first_response: list[Any]  # The median, what nine of ten keep to, the sample.
    resolution: list[Any]
    won: list[int]  # Part and whole, as are those below.
    silent: list[int]
    disputed: list[int]  # As AliExpress counts.
    refunded: list[list[Any]]  # The currency, paid, asked for, the sample.

    @property
    def is_empty(self) -> bool:
        return not (self.opened or self.closed)


@dataclass(frozen=True)
class Review:
    """A period and those before it, in plain JSON values."""

    period: str
    first: str
    last: str
    stores: list[str] = field(default_factory=list)
    until: str = ""  # When it was counted, where the period was not over then.
    columns: list[dict[str, Any]] = field(default_factory=list)  # The period's own comes first.
    endings: list[list[Any]] = field(default_factory=list)
    silent_money: list[list[str]] = field(default_factory=list)
    risen: list[dict[str, Any]] = field(default_factory=list)
    lessons: list[dict[str, Any]] = field(default_factory=list)  # The most worthwhile first.
    open: int = 0  # When it was counted.
    troubles: list[list[str]] = field(default_factory=list)

    @property
    def now(self) -> Column:
        return Column(**self.columns[0])

    @property
    def earlier(self) -> list[Column]:
        """The one before comes first; none from before the desk knew anything."""
        told = [Column(**one) for one in self.columns[1:]]
        while told and told[-1].is_empty:
            told.pop()
        return told

    @property
    def is_quiet(self) -> bool:
        return self.now.is_empty and not (self.lessons or self.troubles)

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in plain.items() if name in known})


def of(session: Session, within: list[str], stretch: Stretch, now: datetime) -> Review:
    """Of a period that still runs it tells what happened so far."""
    until = min(stretch.until, now)
    scope = Scope(within, stretch.since, until)
    risen = rising.of(session, within, until, until - stretch.since)
    silent = scope.ended_so([Outcome.LOST_BY_SILENCE])
    return Review(
        period=stretch.period,
        first=stretch.first.isoformat(),
        last=stretch.last.isoformat(),
        stores=within,
        until=now.isoformat() if now < stretch.until else "",
        columns=_columns(session, within, stretch, until),
        endings=[[*one] for one in endings.of(session, scope)],
        silent_money=money(session, silent),
        risen=[one.plain() for one in risen],
        lessons=[asdict(one) for one in learning.of(session, scope, risen)],
        open=daily.standing(session, within, now).open,
        troubles=daily.troubles(session, within),
    )


def _columns(
    session: Session, within: list[str], stretch: Stretch, until: datetime
) -> list[dict[str, Any]]:
    told = []
    for _ in range(BACK[stretch.period]):
        scope = Scope(within, stretch.since, min(stretch.until, until))
        told.append(asdict(_column(session, stretch, scope)))
        stretch = stretch.before
    return told


def _column(session: Session, stretch: Stretch, scope: Scope) -> Column:
    refunds = rates.refunded(session, scope)
    return Column(
        first=stretch.first.isoformat(),
        opened=count(session, scope.opened),
        closed=count(session, scope.ended),
        first_response=_spread(times.spread_of_first_response(session, scope)),
        resolution=_spread(times.spread_of_resolution(session, scope)),
        won=_share(rates.won(session, scope)),
        silent=_share(rates.silent(session, scope)),
        disputed=_share(platform.dispute_rate(session, scope)),
        refunded=[
            [currency, f"{paid:.2f}", f"{asked:.2f}", n]
            for currency, (paid, asked, n) in sorted(refunds.items())
        ],
    )


def _share(share: Share) -> list[int]:
    return [share.part, share.whole]


def _spread(spread: Spread) -> list[Any]:
    return [_seconds(spread.median), _seconds(spread.p90), spread.count]


def _seconds(span: timedelta | None) -> float | None:
    return span.total_seconds() if span is not None else None
