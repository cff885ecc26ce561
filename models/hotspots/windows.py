"""Windows of orders by the day they were shipped, each looked at when it ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Self

import sqlalchemy as sa
from sqlmodel import and_, col, or_

from models.disputes import Dispute
from models.figures.counting import between
from models.orders import Order


@dataclass(frozen=True)
class Windows:
    """
    The window that is looked at and those before it.

    An order counts as disputed where its dispute was opened before its own window ended: so the
    orders of each window had as much time for it, and the young ones of today are held against
    orders that were as young.
    """

    bounds: tuple[datetime, ...]  # The end of the window that is looked at, then backwards.

    @classmethod
    def before(cls, now: datetime, window: timedelta, past: timedelta) -> Self:
        """As many whole windows as the past holds."""
        return cls(tuple(now - n * window for n in range(past // window + 2)))

    @classmethod
    def around(cls, moment: datetime, now: datetime) -> Self:
        """One since that moment, and one as long before it."""
        return cls((now, moment, moment - (now - moment)))

    @property
    def start(self) -> datetime:
        """Of the window that is looked at."""
        return self.bounds[1]

    @property
    def whole(self) -> sa.ColumnElement[bool]:
        """Orders of any of these windows."""
        return between(Order.shipped_at, self.bounds[-1], self.bounds[0])

    @property
    def disputed(self) -> sa.ColumnElement[bool]:
        """Disputes of these orders that were opened in time."""
        opened = between(Dispute.opened_at, self.bounds[-1], self.bounds[0])
        return and_(opened, or_(*self._in_time()))

    def _in_time(self) -> Iterator[sa.ColumnElement[bool]]:
        for end, start in pairwise(self.bounds):
            yield and_(between(Order.shipped_at, start, end), col(Dispute.opened_at) < end)

    @property
    def is_latest(self) -> sa.ColumnElement[int]:
        """1 of orders in the window that is looked at, else 0."""
        return sa.case((col(Order.shipped_at) >= self.start, 1), else_=0)
