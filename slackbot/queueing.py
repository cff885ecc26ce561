"""Which row a channel's sender takes next, and how long it waits for it."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models import channels, messages
from models.channels import Channel
from models.messages import Claimed

EDITS_PER_MINUTE = 50  # Slack's tier of chat.update.
POSTS_PER_MINUTE = 240  # Slack speaks of several hundred a minute and workspace.
AT_ONCE = timedelta()


def next_in_line(session: Session, channel: str, now: datetime) -> Claimed | timedelta | None:
    """
    Claim the next row of a channel whose lease we hold.

    Posts go first, in the order of their kinds; while the channel's second has not passed,
    edits fill the time.

    Returns:
        The claimed row, or how long to wait for one, or None when nothing is due.

    """
    posts = _post(session, channel, now)
    if isinstance(posts, Claimed):
        return posts
    edits = _edit(session, channel, now)
    if isinstance(edits, Claimed):
        return edits
    return min((pause for pause in (posts, edits) if pause is not None), default=None)


def _post(session: Session, channel: str, now: datetime) -> Claimed | timedelta | None:
    new = messages.next_due(session, channel, now, new=True)
    if new is None:
        return None
    row = session.get_one(Channel, channel, populate_existing=True)
    if row.next_post_at is not None and row.next_post_at > now:
        return row.next_post_at - now
    pause = channels.take(session, channels.POSTS, POSTS_PER_MINUTE, now)
    if pause > AT_ONCE:
        return pause
    row.next_post_at = now + channels.SPACING
    session.add(row)
    return messages.claim(session, new, now)


def _edit(session: Session, channel: str, now: datetime) -> Claimed | timedelta | None:
    old = messages.next_due(session, channel, now, new=False)
    if old is None:
        return None
    pause = channels.take(session, channels.EDITS, EDITS_PER_MINUTE, now)
    return messages.claim(session, old, now) if pause == AT_ONCE else pause
