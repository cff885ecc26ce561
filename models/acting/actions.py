"""
What we do at the platform: each action is a row, and nothing is ever sent twice unasked.

approved → sending → sent | unclear | failed. A person approves the final text and amount. A
sender claims the row and commits before it calls; whatever the platform did not clearly answer
is looked for there, and what is not found is unclear: only a person may send it again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, and_, col, select, update

from models import tracing
from models.database import clock, insert_once
from models.types import JSON, Money, by_value

HELD = timedelta(seconds=90)  # Longer than the call and the reading before it.
LOOKED_FOR = timedelta(minutes=15)  # How long we look before it is a person's to decide.
KEPT_IN_MIND = timedelta(days=3)  # How long what is unclear may still turn out to be there.


class Act(StrEnum):
    COUNTER = "counter"
    REFUSE = "refuse"
    AGREE = "agree"
    EVIDENCE = "evidence"
    EXTEND = "extend"


class ActionState(StrEnum):
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    UNCLEAR = "unclear"
    FAILED = "failed"


UNDER_WAY = (ActionState.APPROVED, ActionState.SENDING)
UNSETTLED = (ActionState.UNCLEAR, ActionState.FAILED)
_LIVE = "state IN ('approved', 'sending')"
_UNCLEAR = "state = 'unclear'"
ANSWER, EXTENSION = "answer", "extension"  # Lanes: of each a dispute has one under way.


class PlatformAction(SQLModel, table=True):
    __tablename__ = "platform_actions"
    __table_args__ = (
        sa.Index(
            "uq_platform_actions_live",
            "dispute_id",
            "lane",
            unique=True,
            sqlite_where=sa.text(_LIVE),
            postgresql_where=sa.text(_LIVE),
        ),
        sa.Index(
            "uq_platform_actions_live_of_order",
            "order_key",
            "lane",
            unique=True,
            sqlite_where=sa.text(_LIVE),
            postgresql_where=sa.text(_LIVE),
        ),
        sa.Index(
            "ix_platform_actions_due",
            "try_at",
            sqlite_where=sa.text(_LIVE),
            postgresql_where=sa.text(_LIVE),
        ),
        sa.Index(
            "ix_platform_actions_unclear",
            "claimed_at",
            sqlite_where=sa.text(_UNCLEAR),
            postgresql_where=sa.text(_UNCLEAR),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    dispute_id: int | None = Field(default=None, foreign_key="disputes.id", index=True)
    order_key: int | None = Field(default=None, foreign_key="orders.id")  # Without a dispute.
    store: str = Field(foreign_key="stores.name", max_length=64)
    lane: str = Field(max_length=80)
    act: Act = Field(sa_type=by_value(Act))
    target: str = Field(max_length=200)  # What stood there when the person confirmed.
    amount: Decimal | None = Field(default=None, sa_type=Money)
    currency: str | None = Field(default=None, max_length=3)
    days: int | None = None
    text: str | None = None
    evidence_id: int | None = Field(default=None, foreign_key="evidence.id")
    state: ActionState = Field(default=ActionState.APPROVED, sa_type=by_value(ActionState))
    approved_by: str = Field(max_length=32)
    approved_at: datetime
    try_at: datetime  # By the database's clock, as `claimed_at`: senders may be on several hosts.
    fence: int = 0
    attempts: int = 0
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # As it was at the call.
    claimed_at: datetime | None = None
    ended_at: datetime | None = None
    error: str | None = None  # A sentence for people, in the store's language.
    trace: str | None = Field(default=None, max_length=tracing.LONGEST)  # Of the approval.

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


def is_live() -> sa.ColumnElement[bool]:
    """In the very words of its index, as the next."""
    return sa.and_(sa.text(f"platform_actions.{_LIVE}"))


def is_unclear() -> sa.ColumnElement[bool]:
    return sa.and_(sa.text(f"platform_actions.{_UNCLEAR}"))


class Evidence(SQLModel, table=True):
    """An image for the platform; its bytes are let go of once it has them."""

    __tablename__ = "evidence"

    id: int = Field(default=None, primary_key=True)
    dispute_id: int = Field(foreign_key="disputes.id", index=True)
    name: str = Field(max_length=200)
    extension: str = Field(max_length=8)
    digest: str = Field(max_length=64)
    size: int
    content: bytes | None = None
    added_by: str = Field(max_length=32)
    added_at: datetime


@dataclass(frozen=True)
class Wish:
    """What a person confirmed, to the last letter and cent."""

    act: Act
    target: str
    amount: Decimal | None = None
    currency: str | None = None
    text: str | None = None
    days: int | None = None
    evidence_id: int | None = None
    lane: str = ANSWER


def add(
    session: Session, dispute_id: int, store: str, wish: Wish, by: str, now: datetime
) -> PlatformAction | None:
    """A row for what was approved; None while another of its lane is under way."""
    return _add(session, wish, now, dispute_id=dispute_id, store=store, approved_by=by)


def add_of_order(
    session: Session, order_key: int, store: str, wish: Wish, by: str, now: datetime
) -> PlatformAction | None:
    """The same about an order without a dispute."""
    return _add(session, wish, now, order_key=order_key, store=store, approved_by=by)


def _add(session: Session, wish: Wish, now: datetime, **about: Any) -> PlatformAction | None:
    said = {name: getattr(wish, name) for name in Wish.__dataclass_fields__}
    row = PlatformAction(approved_at=now, try_at=clock(session), **about, **said)
    row.trace = tracing.of(row.dispute_id)
    if not insert_once(session, PlatformAction, **row.model_dump(exclude={"id"})):
        return None
    mine = select(PlatformAction).where(
        PlatformAction.dispute_id == row.dispute_id,
        PlatformAction.order_key == row.order_key,
        PlatformAction.lane == wish.lane,
        col(PlatformAction.state).in_(UNDER_WAY),
    )
    return session.exec(mine).one()


def again(session: Session, action: PlatformAction, by: str, now: datetime) -> bool:
    """
    A person sends once more what failed or is unclear; False when somebody was first.

    What stood there before the earlier attempt is kept, so that it may still be found.
    """
    mine = aliased(PlatformAction)
    other = (
        select(mine.id)
        .where(
            mine.dispute_id == action.dispute_id,
            mine.lane == action.lane,
            col(mine.state).in_(UNDER_WAY),
        )
        .exists()
    )
    return _moved(
        session,
        action.id,
        col(PlatformAction.state).in_(UNSETTLED),
        ~other,
        state=ActionState.APPROVED,
        approved_by=by,
        approved_at=now,
        try_at=clock(session),
        ended_at=None,
        error=None,
        trace=tracing.of(action.dispute_id),
    )


def claim(session: Session, action_id: int, before: dict[str, Any], now: datetime) -> int | None:
    """The fence under which this sender alone may call; None: it is not to be sent (any more)."""
    claimed = _moved(
        session,
        action_id,
        col(PlatformAction.state) == ActionState.APPROVED,
        state=ActionState.SENDING,
        fence=PlatformAction.fence + 1,
        attempts=PlatformAction.attempts + 1,
        before=before,
        claimed_at=now,
        try_at=now + HELD,  # Whoever looks then finds that the sender died.
    )
    if not claimed:
        return None
    mine = select(PlatformAction.fence).where(PlatformAction.id == action_id)
    return session.exec(mine).one()


def sent(session: Session, action: PlatformAction, fence: int, now: datetime) -> bool:
    """The platform has it, whatever was thought meanwhile; False when it was known or undone."""
    return _moved(
        session,
        action.id,
        col(PlatformAction.state) != ActionState.SENT,
        col(PlatformAction.fence) == fence,
        state=ActionState.SENT,
        ended_at=now,
        error=None,
    )


def unclear(session: Session, action: PlatformAction, now: datetime, why: str) -> bool:
    return _ended(session, action, ActionState.UNCLEAR, (ActionState.SENDING,), now, why)


def failed(session: Session, action: PlatformAction, now: datetime, why: str) -> bool:
    """It surely did not happen."""
    return _ended(session, action, ActionState.FAILED, UNDER_WAY, now, why)


def later(session: Session, action: PlatformAction, until: datetime) -> bool:
    """It surely did not happen yet, and nobody has to be asked."""
    return _moved(
        session,
        action.id,
        col(PlatformAction.state).in_(UNDER_WAY),
        col(PlatformAction.fence) == action.fence,
        state=ActionState.APPROVED,
        try_at=until,
    )


def look_again(session: Session, action: PlatformAction, at: datetime) -> bool:
    """Nobody knows whether it happened, and it is looked for once more."""
    return _moved(
        session,
        action.id,
        col(PlatformAction.state) == ActionState.SENDING,
        col(PlatformAction.fence) == action.fence,
        try_at=at,
    )


def due(session: Session, now: datetime, most: int = 50) -> list[int]:
    """What is to be sent, and what a dead sender left."""
    ready = and_(col(PlatformAction.state).in_(UNDER_WAY), col(PlatformAction.try_at) <= now)
    line = select(PlatformAction.id).where(ready).order_by(col(PlatformAction.try_at))
    return list(session.exec(line.limit(most)))


def in_doubt(session: Session, now: datetime) -> list[PlatformAction]:
    """What is unclear and may still turn out to have arrived."""
    recent = col(PlatformAction.claimed_at) > now - KEPT_IN_MIND
    doubtful = col(PlatformAction.state) == ActionState.UNCLEAR
    return list(session.exec(select(PlatformAction).where(doubtful, recent)))


def of_dispute(session: Session, dispute_id: int) -> list[PlatformAction]:
    mine = select(PlatformAction).where(PlatformAction.dispute_id == dispute_id)
    return list(session.exec(mine.order_by(col(PlatformAction.id))))


def last_answer(session: Session, dispute_id: int) -> PlatformAction | None:
    """What we sent last to the other side."""
    mine = PlatformAction.dispute_id == dispute_id, PlatformAction.lane == ANSWER
    sent = select(PlatformAction).where(*mine, PlatformAction.state == ActionState.SENT)
    return session.exec(sent.order_by(col(PlatformAction.id).desc()).limit(1)).first()


def _ended(
    session: Session,
    action: PlatformAction,
    state: ActionState,
    of: tuple[ActionState, ...],
    now: datetime,
    why: str,
) -> bool:
    return _moved(
        session,
        action.id,
        col(PlatformAction.state).in_(of),
        col(PlatformAction.fence) == action.fence,
        state=state,
        ended_at=now,
        error=why,
    )


def _moved(
    session: Session, action_id: int, *expects: sa.ColumnElement[bool], **values: Any
) -> bool:
    """Change the row if it still stands as expected; True when it did."""
    done = session.exec(
        update(PlatformAction)
        .where(col(PlatformAction.id) == action_id, *expects)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount == 1
