"""
Facts that happened, and the one table that says what follows from what.

`record` writes the history line, bumps the messages that show the dispute and adds one
follow-up row per subscriber, all in the caller's transaction.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select, update

from models import messages, tracing
from models.disputes import Dispute
from models.moments import Moment
from models.types import JSON

_HAPPENED = "happened"
PLATFORM = "platform"
DESK = "desk"


@dataclass(frozen=True)
class Event:
    dispute_id: int


@dataclass(frozen=True)
class DisputeOpened(Event):
    pass


@dataclass(frozen=True)
class DisputeChanged(Event):
    fields: tuple[str, ...]


@dataclass(frozen=True)
class DisputeAnswered(Event):
    """The platform shows our answer: it is no longer our turn."""

    turn: str
    assignee: str | None


@dataclass(frozen=True)
class DisputeHandedBack(Event):
    """The platform decided it was not theirs."""


@dataclass(frozen=True)
class DisputeClosed(Event):
    """By the platform."""

    outcome: str | None
    assignee: str | None


@dataclass(frozen=True)
class DisputeClaimed(Event):
    assignee: str


@dataclass(frozen=True)
class DisputeReleased(Event):
    assignee: str


@dataclass(frozen=True)
class DisputeAssigned(Event):
    assignee: str
    before: str | None


@dataclass(frozen=True)
class DisputeSnoozed(Event):
    until: str


@dataclass(frozen=True)
class DisputeWoken(Event):
    """A snooze was ended before its time."""


@dataclass(frozen=True)
class DisputeEscalated(Event):
    why: str


@dataclass(frozen=True)
class DisputeResolved(Event):
    """By a person."""

    outcome: str
    assignee: str | None


@dataclass(frozen=True)
class DisputeReopened(Event):
    assignee: str | None


@dataclass(frozen=True)
class CauseCorrected(Event):
    cause: str
    before: str


@dataclass(frozen=True)
class DisputesRelated(Event):
    other: int


@dataclass(frozen=True)
class DisputesParted(Event):
    other: int


@dataclass(frozen=True)
class DisputeMerged(Event):
    """Told of both: the main one stands for the duplicate from now on."""

    duplicate: int
    main: int
    assignee: str | None  # Who has both from now on.
    before: str | None  # Who had this one.


@dataclass(frozen=True)
class DisputeUnmerged(Event):
    duplicate: int
    main: int
    assignee: str | None  # Who has this one from now on.
    before: str | None


@dataclass(frozen=True)
class ReplySettled(Event):
    text: str


@dataclass(frozen=True)
class ActionApproved(Event):
    """A person confirmed what is to be done at the platform."""

    action: int
    act: str
    target: str
    amount: str | None
    currency: str | None


@dataclass(frozen=True)
class ActionSent(Event):
    action: int
    act: str


@dataclass(frozen=True)
class ActionFailed(Event):
    """It surely did not happen."""

    action: int
    act: str
    why: str


@dataclass(frozen=True)
class ActionUnclear(Event):
    """Nobody knows whether it happened: a person decides."""

    action: int
    act: str
    why: str


@dataclass(frozen=True)
class HomeOpened:
    user: str


@dataclass(frozen=True)
class RulesApplied:
    version: int
    before: int


@dataclass(frozen=True)
class RulesRolledBack:
    version: int
    before: int
    back_to: int


@dataclass(frozen=True)
class ExtensionApproved:
    """A person confirmed more time for the buyer of an order without a dispute."""

    action: int
    store: str
    order: str
    days: int


@dataclass(frozen=True)
class ExtensionEnded:
    action: int
    how: str


@dataclass(frozen=True)
class OrdersHandled:
    """A person has seen to what a shipping reminder asked for."""

    store: str
    rule: str
    orders: tuple[str, ...]


@dataclass(frozen=True)
class Whispered:
    """What one person alone is answered in a dispute's thread; it moves nothing."""

    dispute_id: int
    channel: str
    thread_ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]]


