"""Planned nudges: rows that fire once, and only while what they say still holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, or_, select, update

from models import stores
from models.disputes import Dispute
from models.orders import Order
from models.rules.schema import To
from models.types import by_value

HOUR = timedelta(hours=1)


class Rule(StrEnum):
    """Why somebody is nudged."""

    DEADLINE = "deadline"
    SHIP_BY = "ship_by"
    RESTARTED = "restarted"  # The buyer changed the claim: its clock began anew.
    IDLE = "idle"  # Claimed, and nothing heard of it.
    IDLE_RELEASE = "idle_release"
    TARGET = "target"  # The team's own clock.
    NO_SCAN = "no_scan"
    NO_MOVEMENT = "no_movement"
    CUSTOMS = "customs"
    FAILED_DELIVERY = "failed_delivery"
    PICK_UP = "pick_up"
    PROMISE = "promise"
    PROTECTION = "protection"


# Hours before the limit; 0 is the moment at which it has passed.
STEPS: dict[Rule, tuple[int, ...]] = {
    Rule.DEADLINE: (72, 24, 6, 1, 0),
    Rule.SHIP_BY: (48, 24, 6),
}

_PLANNED = "sent_at IS NULL AND cancelled_at IS NULL"


class Nudge(SQLModel, table=True):
    __tablename__ = "nudges"
    __table_args__ = (
        sa.UniqueConstraint("dispute_id", "rule", "limit_at", "step", "recipient", "lap"),
        sa.UniqueConstraint("order_key", "rule", "limit_at", "step", "recipient", "lap"),
        sa.Index(
            "ix_nudges_due",
            "due_at",
            sqlite_where=sa.text(_PLANNED),
            postgresql_where=sa.text(_PLANNED),
        ),
        sa.Index("ix_nudges_message", "message_key"),
    )

    id: int = Field(default=None, primary_key=True)
    store: str = Field(max_length=64)
    rule: Rule = Field(sa_type=by_value(Rule))
    step: int  # Hours before the limit.
    dispute_id: int | None = Field(default=None, foreign_key="disputes.id")
    order_key: int | None = Field(default=None, foreign_key="orders.id")
    limit_at: datetime  # The limit that it speaks of.
    recipient: To = Field(default=To.THREAD, sa_type=by_value(To))
    lap: int = 0  # Counts what begins anew under the same limit.
    due_at: datetime  # When it fires; later than its step while it is held for somebody.
    person: str | None = Field(default=None, max_length=32)  # Whom it went to.
    sent_at: datetime | None = None
    cancelled_at: datetime | None = None
    why: str | None = None
    message_key: str | None = Field(default=None, max_length=200)


def steps(rule: Rule, limit_at: datetime, now: datetime) -> list[tuple[int, datetime]]:
    """The steps still ahead, led by the latest of those already past."""
    planned = [(step, limit_at - step * HOUR) for step in STEPS[rule]]
    past = [moment for moment in planned if moment[1] <= now]
    return past[-1:] + [moment for moment in planned if moment[1] > now]


def for_dispute(session: Session, dispute: Dispute, now: datetime) -> None:
    """Make the planned nudges fit the dispute as it stands."""
    for_disputes(session, [dispute], now)


def for_disputes(session: Session, disputes: Sequence[Dispute], now: datetime) -> None:
    known = _known(session, "dispute_id", [dispute.id for dispute in disputes])
    planned: list[dict[str, Any]] = []
    for dispute in disputes:
        limit = dispute.due_at if dispute.waits_for_us else None
        about = {"store": dispute.store, "dispute_id": dispute.id, "order_key": None}
        planned += _fit(known[dispute.id], Rule.DEADLINE, limit, now, about)
    _plan(session, planned)


def _known(session: Session, about: str, keys: Sequence[int]) -> dict[int, list[Nudge]]:
    """The nudges of these disputes, or of these orders."""
    known: dict[int, list[Nudge]] = defaultdict(list)
    if keys:
        for nudge in session.exec(select(Nudge).where(col(getattr(Nudge, about)).in_(keys))):
            known[getattr(nudge, about)].append(nudge)
    return known


def _plan(session: Session, planned: list[dict[str, Any]]) -> None:
    if planned:
        session.execute(sa.insert(Nudge), planned)


def _fit(
    known: list[Nudge], rule: Rule, limit: datetime | None, now: datetime, about: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Let go of what no longer fits, take up again what fits anew, and give what is missing."""
    cancel((nudge for nudge in known if nudge.limit_at != limit), now, "the limit changed")
    if limit is None:
        return
    have = {nudge.step: nudge for nudge in known if nudge.limit_at == limit}
    latest_sent = min((n.step for n in have.values() if n.sent_at), default=None)
    for step, due_at in steps(rule, limit, now):
        if latest_sent is not None and step >= latest_sent:
            continue  # Said already, or overtaken by what was said.
        if (nudge := have.get(step)) is not None:
            nudge.cancelled_at, nudge.why = None, None
        else:
            yield about | {"rule": rule, "step": step, "limit_at": limit, "due_at": due_at}


def cancel(planned: Iterable[Nudge], now: datetime, why: str) -> None:
    for nudge in planned:
        if nudge.sent_at is None and nudge.cancelled_at is None:
            nudge.cancelled_at, nudge.why = now, why


def drop_overtaken(session: Session, now: datetime) -> None:
    """Of several steps that fell due together (the clock stood still) only the latest is said."""
    later = aliased(Nudge)
    overtaken = (
        select(later.id)
        .where(
            or_(later.dispute_id == Nudge.dispute_id, later.order_key == Nudge.order_key),
            later.limit_at == Nudge.limit_at,
            later.step < Nudge.step,
            later.due_at <= now,
            col(later.cancelled_at).is_(None),
        )
        .exists()
    )
    dropped = update(Nudge).where(*ready(now), overtaken)
    session.exec(dropped.values(cancelled_at=now, why="a later step fell due as well"))


def ready(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    planned = col(Nudge.sent_at).is_(None), col(Nudge.cancelled_at).is_(None)
    # Those of a removed store wait: they hold again when it is added again.
    read = col(Nudge.store).in_(stores.active_names())
    return (col(Nudge.due_at) <= now, *planned, read)


def due(session: Session, now: datetime, most: int) -> list[Nudge]:
    """What is to be said now and nobody else is just saying, the longest due first."""
    line = select(Nudge).where(*ready(now)).order_by(col(Nudge.due_at)).limit(most)
    line = line.with_for_update(skip_locked=True)
    return list(session.exec(line))


def messages_about(session: Session, *orders: Order) -> set[str]:
    """The keys of the reminders that name these orders."""
    said = select(Nudge.message_key).where(col(Nudge.order_key).in_([o.id for o in orders]))
    return {key for key in session.exec(said.distinct()) if key is not None}


def sent_in(session: Session, message_key: str) -> list[Nudge]:
    return list(session.exec(select(Nudge).where(Nudge.message_key == message_key)))
