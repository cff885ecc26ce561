"""How much waits in the tables, and since when: read from what is due, not from what exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from models import outbox
from models.acting import actions
from models.acting.actions import PlatformAction
from models.channels import Channel
from models.disputes import Dispute
from models.events import AuditEntry, FollowUp
from models.messages import Message
from models.nudging import nudges
from models.nudging.nudges import Nudge


@dataclass(frozen=True)
class Line:
    """Some of what waits: how much, and since when the first of it does."""

    kind: str
    count: int
    since: datetime | None


def open_disputes(session: Session) -> int:
    return _number(session, sa.select(sa.func.count()).where(col(Dispute.closed_at).is_(None)))


def for_slack(session: Session) -> Iterator[Line]:
    """Messages that Slack lacks, or shows as they were, by kind."""
    oldest = sa.func.min(Message.wanted_at)
    due = sa.select(col(Message.kind), sa.func.count(), oldest).where(outbox.due())
    for kind, count, since in session.execute(due.group_by(Message.kind)):
        yield Line(kind, count, since)


def unfired_nudges(session: Session, now: datetime) -> Line:
    due = sa.select(sa.func.count(), sa.func.min(Nudge.due_at)).where(*nudges.ready(now))
    return _line(session, "unfired", due)


def unposted_nudges(session: Session) -> Line:
    """Decided, and not in Slack yet."""
    due = (
        sa.select(sa.func.count(), sa.func.min(Nudge.due_at))
        .join(Message, col(Message.key) == col(Nudge.message_key))
        .where(outbox.unposted())
    )
    return _line(session, "unposted", due)


def follow_ups(session: Session) -> Line:
    due = (
        sa.select(sa.func.count(), sa.func.min(AuditEntry.at))
        .select_from(FollowUp)
        .join(AuditEntry, col(AuditEntry.id) == col(FollowUp.event_id))
        .where(col(FollowUp.done_at).is_(None))
    )
    return _line(session, "follow_ups", due)


def actions_under_way(session: Session) -> Line:
    oldest = sa.func.min(PlatformAction.approved_at)
    return _line(session, "actions", sa.select(sa.func.count(), oldest).where(actions.is_live()))


def unclear_actions(session: Session, now: datetime) -> int:
    """Of the last days: what is older, nobody can find any more."""
    recent = col(PlatformAction.claimed_at) > now - actions.KEPT_IN_MIND
    counted = sa.select(sa.func.count()).select_from(PlatformAction)
    return _number(session, counted.where(actions.is_unclear(), recent))


def delayed_by_slack(session: Session) -> Line:
    """Channels that Slack refuses or slows down just now; how long the slowest has to wait."""
    until = sa.func.max(Channel.next_post_at)
    refused = sa.select(sa.func.count(col(Channel.trouble)), until)
    return _line(session, "channels", refused)


def _line(session: Session, kind: str, counted: sa.Executable) -> Line:
    count, since = session.execute(counted).one()
    return Line(kind, count, since)


def _number(session: Session, counted: sa.Executable) -> int:
    number: int = session.execute(counted).scalar_one()
    return number
