"""What must be answered before the team works again: of the platform's clock, until whenever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_

from models.acting.actions import ANSWER, UNDER_WAY, ActionState, PlatformAction
from models.disputes import Dispute
from models.figures.counting import between, count
from models.guarding import OPEN, OURS_TO_DO
from models.hours import shifts
from models.rules import Rules
from models.stores import Store

LONGEST_REST = timedelta(days=14)  # Whoever rests longer is no reason to look farther ahead.
ON_ITS_WAY = (*UNDER_WAY, ActionState.SENT)


@dataclass(frozen=True)
class Task:
    """An answer that somebody owes; duplicates are one, due when the first of them is."""

    number: int
    store: str
    due: datetime
    owner: str | None


def ends(rules: Rules, about: Sequence[Store], day: date, zone: ZoneInfo) -> dict[str, datetime]:
    """
    Until when each store's deadlines are today's: until its team works again after this day.

    What falls due at night or on a free day has to be answered before people go home.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), zone)
    found = {}
    for store in about:
        again = shifts.of_store(rules, store).next_open(midnight) or midnight
        found[store.name] = again if again - midnight <= LONGEST_REST else midnight
    return found


def due(session: Session, until: Mapping[str, datetime], now: datetime) -> list[Task]:
    """The answers that are owed by then, the first to fall due first."""
    columns = (Dispute.id, Dispute.store, Dispute.due_at, Dispute.assignee_id, Dispute.merged_into)
    mine = or_(*(_of(store, now, end) for store, end in until.items()))
    asked = sa.select(*map(col, columns)).where(_owed(), mine)
    first: dict[int, Task] = {}
    in_order = asked.order_by(col(Dispute.due_at), col(Dispute.id))
    for number, store, due_at, owner, main in session.execute(in_order):
        first.setdefault(main or number, Task(number, store, due_at, owner))
    return list(first.values())


def overdue(session: Session, within: Sequence[str], now: datetime) -> int:
    """How many wait for us although their deadline has passed: nothing saves these."""
    return count(session, and_(_owed(), col(Dispute.store).in_(within), col(Dispute.due_at) < now))


def _of(store: str, now: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(col(Dispute.store) == store, between(Dispute.due_at, now, end))


def _owed() -> ColumnElement[bool]:
    """Open, ours, and no answer of a person on its way to the platform."""
    answered = sa.select(col(PlatformAction.id)).where(
        col(PlatformAction.dispute_id) == col(Dispute.id),
        col(PlatformAction.lane) == ANSWER,
        col(PlatformAction.state).in_(ON_ITS_WAY),
        col(PlatformAction.approved_at) >= col(Dispute.turn_since),
    )
    return and_(OPEN, OURS_TO_DO, ~answered.exists())
