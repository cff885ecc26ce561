"""
Working time: the hours in which somebody works, by the wall clock of their zone.

Moments are aware, in UTC; spans are real elapsed time, also on the days on which clocks are
changed. It never says when the platform's deadline is: that is wall time, see `deadlines`.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.rules.schema import Absence, Hours, Weekday
from models.types import EARLIEST, LATEST

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
NOTHING = timedelta()
FRUITLESS = 800  # Days without an hour of work, after which nobody looks on: over two years.
_WEEK = tuple(Weekday)
_Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class WorkingTime:
    """From a day's start until its end; the start belongs to it, the end does not."""

    hours: Hours
    zone: ZoneInfo
    holidays: frozenset[date] = frozenset()
    away: tuple[Absence, ...] = ()
    _days: dict[date, _Span | None] = field(default_factory=dict, compare=False, repr=False)

    def is_open(self, moment: datetime) -> bool:
        return any(start <= moment < end for start, end in self._around(moment))

    def next_open(self, moment: datetime) -> datetime | None:
        """The moment itself within working time, else the next start; None: not for years."""
        ahead = next(self._onward(moment), None)
        return max(ahead[0], moment) if ahead else None

    def next_close(self, moment: datetime) -> datetime | None:
        """The end of the shift that runs, else of the next one; None: not for years."""
        ahead = next(self._onward(moment), None)
        return ahead[1] if ahead else None

    def add(self, moment: datetime, span: timedelta) -> datetime | None:
        """
        The moment that lies so much working time later, or earlier where the span is negative.

        Of the moments that do, the nearest: an end of work rather than the next start. None
        where there is not so much working time.
        """
        if span < NOTHING:
            return self._back(moment, -span)
        reached = moment
        for start, end in self._onward(moment) if span else ():
            reached = max(start, moment) + span
            if reached <= end:
                return reached
            span -= end - max(start, moment)
        return None if span else reached

    def _back(self, moment: datetime, span: timedelta) -> datetime | None:
        for start, end in self._backward(moment):
            reached = min(end, moment) - span
            if reached >= start:
                return reached
            span -= min(end, moment) - start
        return None

    def between(self, first: datetime, last: datetime) -> timedelta:
        """How much working time lies between two moments; negative when the last is earlier."""
        if last < first:
            return -self.between(last, first)
        worked = NOTHING
        for start, end in self._onward(first):
            if start >= last:
                break
            worked += min(end, last) - max(start, first)
        return worked

    def _around(self, moment: datetime) -> Iterator[_Span]:
        """The working days that may hold a moment: that of its date, and its neighbours."""
        today = _wall(moment, self.zone).date()
        return filter(None, (self._day(today + step * DAY) for step in (-1, 0, 1)))

    def _onward(self, moment: datetime) -> Iterator[_Span]:
        return (span for span in self._spans(moment, DAY) if span[1] > moment)

    def _backward(self, moment: datetime) -> Iterator[_Span]:
        return (span for span in self._spans(moment, -DAY) if span[0] < moment)

    def _spans(self, moment: datetime, step: timedelta) -> Iterator[_Span]:
        """Working days from a moment's on, until there is none for long."""
        first, last = EARLIEST.date(), LATEST.date()
        day, fruitless = _wall(moment, self.zone).date() - step, 0
        day = max(day, first) if step > NOTHING else min(day, last)
        while fruitless < FRUITLESS and first <= day <= last:
            span = self._day(day)
            if span is not None:
                yield span
            day, fruitless = day + step, 0 if span else fruitless + 1

    def _day(self, day: date) -> _Span | None:
        """When work starts and ends on a date; None where nobody works, or no hour is left."""
        if day not in self._days:
            self._days[day] = self._reckoned(day)
        return self._days[day]

    def _reckoned(self, day: date) -> _Span | None:
        if not self.is_workday(day):
            return None
        start, end = self._first(day), self._last(day)
        if self.is_workday(day - DAY):  # Clocks put back over midnight repeat its evening.
            start = max(start, self._last(day - DAY))
        return (start, end) if start < end else None

    def is_workday(self, day: date) -> bool:
        works = _WEEK[day.weekday()] in self.hours.days and day not in self.holidays
        return works and not any(one.first <= day <= one.last for one in self.away)

    def _first(self, day: date) -> datetime:
        """When the wall clock first shows the start of work."""
        return _shows(datetime.combine(day, self.hours.start), self.zone)

    def _last(self, day: date) -> datetime:
        """When it shows the end of work for the last time."""
        return _shows(datetime.combine(day, self.hours.end), self.zone, last=True)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _shows(wall: datetime, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """The moment at which a clock shows this, or jumps over it."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:  # Shown once, or twice.
        return second if last else first
    return _jump(second, first, wall, zone)


def _jump(before: datetime, after: datetime, wall: datetime, zone: ZoneInfo) -> datetime:
    """When clocks were put forward over what is asked; that is always at a whole second."""
    before = before.replace(microsecond=0)
    seconds = range(math.ceil((after - before) / SECOND))
    return before + SECOND * bisect_left(
        seconds, True, key=lambda second: _wall(before + SECOND * second, zone) >= wall
    )
