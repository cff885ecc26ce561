"""What the platform's rates count, in several spans of time at once: a question for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func

from models.disputes import Dispute
from models.figures.counting import between, count
from models.figures.platform import BEFORE_IT, DECIDED, FINISHED, KEPT, LIABLE
from models.orders import Order

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class Counts:
    """What happened in a span of time."""

    disputed: int
    decided: int
    liable: int
    confirmed: int

    @property
    def whole(self) -> int:
        """What the rates are of; nothing where no order is known to be confirmed."""
        return self.confirmed + self.disputed if self.confirmed else 0


def counts(session: Session, store: str, windows: Sequence[Window]) -> list[Counts]:
    mine = col(Dispute.store) == store
    outcome = col(Dispute.outcome)
    orders = and_(col(Order.store) == store, col(Order.status) == FINISHED)
    found = (
        _each(session, Dispute.opened_at, and_(mine, KEPT), windows),
        _each(session, Dispute.closed_at, and_(mine, outcome.in_(DECIDED)), windows),
        _each(session, Dispute.closed_at, and_(mine, outcome.in_(LIABLE)), windows),
        _each(session, Order.modified_at, orders, windows),
    )
    return [Counts(*numbers) for numbers in zip(*found, strict=True)]


def _each(
    session: Session, moment: Any, which: ColumnElement[bool], windows: Sequence[Window]
) -> Sequence[int]:
    counted = (func.count().filter(between(moment, *window)) for window in windows)
    first = min(since for since, _until in windows)
    last = max(until for _since, until in windows)
    asked = sa.select(*counted).where(which, between(moment, first, last))
    return tuple(session.execute(asked).one())


def before_it(session: Session, store: str) -> int:
    """What lies before the platform now."""
    return count(session, and_(col(Dispute.store) == store, BEFORE_IT, KEPT))
