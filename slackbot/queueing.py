"""Which row is sent next, of all channels, and how long to wait for it."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlmodel import Session

from models import attempts, channels, outbox
from models.attempts import Claimed
from models.channels import Channel
from models.database import clock
from models.outbox import Head
from models.settings import Settings

AT_ONCE = timedelta()
# Of two posts a second apart the first may be underway for longer than the second: counted from
# the answer to the first, this part of the second is surely between their arrivals.
SURELY = 0.9


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

    def rest(self, underway: timedelta) -> timedelta:
        """How long a channel rests after the answer to a post that took so long."""
        return max(self.spacing - underway, self.spacing * SURELY)


@dataclass(frozen=True)
class Turn:
    """A channel that is ours alone, and the row of it that is to be sent."""

    channel: str
    fence: int
    claimed: Claimed
    since: float  # By time.monotonic(), at the latest when the hold on both began.


def pauses(
    session: Session, heads: Sequence[Head], pace: Pace, now: datetime
) -> dict[Head, timedelta]:
    """How long each has to wait, by its channel's second and the workspace's budgets."""
    posts = channels.pause(session, channels.POSTS, pace.posts_per_minute, now)
    edits = channels.pause(session, channels.EDITS, pace.edits_per_minute, now)
    rests = {head: head.rests_until - now for head in heads if head.rests_until is not None}
    return {
        head: max(posts, rests.get(head, AT_ONCE), AT_ONCE) if head.new else edits for head in heads
    }


def in_order(heads: Iterable[Head]) -> list[Head]:
    """Posts before edits, which fill the time between them; else as they come."""
    return sorted(heads, key=lambda head: not head.new)


def take(session: Session, head: Head, pace: Pace, now: datetime | None = None) -> Turn | None:
    """
    Become the channel's one sender and claim the first in its line.

    Returns:
        None where another was faster, or took the last of the budget.

    """
    since = time.monotonic()
    fence = channels.lease(session, head.channel)
    if fence is None:
        return None
    now = now or clock(session)
    claimed = (_post if head.new else _edit)(session, head.channel, pace, now)
    if claimed is None:
        channels.release(session, head.channel, fence)
        return None
    return Turn(head.channel, fence, claimed, since)


def _post(session: Session, channel: str, pace: Pace, now: datetime) -> Claimed | None:
    new = outbox.next_due(session, channel, now, new=True)
    row = session.get_one(Channel, channel, populate_existing=True)
    if new is None or (row.next_post_at is not None and row.next_post_at > now):
        return None
    if channels.take(session, channels.POSTS, pace.posts_per_minute, now) > AT_ONCE:
        return None
    row.next_post_at = now + pace.spacing
    session.add(row)
    return attempts.claim(session, new, now)


def _edit(session: Session, channel: str, pace: Pace, now: datetime) -> Claimed | None:
    old = outbox.next_due(session, channel, now, new=False)
    if old is None or channels.take(session, channels.EDITS, pace.edits_per_minute, now) > AT_ONCE:
        return None
    return attempts.claim(session, old, now)
