"""What Slack knows of people: their zone, when they want quiet, and where to write to them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, or_, select, update

from models.database import insert_once
from models.groups import GroupMember
from models.members import Member
from models.words import LANGUAGES

FRESH = timedelta(minutes=15)  # What was read so lately is not asked for again.
PREFIXES = ("U", "W")  # Of people's ids, as C, G and D are of conversations'.


class Presence(SQLModel, table=True):
    """One person of the workspace, as Slack last told."""

    __tablename__ = "presence"

    user_id: str = Field(primary_key=True, max_length=32)
    timezone: str | None = Field(default=None, max_length=64)
    locale: str | None = Field(default=None, max_length=16)  # As Slack writes it: zh-CN.
    chosen: str | None = Field(default=None, max_length=8)  # The language they asked for.
    dnd_from: datetime | None = None  # The present or next quiet time of their schedule.
    dnd_until: datetime | None = None
    paused_until: datetime | None = None  # "Pause notifications", which begins at once.
    has_left: bool = False
    direct: str | None = Field(default=None, max_length=32)  # Our conversation with them.
    trouble: str | None = Field(default=None, max_length=64)  # Why we cannot write to them.
    read_at: datetime | None = None

    @property
    def reachable(self) -> bool:
        return not self.has_left and self.trouble is None

    @property
    def language(self) -> str | None:
        """What the desk speaks with them: as they chose, else as their Slack is set."""
        spoken = self.chosen or (self.locale or "").partition("-")[0]
        return spoken if spoken in LANGUAGES else None

    def quiet_until(self, now: datetime) -> datetime | None:
        """When the person may be disturbed again; None when they may be now."""
        free = now
        if self.paused_until is not None:
            free = max(free, self.paused_until)
        if self.dnd_from is not None and self.dnd_until is not None:
            free = self.dnd_until if self.dnd_from <= free < self.dnd_until else free
        return free if free > now else None


def is_person(channel: str) -> bool:
    """Whether a message's channel is a person, to be written to directly."""
    return channel.startswith(PREFIXES)


def of(session: Session, user_ids: Iterable[str]) -> dict[str, Presence]:
    """What is known of each; of who was never read, nothing."""
    asked = set(user_ids)
    found = session.exec(select(Presence).where(col(Presence.user_id).in_(sorted(asked))))
    known = {one.user_id: one for one in found}
    return {user: known.get(user) or Presence(user_id=user) for user in asked}


def stale(session: Session, now: datetime, most: int) -> list[str]:
    """Members of whom nothing was read lately, the longest ago first."""
    alone = sa.or_(*(col(Member.user_id).startswith(prefix) for prefix in PREFIXES))
    people = sa.union(
        sa.select(col(Member.user_id)).where(alone), sa.select(col(GroupMember.user_id))
    ).subquery()
    known = people.outerjoin(Presence, col(Presence.user_id) == people.c.user_id)
    old = or_(col(Presence.read_at).is_(None), col(Presence.read_at) <= now - FRESH)
    order = (col(Presence.read_at).asc().nulls_first(), people.c.user_id)
    line = sa.select(people.c.user_id).select_from(known).where(old).order_by(*order)
    return list(session.execute(line.limit(most)).scalars())


def put(session: Session, user_id: str, **values: object) -> None:
    """Write down what was learnt of a person."""
    insert_once(session, Presence, user_id=user_id, has_left=False)
    session.exec(update(Presence).where(col(Presence.user_id) == user_id).values(**values))