@dataclass(frozen=True)
class RoleGiven:
    """To a person, or to all who are in a group."""

    member: str
    role: str
    store: str


@dataclass(frozen=True)
class RoleTaken:
    member: str
    store: str


@dataclass(frozen=True)
class StuckTriedAgain:
    """Somebody had a message that was stuck sent again."""

    message: int
    key: str


@dataclass(frozen=True)
class StuckLeft:
    """Somebody let a message that was stuck be."""

    message: int
    key: str


@dataclass(frozen=True)
class TeamReplyWritten:
    """Somebody wrote or changed one of the team's own replies."""

    reply: int
    version: int
    store: str
    cause: str
    purpose: str
    language: str


@dataclass(frozen=True)
class TeamReplyRetired:
    reply: int


@dataclass(frozen=True)
class DigestAsked:
    """Somebody wants the digest of a day, a week or a month in a channel."""

    channel: str
    period: str
    first: str
    zone: str


@dataclass(frozen=True)
class HotSpotFixed:
    """Somebody says since when its cause is gone."""

    spot: int
    store: str
    on: str


@dataclass(frozen=True)
class HotSpotDismissed:
    """Somebody says that it is none."""

    spot: int
    store: str


Anything = (
    Event
    | HomeOpened
    | RulesApplied
    | RulesRolledBack
    | OrdersHandled
    | ExtensionApproved
    | ExtensionEnded
    | Whispered
    | RoleGiven
    | RoleTaken
    | StuckTriedAgain
    | StuckLeft
    | TeamReplyWritten
    | TeamReplyRetired
    | DigestAsked
    | HotSpotFixed
    | HotSpotDismissed
)

FOLLOW_UPS: dict[type[Anything], tuple[str, ...]] = {
    DisputeOpened: (),
    DisputeChanged: (),
    DisputeAnswered: ("refresh_homes",),
    DisputeHandedBack: (),
    DisputeClosed: ("refresh_homes",),
    DisputeClaimed: ("refresh_homes",),
    DisputeReleased: ("refresh_homes",),
    DisputeAssigned: ("refresh_homes",),
    DisputeSnoozed: (),
    DisputeWoken: (),
    DisputeEscalated: (),
    DisputeResolved: ("refresh_homes",),
    DisputeReopened: ("refresh_homes",),
    CauseCorrected: ("pass_on_lesson",),
    DisputesRelated: (),
    DisputesParted: (),
    DisputeMerged: ("refresh_homes",),
    DisputeUnmerged: ("refresh_homes",),
    ReplySettled: (),
    ActionApproved: ("send_action",),
    ActionSent: (),
    ActionFailed: (),
    ActionUnclear: (),
    HomeOpened: ("refresh_homes",),
    RulesApplied: (),
    RulesRolledBack: (),
    OrdersHandled: (),
    ExtensionApproved: ("send_action",),
    ExtensionEnded: (),
    Whispered: ("whisper",),
    RoleGiven: ("read_group",),
    RoleTaken: (),
    StuckTriedAgain: (),
    StuckLeft: (),
    TeamReplyWritten: (),
    TeamReplyRetired: (),
    DigestAsked: ("count_digest",),
    HotSpotFixed: (),
    HotSpotDismissed: (),
}


class AuditEntry(SQLModel, table=True):
    """Append-only: who did what to which dispute."""

    __tablename__ = "audit"
    __table_args__ = (sa.Index("ix_audit_action", "action", "at"),)

    id: int = Field(default=None, primary_key=True)
    at: datetime
    actor: str = Field(max_length=32)  # A Slack id, `platform` or `desk`.
    action: str = Field(max_length=64)
    # By the class, so that whoever writes a line knows of that table as well.
    dispute_id: int | None = Field(
        default=None, foreign_key=f"{Dispute.__tablename__}.id", index=True
    )
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    trace: str | None = Field(default=None, max_length=tracing.LONGEST)  # Of what it came from.


