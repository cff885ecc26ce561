"""How far delivery lags behind what is wanted, by channel: what people are told of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from models import channels, outbox
from models.channels import POSTS, Channel
from models.messages import Message
from models.settings import Settings

NOTICED = timedelta(minutes=1)  # A shorter wait is nobody's business.


@dataclass(frozen=True)
class Lag:
    """
    What waits for Slack in one channel.

    Attributes:
        waiting: Messages that do not stand there yet.
        wait: Until all of them stand, at Slack's pace; where Slack fails, for how long it has.
        failing_since: Since when Slack has taken none of them, where it fails.

    """

    channel: str
    waiting: int
    wait: timedelta
    failing_since: datetime | None = None


def delayed(session: Session, settings: Settings, now: datetime) -> dict[str, Lag]:
    """
    Channels in which people would notice the delay, the longest wait first.

    A channel that Slack refuses as a whole is no delay: `models.stuck` has it.

    Args:
        now: By the database's clock, as all is that it is compared with.

    """
    found = _waiting(session)
    if not found:
        return {}
    pace = timedelta(minutes=1) / (settings.slack_posts_per_minute * channels.STEADY)
    budget = channels.pause(session, POSTS, settings.slack_posts_per_minute, now)
    counts = [row.waiting for row in found]
    lags = []
    for row in found:
        # Channels take turns, so each of the others sends as many as this one meanwhile.
        by_budget = budget + pace * sum(min(count, row.waiting) for count in counts)
        by_channel = timedelta(seconds=settings.slack_post_seconds) * row.waiting
        rests = max(row.rests_until - now, timedelta()) if row.rests_until else timedelta()
        failed = now - row.failing_since if row.failing_since else timedelta()
        wait = max(by_budget + rests, by_channel + rests, failed)
        lags.append(Lag(row.channel, row.waiting, wait, row.failing_since))
    lags.sort(key=lambda lag: lag.wait, reverse=True)
    return {lag.channel: lag for lag in lags if lag.wait >= NOTICED}


def _waiting(session: Session) -> list[sa.Row[str, int, datetime | None, datetime | None]]:
    fails = col(Message.last_error).is_not(None), col(Message.attempts) > 1
    counted = (
        sa.select(
            col(Message.channel),
            sa.func.count().label("waiting"),
            sa.func.max(col(Channel.next_post_at)).label("rests_until"),
            sa.func.min(sa.case((sa.and_(*fails), col(Message.first_try_at)))).label(
                "failing_since"
            ),
        )
        .outerjoin(Channel, col(Channel.id) == col(Message.channel))
        .where(outbox.unposted(), col(Message.stuck_at).is_(None), col(Channel.trouble).is_(None))
        .group_by(col(Message.channel))
    )
    return list(session.execute(counted))
