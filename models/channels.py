"""Channels and their one sender at a time; the workspace's budgets beside them."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, or_, update

from models.database import clock, insert_once

# Longer than one call to Slack takes; a turn of several renews it between them. A row is held as
# long, so nobody overtakes whoever still sends one of its channel.
LEASE = timedelta(seconds=45)
# Of what may go in any minute: what goes steadily, what may go at once on top of it; the rest is
# for calls that reach Slack a little later than they were meant to.
STEADY, BURST = 0.95, 0.025
POSTS, EDITS = "posts", "edits"


class Channel(SQLModel, table=True):
    __tablename__ = "channels"

    id: str = Field(primary_key=True, max_length=32)  # Slack's.
    fence: int = 0  # Grows with each holder; an old holder's word no longer counts.
    lease_until: datetime | None = None
    next_post_at: datetime | None = None
    trouble: str | None = None  # Why Slack refuses this channel, in its own word.
    retry_at: datetime | None = None  # When to try a refused channel again.


class Budget(SQLModel, table=True):
    """A bucket that fills steadily (generic cell rate): `full_at` is when it is whole again."""

    __tablename__ = "budgets"

    name: str = Field(primary_key=True, max_length=32)
    full_at: datetime


def lease(session: Session, channel: str) -> int | None:
    """Become the one sender of a channel; the fence, or None when another is."""
    now = clock(session)
    free = or_(col(Channel.lease_until).is_(None), col(Channel.lease_until) < now)
    well = or_(col(Channel.retry_at).is_(None), col(Channel.retry_at) <= now)
    taking = (
        update(Channel)
        .where(col(Channel.id) == channel, free, well)
        .values(fence=Channel.fence + 1, lease_until=now + LEASE)
        .returning(col(Channel.fence))
    )
    taken = session.exec(taking).one_or_none()
    if taken is None and insert_once(session, Channel, id=channel, fence=0):
        taken = session.exec(taking).one()
    return taken[0] if taken else None


def renew(session: Session, channel: str, fence: int) -> bool:
    """Go on being its one sender; False: another one is by now."""
    mine = update(Channel).where(col(Channel.id) == channel, col(Channel.fence) == fence)
    return session.exec(mine.values(lease_until=clock(session) + LEASE)).rowcount == 1


def release(
    session: Session, channel: str, fence: int, rests_until: datetime | None = None
) -> None:
    """Let go; the next post waits until then, unless it has to wait for longer anyway."""
    rest = {} if rests_until is None else {"next_post_at": _not_before(rests_until)}
    session.exec(
        update(Channel)
        .where(col(Channel.id) == channel, col(Channel.fence) == fence)
        .values(lease_until=None, **rest)
    )


def set_back(session: Session, channel: str, until: datetime) -> None:
    """Slack asked for patience: nothing is posted here before `until`, nor before it said."""
    mine = update(Channel).where(col(Channel.id) == channel)
    session.exec(mine.values(next_post_at=_not_before(until)))


def _not_before(until: datetime) -> sa.ColumnElement[datetime | None]:
    longer = col(Channel.next_post_at) > until
    return sa.case((longer, col(Channel.next_post_at)), else_=until)


def refused(session: Session, channel: str, until: datetime, trouble: str) -> None:
    """Slack refuses the channel: nothing is tried here before `until`."""
    mine = update(Channel).where(col(Channel.id) == channel)
    session.exec(mine.values(trouble=trouble, retry_at=until))


def take(session: Session, budget: str, per_minute: int, now: datetime) -> timedelta:
    """
    Spend one of the budget; how long to wait instead when it is empty (zero: it was spent).

    However it is spent, no minute sees more than `per_minute`.
    """
    step, _burst = _gait(per_minute)
    row = session.get(Budget, budget, with_for_update=True, populate_existing=True)
    if row is None:
        insert_once(session, Budget, name=budget, full_at=now)
        row = session.get_one(Budget, budget, with_for_update=True, populate_existing=True)
    pause = _pause(row.full_at, per_minute, now)
    if pause == timedelta():
        row.full_at = max(row.full_at, now) + step
        session.add(row)
        session.flush()
    return pause


def pause(session: Session, budget: str, per_minute: int, now: datetime) -> timedelta:
    """How long to wait for one of the budget; zero: it is there."""
    row = session.get(Budget, budget)
    return timedelta() if row is None else _pause(row.full_at, per_minute, now)


def _pause(full_at: datetime, per_minute: int, now: datetime) -> timedelta:
    step, burst = _gait(per_minute)
    return max(timedelta(), full_at + step - now - burst)


def _gait(per_minute: int) -> tuple[timedelta, timedelta]:
    """The pause that one of the budget costs, and how much of it may go at once."""
    step = timedelta(minutes=1) / (per_minute * STEADY)
    return step, step * max(1, int(per_minute * BURST))


def drain(session: Session, budget: str, per_minute: int, until: datetime) -> None:
    """Slack says that a budget is spent: nothing is taken from it before `until`, if not later."""
    _step, burst = _gait(per_minute)
    sooner = col(Budget.name) == budget, col(Budget.full_at) < until + burst
    session.exec(update(Budget).where(*sooner).values(full_at=until + burst))


def recovered(session: Session, channel: str) -> bool:
    """Slack takes messages here: True when that is news."""
    well = session.exec(
        update(Channel)
        .where(col(Channel.id) == channel, col(Channel.trouble).is_not(None))
        .values(trouble=None, retry_at=None)
    )
    return well.rowcount == 1