class FollowUp(SQLModel, table=True):
    """What else an event causes; done only when its consumer has committed."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "subscriber"),
        sa.Index(
            "ix_follow_ups_due",
            "try_at",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="audit.id")
    subscriber: str = Field(max_length=64)
    try_at: datetime  # By the database's clock: workers may be on several hosts.
    attempts: int = 0
    done_at: datetime | None = None


def record(session: Session, event: Anything, actor: str, now: datetime) -> int:
    """Write down what happened, and all that follows from it; the number of the line."""
    [number] = record_all(session, [event], actor, now)
    return number


def record_all(
    session: Session, happened: Sequence[Anything], actor: str, now: datetime
) -> Sequence[int]:
    """The same of many, in a few statements."""
    if not happened:
        return ()
    lines = [_line(event, actor, now) for event in happened]
    written = sa.insert(AuditEntry).returning(col(AuditEntry.id), sort_by_parameter_order=True)
    numbers = session.execute(written, lines).scalars().all()
    messages.bump_all(
        session,
        [event.dispute_id for event in happened if isinstance(event, Event)],
        hurried=actor not in {PLATFORM, DESK},
    )
    follow_ups = [
        {"event_id": number, "subscriber": subscriber, "attempts": 0}
        for event, number in zip(happened, numbers, strict=True)
        for subscriber in FOLLOW_UPS[type(event)]
    ]
    if follow_ups:
        session.execute(sa.insert(FollowUp).values(try_at=Moment()), follow_ups)
    session.info.setdefault(_HAPPENED, []).extend(lines)
    return numbers


def happened(session: Session) -> list[dict[str, Any]]:
    """The lines that this session wrote, as their columns."""
    lines: list[dict[str, Any]] = session.info.pop(_HAPPENED, [])
    return lines


def _line(event: Anything, actor: str, now: datetime) -> dict[str, Any]:
    details = asdict(event)
    dispute_id = details.pop("dispute_id", None)
    return {
        "at": now,
        "actor": actor,
        "action": type(event).__name__,
        "dispute_id": dispute_id,
        "details": details,
        "trace": tracing.of(dispute_id),
    }


def history(session: Session, dispute_id: int) -> list[AuditEntry]:
    mine = select(AuditEntry).where(AuditEntry.dispute_id == dispute_id)
    return list(session.exec(mine.order_by(col(AuditEntry.id))))


def follow_ups_due(session: Session, now: datetime, most: int | None = None) -> list[FollowUp]:
    due = select(FollowUp).where(col(FollowUp.done_at).is_(None), col(FollowUp.try_at) <= now)
    line = due.order_by(col(FollowUp.try_at), col(FollowUp.id))
    return list(session.exec(line.limit(most)))


def claim(session: Session, follow_up: FollowUp, until: datetime) -> bool:
    """Nobody else works on it until then; False where somebody does, or it is done."""
    mine = col(FollowUp.id) == follow_up.id, col(FollowUp.try_at) == follow_up.try_at
    still = col(FollowUp.done_at).is_(None)
    return session.exec(update(FollowUp).where(*mine, still).values(try_at=until)).rowcount == 1


def unsay(session: Session, entry: AuditEntry) -> None:
    """What was said to one person is no history: only that they were answered stays."""
    details = entry.details | {"text": "", "blocks": []}
    session.exec(update(AuditEntry).where(col(AuditEntry.id) == entry.id).values(details=details))


def finish(session: Session, follow_up: FollowUp, now: datetime) -> None:
    mine = update(FollowUp).where(col(FollowUp.id) == follow_up.id)
    session.exec(mine.values(done_at=now, attempts=FollowUp.attempts + 1))


def put_off(session: Session, follow_up: FollowUp, until: datetime) -> None:
    mine = update(FollowUp).where(col(FollowUp.id) == follow_up.id)
    session.exec(mine.values(try_at=until, attempts=FollowUp.attempts + 1))
