"""Which disputes a figure is about: said once, for its count and for the list behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import ColumnElement
from sqlmodel import and_, col

from models.disputes import Dispute
from models.figures.counting import between
from models.records import Outcome


@dataclass(frozen=True)
class Scope:
    """Some stores' disputes, and a time: its start is included, its end is not."""

    within: Sequence[str]
    since: datetime
    until: datetime

    @classmethod
    def back(cls, within: Sequence[str], until: datetime, span: timedelta) -> Self:
        return cls(within, until - span, until)

    @property
    def every(self) -> ColumnElement[bool]:
        return col(Dispute.store).in_(self.within)

    @property
    def ours(self) -> ColumnElement[bool]:
        return and_(self.every, col(Dispute.platform_handled).is_(False))

    @property
    def opened(self) -> ColumnElement[bool]:
        return and_(self.every, between(Dispute.opened_at, self.since, self.until))

    @property
    def first_answered(self) -> ColumnElement[bool]:
        return and_(self.ours, between(Dispute.first_answered_at, self.since, self.until))

    @property
    def answered(self) -> ColumnElement[bool]:
        return and_(self.ours, between(Dispute.answered_at, self.since, self.until))

    @property
    def ended(self) -> ColumnElement[bool]:
        """Whoever decided it."""
        return and_(self.every, between(Dispute.closed_at, self.since, self.until))

    @property
    def closed(self) -> ColumnElement[bool]:
        return and_(self.ours, between(Dispute.closed_at, self.since, self.until))

    def ended_so(self, outcomes: Iterable[Outcome]) -> ColumnElement[bool]:
        return and_(self.closed, col(Dispute.outcome).in_(list(outcomes)))
