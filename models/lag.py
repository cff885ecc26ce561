"""How far delivery lags behind what is wanted, by channel: what people are told of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

import sqlalchemy as sa
from sqlmodel import Session, col

from models import channels, outbox
from models.channels import EDITS, POSTS, Channel
from models.messages import Message
from models.settings import Settings

# Of a channel: its name, posts and edits that wait, until when it rests, since when it fails.
Waiting = sa.Row[str, int, int, datetime | None, datetime | None]
NOTICED = timedelta(minutes=1)  # A shorter wait is nobody's business.


@dataclass(frozen=True)
class Lag:
    """
    What waits for Slack in one channel.

    Attributes:
        waiting: Messages that do not stand there yet, or have shown what is over for a minute.
        wait: Until all of them stand, at Slack's pace; where Slack fails, for how long it has.
        failing_since: Since when Slack has taken none of them, where it fails.

    """

    channel: str
    waiting: int
    wait: timedelta
    failing_since: datetime | None = None


@dataclass(frozen=True)
class Line:
    """What waits for one budget of the workspace: all posts, or all edits."""

    counts: list[int]  # By channel.
    starts: timedelta  # When the budget has some again.
    step: timedelta  # Between two of them, by the budget alone.

    @classmethod
    def of(
        cls, session: Session, budget: str, per_minute: int, counts: list[int], now: datetime
    ) -> Self:
        step = timedelta(minutes=1) / (per_minute * channels.STEADY)
        return cls(counts, channels.pause(session, budget, per_minute, now), step)

    def wait(self, mine: int) -> timedelta:
        """Channels take turns, so each of the others sends as many as this one meanwhile."""
        turns = sum(min(count, mine) for count in self.counts)
        return self.starts + self.step * turns if mine else timedelta()


def delayed(session: Session, settings: Settings, now: datetime) -> dict[str, Lag]:
    """
    Channels in which people would notice the delay, the longest wait first.

    A channel that Slack refuses as a whole is no delay: `models.stuck` has it.

    Args:
        now: By the database's clock, as all is that it is compared with.

    """
    found = _waiting(session, now)
    if not found:
        return {}
    posts = Line.of(
        session, POSTS, settings.slack_posts_per_minute, [row.posts for row in found], now
    )
    edits = Line.of(
        session, EDITS, settings.slack_edits_per_minute, [row.edits for row in found], now
    )
    spacing = timedelta(seconds=settings.slack_post_seconds)
    lags = []
    for row in found:
        new = max(posts.wait(row.posts), spacing * row.posts) + _rests(row, now)
        failed = now - row.failing_since if row.failing_since else timedelta()
        wait = max(new, edits.wait(row.edits), failed)
        lags.append(Lag(row.channel, row.posts + row.edits, wait, row.failing_since))
    lags.sort(key=lambda lag: lag.wait, reverse=True)
    return {lag.channel: lag for lag in lags if lag.wait >= NOTICED}


def _rests(row: Waiting, now: datetime) -> timedelta:
    """How long nothing new may be posted in the channel; edits need not wait for that."""
    rests = row.posts and row.rests_until
    return max(row.rests_until - now, timedelta()) if rests else timedelta()


def _waiting(session: Session, now: datetime) -> list[Waiting]:
    fails = col(Message.last_error).is_not(None), col(Message.attempts) > 1
    is_new = col(Message.posted) == 0
    # Most edits turn out to change nothing, and need no call: those are gone within seconds.
    is_late = sa.or_(is_new, col(Message.wanted_at) <= now - NOTICED)
    counted = (
        sa.select(
            col(Message.channel),
            sa.func.count(sa.case((is_new, 1))).label("posts"),
            sa.func.count(sa.case((~is_new, 1))).label("edits"),
            sa.func.max(col(Channel.next_post_at)).label("rests_until"),
            sa.func.min(sa.case((sa.and_(*fails), col(Message.first_try_at)))).label(
                "failing_since"
            ),
        )
        .outerjoin(Channel, col(Channel.id) == col(Message.channel))
        .where(outbox.due(), is_late)
        .where(col(Message.stuck_at).is_(None), col(Channel.trouble).is_(None))
        .group_by(col(Message.channel))
    )
    return list(session.execute(counted))
