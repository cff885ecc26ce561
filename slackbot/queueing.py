"""Which row a channel's sender takes next, and how long it waits for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlmodel import Session

from models import channels, messages, outbox
from models.channels import Channel
from models.messages import Claimed
from models.settings import Settings

AT_ONCE = timedelta()


@dataclass(frozen=True)
class Pace:
    """How fast Slack lets us speak: see `docs/reference/settings.md`."""

    spacing: timedelta
    posts_per_minute: int
    edits_per_minute: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            timedelta(seconds=settings.slack_post_seconds),
            settings.slack_posts_per_minute,
            settings.slack_edits_per_minute,
        )


def next_in_line(
    session: Session, channel: str, pace: Pace, now: datetime
) -> Claimed | timedelta | None:
    """
    Claim the next row of a channel whose lease we hold.

    Posts go first, in the order of their kinds; while the channel's second has not passed,
    edits fill the time.

    Returns:
        The claimed row, or how long to wait for one, or None when nothing is due.

    """
    posts = _post(session, channel, pace, now)
    if isinstance(posts, Claimed):
        return posts
    edits = _edit(session, channel, pace, now)
    if isinstance(edits, Claimed):
        return edits
    return min((pause for pause in (posts, edits) if pause is not None), default=None)


def _post(session: Session, channel: str, pace: Pace, now: datetime) -> Claimed | timedelta | None:
    new = outbox.next_due(session, channel, now, new=True)
    if new is None:
        return None
    row = session.get_one(Channel, channel, populate_existing=True)
    if row.next_post_at is not None and row.next_post_at > now:
        return row.next_post_at - now
    pause = channels.take(session, channels.POSTS, pace.posts_per_minute, now)
    if pause > AT_ONCE:
        return pause
    row.next_post_at = now + pace.spacing
    session.add(row)
    return messages.claim(session, new, now)


def _edit(session: Session, channel: str, pace: Pace, now: datetime) -> Claimed | timedelta | None:
    old = outbox.next_due(session, channel, now, new=False)
    if old is None:
        return None
    pause = channels.take(session, channels.EDITS, pace.edits_per_minute, now)
    return messages.claim(session, old, now) if pause == AT_ONCE else pause
