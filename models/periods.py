"""A day, a calendar week or a calendar month, in a channel's own time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

DAY, WEEK = timedelta(days=1), timedelta(days=7)
LONGEST_MONTH = timedelta(days=31)


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"  # From Monday.
    MONTH = "month"


@dataclass(frozen=True)
class Stretch:
    """From one midnight to another, with as many hours as the zone's clock makes them."""

    period: Period
    first: date
    zone: ZoneInfo

    @classmethod
    def holding(cls, period: Period, day: date, zone: ZoneInfo) -> Self:
        match period:
            case Period.DAY:
                return cls(period, day, zone)
            case Period.WEEK:
                return cls(period, day - day.weekday() * DAY, zone)
            case Period.MONTH:
                return cls(period, day.replace(day=1), zone)

    @property
    def next(self) -> Self:
        """The one that follows."""
        longest = {Period.DAY: DAY, Period.WEEK: WEEK, Period.MONTH: LONGEST_MONTH}[self.period]
        return self.holding(self.period, self.first + longest, self.zone)

    @property
    def before(self) -> Self:
        return self.holding(self.period, self.first - DAY, self.zone)

    @property
    def last(self) -> date:
        return self.next.first - DAY

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), self.zone).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """Its end, which does not belong to it."""
        return self.next.since
