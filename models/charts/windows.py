"""The stretch of time that a chart looks back on, in steps of one length, the last ending now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Any, Self

import sqlalchemy as sa

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LEAST = timedelta(microseconds=1)


@dataclass(frozen=True)
class Window:
    """
    So many steps up to a moment.

    A step is a whole one whenever the digest is counted: the last is as long as the others, so
    that a morning's bar does not look like a fall.
    """

    until: datetime
    step: timedelta
    steps: int
    recent: int  # So many of the last steps are held against as many before them.
    zone: tzinfo = UTC  # By whose clock a step is as long as the others.

    @classmethod
    def of_days(cls, now: datetime, zone: tzinfo = UTC) -> Self:
        """Two weeks by days: the last seven against the seven before."""
        return cls(now, DAY, 14, 7, zone)

    @classmethod
    def of_weeks(cls, now: datetime, weeks: int = 12, recent: int = 4, zone: tzinfo = UTC) -> Self:
        return cls(now, WEEK, weeks, recent, zone)

    @property
    def bounds(self) -> list[datetime]:
        """One more than there are steps."""
        there = self.until.astimezone(self.zone)
        starts = [there - self.step * back for back in range(self.steps, -1, -1)]
        return [start.astimezone(UTC) for start in starts]

    @property
    def ends(self) -> list[str]:
        return [end.isoformat() for end in self.bounds[1:]]

    @property
    def since(self) -> datetime:
        return self.bounds[0]

    @property
    def recently(self) -> datetime:
        return self.bounds[self.steps - self.recent]


def named_by(end: str, zone: tzinfo) -> datetime:
    """The moment by whose day a step is named: the midnight that ends a day is of the next one."""
    return (datetime.fromisoformat(end) - LEAST).astimezone(zone)


def slot(moment: Any, bounds: Sequence[datetime]) -> sa.ColumnElement[int]:
    """In which of the spaces between these moments a column's moment lies, as a number."""
    spaces = enumerate(pairwise(bounds))
    return sa.case(*((sa.and_(moment >= a, moment < b), n) for n, (a, b) in spaces), else_=-1)
