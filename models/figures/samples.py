"""Shares and times with the sample that they come from; of a small one nothing is said."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

ENOUGH = 10
TENTHS = 10
MEDIAN, P90 = 0.5, 0.9


@dataclass(frozen=True)
class Share:
    part: int
    whole: int

    @property
    def of_one(self) -> float | None:
        """None: too few to say."""
        return self.part / self.whole if self.whole >= ENOUGH else None


@dataclass(frozen=True)
class Spread:
    """Times, by the median and by what nine of ten keep to."""

    median: timedelta | None  # None: too few to say.
    p90: timedelta | None
    count: int

    @classmethod
    def of(cls, spans: Iterable[timedelta]) -> Self:
        seconds = [span.total_seconds() for span in spans]
        if len(seconds) < ENOUGH:
            return cls(None, None, len(seconds))
        p90 = statistics.quantiles(seconds, n=TENTHS, method="inclusive")[-1]
        median = statistics.median(seconds)
        return cls(timedelta(seconds=median), timedelta(seconds=p90), len(seconds))
