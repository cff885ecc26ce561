"""Every Slack message that must exist is a row: what is wanted, and what stands there."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, delete, or_, select, update

from models import tracing
from models.database import insert_once, upsert
from models.moments import Moment
from models.types import JSON, by_value


class Kind(StrEnum):
    CARD = "card"
    BRIEF = "brief"
    NUDGE = "nudge"
    SHIPPING = "shipping"
    ESCALATION = "escalation"
    DIGEST = "digest"
    TROUBLE = "trouble"
    ACTION = "action"
    BUNDLE = "bundle"  # Several nudges to one person.
    HOT_SPOT = "hot_spot"
    FORECAST = "forecast"  # What will miss its deadline today.


class State(StrEnum):
    LIVE = "live"
    UNCLEAR = "unclear"  # Slack may or may not have it, and we cannot see: a person decides.
    CLOSED = "closed"  # Gone from Slack, or beyond change.


# Deadlines first, then cards, then what stands in threads and what may wait a minute.
PRIORITY = {
    Kind.NUDGE: 0,
    Kind.BUNDLE: 0,
    Kind.TROUBLE: 0,
    Kind.ESCALATION: 0,
    Kind.DIGEST: 1,
    Kind.FORECAST: 1,
    Kind.HOT_SPOT: 3,
    Kind.CARD: 2,
    Kind.BRIEF: 3,
    Kind.SHIPPING: 3,
    Kind.ACTION: 0,
}

PUT_BACK = "put_back"  # In a payload: what it was to say is decided anew, and said elsewhere.

_DUE = "wanted > posted AND state = 'live'"


class Message(SQLModel, table=True):
    __tablename__ = "messages"
    __table_args__ = (
        sa.Index(
            "ix_messages_due",
            "channel",
            "priority",
            "id",
            sqlite_where=sa.text(_DUE),
            postgresql_where=sa.text(_DUE),
        ),
        sa.Index("ix_messages_place", "channel", "ts"),
        sa.Index(
            "ix_messages_redraw",
            "redraw_at",
            sqlite_where=sa.text("redraw_at IS NOT NULL"),
            postgresql_where=sa.text("redraw_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_messages_stuck",
            "stuck_at",
            sqlite_where=sa.text("stuck_at IS NOT NULL"),
            postgresql_where=sa.text("stuck_at IS NOT NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=200)  # card:<dispute>, nudge:<nudge>, …
    kind: Kind = Field(sa_type=by_value(Kind))
    channel: str = Field(max_length=32)
    parent_id: int | None = Field(default=None, foreign_key="messages.id")
    dispute_id: int | None = Field(default=None, foreign_key="disputes.id", index=True)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    token: str = Field(max_length=64)  # The opaque key by which it is found in Slack again.
    priority: int
    state: State = Field(default=State.LIVE, sa_type=by_value(State))
    wanted: int = 1
    posted: int = 0
    hurried: bool = False  # A person moved it, and is looking.
    ts: str | None = Field(default=None, max_length=32)
    thread_ts: str | None = Field(default=None, max_length=32)
    old_ts: str | None = Field(default=None, max_length=32)  # Of a card that was deleted in Slack.
    fence: int = 0
    held_until: datetime | None = None
    try_at: datetime | None = None
    first_try_at: datetime | None = None
    attempts: int = 0
    ambiguous: bool = False  # Slack may have it although we know no ts.
    redraw_at: datetime | None = None
    shown: str | None = Field(default=None, max_length=64)  # A digest of what stands there.
    last_error: str | None = None
    # Why it is wanted as it is: the ids of all that melted into one wish, the newest first.
    trace: str | None = Field(default=None, max_length=tracing.SEVERAL)
    # When it was decided whom it disturbs, by the database's clock.
    decided_at: datetime | None = None
    # Since when Slack lacks what is wanted, by the database's clock.
    wanted_at: datetime | None = Field(default=None, sa_column_kwargs={"default": Moment()})
    stuck_at: datetime | None = None  # Since then a person has to look: see `models.stuck`.


class Subject(SQLModel, table=True):
    """A dispute that a message is about besides others: whatever moves it bumps the message."""

    __tablename__ = "subjects"

    message_id: int = Field(foreign_key="messages.id", primary_key=True)
    dispute_id: int = Field(foreign_key="disputes.id", primary_key=True, index=True)


def want(session: Session, kind: Kind, name: str, channel: str, **about: Any) -> Message:
    """
    See to it that a message exists, once per name, and that it shows the present state.

    `about` holds `parent`, `dispute_id` and `payload`, as the kind needs them.

    """
    parent: Message | None = about.pop("parent", None)
    want_all(session, kind, [(name, channel, about | {"parent_id": parent.id if parent else None})])
    mine = select(Message).where(Message.key == f"{kind}:{name}")
    return session.exec(mine.execution_options(populate_existing=True)).one()


def want_here(session: Session, kind: Kind, name: str, channel: str, **about: Any) -> Message:
    """The same; what Slack never had goes where it is wanted by now, and says what it says now."""
    message = want(session, kind, name, channel, **about)
    if message.ts is None:
        parent = about.get("parent")
        message.channel, message.payload = channel, about.get("payload", {})
        message.posted = 0  # What it was to say before, it never said.
        message.parent_id = parent.id if parent else None
    _hasten(session, message)
    return message


def _hasten(session: Session, message: Message) -> None:
    """What a message hangs on, and is not posted yet, is as urgent as the message itself."""
    parent = col(Message.id) == message.parent_id, col(Message.ts).is_(None)
    later = col(Message.priority) > message.priority
    session.exec(update(Message).where(*parent, later).values(priority=message.priority))


def want_all(
    session: Session, kind: Kind, about: Sequence[tuple[str, str, dict[str, Any]]]
) -> None:
    """The same for many: a name, a channel and what else a row holds, of each."""
    rows = [
        _blank()
        | {"kind": kind, "priority": PRIORITY[kind], "token": secrets.token_hex(12)}
        | {"key": f"{kind}:{name}", "channel": channel}
        | {"trace": tracing.of(more.get("dispute_id"))}
        | more
        for name, channel, more in about
    ]
    if rows:
        upsert(session, Message, rows, ["key"], **anew())


def anew() -> dict[str, Any]:
    """What a row is given that is to be drawn anew: why, and since when Slack lacks it."""
    stood = col(Message.wanted) == Message.posted
    since = sa.case((stood, Moment()), else_=sa.func.coalesce(Message.wanted_at, Moment()))
    return {
        "wanted": Message.wanted + 1,
        "wanted_at": since,
        "trace": tracing.added(col(Message.trace), Message.dispute_id, anew=stood),
    }


@cache
def _blank() -> dict[str, Any]:
    """What a row holds before anything happened to it."""
    row = Message(key="", kind=Kind.CARD, channel="", token="", priority=0)
    return row.model_dump(exclude={"id", "wanted_at"})


def named(session: Session, kind: Kind, name: str) -> Message | None:
    return session.exec(select(Message).where(Message.key == f"{kind}:{name}")).one_or_none()


def held(session: Session, number: int) -> Message:
    """As it is by now; nobody else changes it before this is done."""
    return session.get_one(Message, number, with_for_update=True, populate_existing=True)


def bump(session: Session, dispute_id: int, *, hurried: bool = False) -> None:
    """The dispute changed: whatever shows it wants drawing anew; what a person moved goes first."""
    bump_all(session, [dispute_id], hurried=hurried)


def bump_all(session: Session, dispute_ids: Sequence[int], *, hurried: bool = False) -> None:
    if not dispute_ids:
        return
    more = {"hurried": True} if hurried else {}
    draw_anew(session, shows(dispute_ids), col(Message.state) == State.LIVE, **more)


def shows(dispute_ids: Collection[int]) -> sa.ColumnElement[bool]:
    """Whether a message is about one of these disputes, alone or among others."""
    among_others = select(Subject.message_id).where(col(Subject.dispute_id).in_(dispute_ids))
    return or_(col(Message.dispute_id).in_(dispute_ids), col(Message.id).in_(among_others))


def hold(session: Session, *which: sa.ColumnElement[bool]) -> list[int]:
    """
    The numbers of messages that nobody else changes before this is done.

    They are held in one order: of two that change several at once, none waits in a ring.
    """
    rows = select(Message.id).where(*which).order_by(col(Message.id))
    return list(session.exec(rows.with_for_update(key_share=True)))


def draw_anew(session: Session, *which: sa.ColumnElement[bool], **more: Any) -> int:
    """How many of these messages there are; each is wanted as it is by now."""
    numbers = hold(session, *which)
    if numbers:
        mine = update(Message).where(col(Message.id).in_(numbers))
        session.exec(mine.values(**anew(), **more))
    return len(numbers)


def about(session: Session, message: Message, disputes: set[int]) -> None:
    """From now on whatever moves these disputes bumps the message."""
    for dispute_id in disputes:
        insert_once(session, Subject, message_id=message.id, dispute_id=dispute_id)


def about_nothing(session: Session, message: Message) -> None:
    """Nothing that becomes of its disputes changes it any more."""
    session.exec(delete(Subject).where(col(Subject.message_id) == message.id))


def bump_one(session: Session, message_id: int) -> None:
    session.exec(update(Message).where(col(Message.id) == message_id).values(**anew()))


def bump_named(session: Session, keys: set[str]) -> None:
    draw_anew(session, col(Message.key).in_(sorted(keys)))


def bump_redraws(session: Session, now: datetime) -> int:
    """Cards whose mark changes with time alone."""
    return draw_anew(session, col(Message.redraw_at) <= now, redraw_at=None)


def repost(session: Session, dispute_id: int) -> None:
    """
    Draw the card anew, even where nothing changed: if it was deleted, that shows now.

    Of one that may have arrived, and was given up or left, a person has decided; else it is
    looked for.
    """
    mine = col(Message.key) == f"{Kind.CARD}:{dispute_id}"
    given_up = col(Message.state) != State.LIVE
    session.exec(
        update(Message)
        .where(mine)
        .values(
            **anew(),
            hurried=True,
            shown=None,
            old_ts=None,
            state=State.LIVE,
            ambiguous=sa.case((given_up, sa.false()), else_=col(Message.ambiguous)),
            attempts=0,
            first_try_at=sa.case((given_up, sa.null()), else_=col(Message.first_try_at)),
            try_at=None,
            stuck_at=None,
        )
    )
