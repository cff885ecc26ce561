"""Planned nudges: rows that fire once, and only while what they say still holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, func, select, update
from sqlmodel.sql.expression import SelectOfScalar

from models import messages, stores
from models.messages import Kind, Message, State
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


_PLANNED = "sent_at IS NULL AND cancelled_at IS NULL"
_SAID_OF_ORDERS = "sent_at IS NOT NULL AND order_key IS NOT NULL"


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
        sa.Index(
            "ix_nudges_person",
            "person",
            "sent_at",
            sqlite_where=sa.text("person IS NOT NULL"),
            postgresql_where=sa.text("person IS NOT NULL"),
        ),
        sa.Index(
            "ix_nudges_said",
            "store",
            "rule",
            "sent_at",
            sqlite_where=sa.text(_SAID_OF_ORDERS),
            postgresql_where=sa.text(_SAID_OF_ORDERS),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    store: str = Field(max_length=64)
    rule: Rule = Field(sa_type=by_value(Rule))
    step: int  # Hours before the limit; 0 is the moment at which it has passed.
    dispute_id: int | None = Field(default=None, foreign_key="disputes.id")
    order_key: int | None = Field(default=None, foreign_key="orders.id")
    limit_at: datetime  # The limit that it speaks of.
    recipient: To = Field(default=To.THREAD, sa_type=by_value(To))
    lap: int = 0  # Counts what begins anew under the same limit.
    due_at: datetime  # When it fires; later than its step while it is held for somebody.
    person: str | None = Field(default=None, max_length=32)  # Whom it went to, or which channel.
    sent_at: datetime | None = None
    said_at: datetime | None = None  # Since when it stands in Slack.
    cancelled_at: datetime | None = None
    why: str | None = None
    message_key: str | None = Field(default=None, max_length=200)


_RULE_AND_DUE = col(Nudge.rule), col(Nudge.due_at)


def known(session: Session, about: str, keys: Sequence[int]) -> dict[int, list[Nudge]]:
    """The nudges of these disputes, or of these orders."""
    found: dict[int, list[Nudge]] = defaultdict(list)
    if keys:
        for nudge in session.exec(select(Nudge).where(col(getattr(Nudge, about)).in_(keys))):
            found[getattr(nudge, about)].append(nudge)
    return found


def due_from(due_at: datetime, now: datetime, before: Nudge | None = None) -> datetime:
    """
    When it fires: a step that is past when it is planned falls due now, and stays so.

    So whatever is due for long is late, and nothing is late that was planned a moment ago.
    """
    ahead = before is not None and before.sent_at is None and before.cancelled_at is None
    if before is not None and ahead and due_at <= before.due_at <= now:
        return before.due_at
    return max(due_at, now)


def plan(session: Session, planned: list[dict[str, Any]]) -> None:
    if planned:
        session.execute(sa.insert(Nudge), planned)


def cancel(planned: Iterable[Nudge], now: datetime, why: str) -> None:
    for nudge in planned:
        if nudge.sent_at is None and nudge.cancelled_at is None:
            nudge.cancelled_at, nudge.why = now, why


def drop_overtaken(session: Session, now: datetime, held: Collection[int]) -> None:
    """
    Of several steps that fell due together (the clock stood still) only the latest is said.

    Args:
        held: The disputes that nobody else moves meanwhile; those of others wait.

    """
    later = aliased(Nudge)
    # Asked of each due row by itself: for an `or`, or an `exists`, PostgreSQL may think it
    # cheaper to read the whole table.
    of_disputes = sa.and_(col(later.dispute_id) == Nudge.dispute_id, _about(held))
    for same in (of_disputes, later.order_key == Nudge.order_key):
        latest = select(func.min(later.step)).where(
            same,
            later.rule == Nudge.rule,
            later.limit_at == Nudge.limit_at,
            later.due_at <= now,
            col(later.cancelled_at).is_(None),
        )
        overtaken = *ready(now), latest.scalar_subquery() < col(Nudge.step)
        rows = select(Nudge.id).where(*overtaken).with_for_update(skip_locked=True)
        if dropped := session.exec(rows).all():
            mine = update(Nudge).where(col(Nudge.id).in_(dropped))
            session.exec(mine.values(cancelled_at=now, why="a later step fell due as well"))


def ready(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    planned = col(Nudge.sent_at).is_(None), col(Nudge.cancelled_at).is_(None)
    # Those of a removed store wait: they hold again when it is added again.
    read = col(Nudge.store).in_(stores.active_names())
    return (col(Nudge.due_at) <= now, *planned, read)


def due(session: Session, now: datetime, held: Collection[int], most: int) -> list[Nudge]:
    """What is to be said now of orders and of these disputes, the longest due first."""
    ours = sa.or_(col(Nudge.dispute_id).is_(None), _about(held))
    line = select(Nudge).where(*ready(now), ours).order_by(col(Nudge.due_at)).limit(most)
    return list(session.exec(line.with_for_update(skip_locked=True)))


def _about(disputes: Collection[int]) -> sa.ColumnElement[bool]:
    # Reckoned, so that no index of disputes is taken in place of that of what is due.
    return (col(Nudge.dispute_id) + 0).in_(sorted(disputes))


def messages_about(session: Session, *orders: Order) -> set[str]:
    """The keys of the reminders that name these orders."""
    said = select(Nudge.message_key).where(col(Nudge.order_key).in_([o.id for o in orders]))
    return {key for key in session.exec(said.distinct()) if key is not None}


def sent_in(session: Session, message_key: str) -> list[Nudge]:
    return list(session.exec(select(Nudge).where(Nudge.message_key == message_key)))


def planned_between(start: datetime, end: datetime) -> SelectOfScalar[Nudge]:
    """What falls due after `start` and by `end`, for a caller to narrow."""
    planned = col(Nudge.sent_at).is_(None), col(Nudge.cancelled_at).is_(None)
    return select(Nudge).where(col(Nudge.due_at) > start, col(Nudge.due_at) <= end, *planned)


def told_since(session: Session, to: str, moment: datetime) -> Message | None:
    """
    The newest message of several nudges to a person or a channel, begun after a moment.

    It is held, for its sender may be writing into it as well.
    """
    first_said = func.min(col(Nudge.sent_at))
    theirs = (
        select(Message)
        .join(Nudge, col(Nudge.message_key) == col(Message.key))
        .where(Nudge.person == to, col(Nudge.sent_at) > moment)
        .where(Message.kind == Kind.BUNDLE, Message.state == State.LIVE)
        .order_by(col(Nudge.sent_at).desc())
    )
    held = theirs.limit(1).with_for_update(of=Message)
    newest = session.exec(held.execution_options(populate_existing=True)).first()
    if newest is None:
        return None
    began = session.exec(select(first_said).where(Nudge.message_key == newest.key)).one()
    return newest if began is not None and began > moment else None


def told_in_since(people: Collection[str], moment: datetime) -> sa.ColumnElement[bool]:
    """Whether it is a message in which people or channels were told of nudges after a moment."""
    theirs = select(Nudge.message_key).where(
        col(Nudge.person).in_(people), col(Nudge.sent_at) > moment
    )
    return col(Message.key).in_(theirs)


def hold_unsaid(session: Session, message_key: str) -> None:
    """What a message says anew is held before the message, as by whoever plans it."""
    mine = col(Nudge.message_key) == message_key, col(Nudge.said_at).is_(None)
    session.exec(select(Nudge.id).where(*mine).order_by(col(Nudge.id)).with_for_update()).all()


def unsay(session: Session, numbers: Sequence[int]) -> None:
    """They were decided, and reached nobody: they are planned again, due as they were."""
    unsaid = update(Nudge).where(col(Nudge.id).in_(numbers), col(Nudge.cancelled_at).is_(None))
    session.exec(unsaid.values(sent_at=None, person=None, message_key=None))


def said(session: Session, message_key: str, now: datetime) -> list[tuple[Rule, datetime]]:
    """A message stands in Slack: the rule of each nudge that it says anew, and when it was due."""
    mine = col(Nudge.message_key) == message_key, col(Nudge.said_at).is_(None)
    stands = update(Nudge).where(*mine, col(Nudge.sent_at).is_not(None)).values(said_at=now)
    return [(rule, due_at) for rule, due_at in session.exec(stands.returning(*_RULE_AND_DUE))]


def bump_said(session: Session, disputes: set[int]) -> None:
    """What was said of these disputes is drawn anew."""
    said = select(Nudge.message_key).where(
        col(Nudge.dispute_id).in_(disputes), col(Nudge.sent_at).is_not(None)
    )
    messages.draw_anew(session, col(Message.key).in_(said))


def is_overtaken(session: Session, nudge: Nudge) -> bool:
    """Whether a later step before the same limit was said."""
    later = select(Nudge.id).where(
        Nudge.dispute_id == nudge.dispute_id,
        Nudge.rule == nudge.rule,
        Nudge.limit_at == nudge.limit_at,
        Nudge.step < nudge.step,
        col(Nudge.sent_at).is_not(None),
    )
    return session.exec(later.limit(1)).first() is not None


def begins_anew(session: Session, nudge: Nudge) -> bool:
    """Whether a step is the first that was said of a deadline that took another one's place."""
    mine = (
        Nudge.dispute_id == nudge.dispute_id,
        Nudge.rule == nudge.rule,
        col(Nudge.sent_at).is_not(None),
    )
    before = select(Nudge.id).where(*mine, col(Nudge.limit_at) < nudge.limit_at)
    earlier = Nudge.limit_at == nudge.limit_at, col(Nudge.step) > nudge.step
    first = session.exec(select(Nudge.id).where(*mine, *earlier).limit(1)).first() is None
    return first and session.exec(before.limit(1)).first() is not None
