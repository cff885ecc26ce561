"""Roles by group: who is in a user group, or in a private channel, as Slack last told."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Field, Session, SQLModel, col, delete, select

from models.database import insert_once

# As Slack's ids begin.
USERGROUP, CHANNELS = "S", ("C", "G")
TRUSTED = timedelta(days=1)  # Who was in a group that cannot be read any more.


class Group(SQLModel, table=True):
    """A user group or a channel whose people have a role."""

    __tablename__ = "groups"

    id: str = Field(primary_key=True, max_length=32)
    read_at: datetime | None = None  # When it was last tried.
    told_at: datetime | None = None  # When Slack last said who is in it.
    trouble: str | None = Field(default=None, max_length=64)  # Why it cannot be read.


class GroupMember(SQLModel, table=True):
    __tablename__ = "group_members"

    group_id: str = Field(primary_key=True, max_length=32)
    user_id: str = Field(primary_key=True, max_length=32, index=True)


def is_group(member: str) -> bool:
    return member.startswith((USERGROUP, *CHANNELS))


def everyone(session: Session) -> dict[str, set[str]]:
    """The people of each group."""
    found: dict[str, set[str]] = {}
    for one in session.exec(select(GroupMember)):
        found.setdefault(one.group_id, set()).add(one.user_id)
    return found


def known(session: Session) -> dict[str, Group]:
    return {group.id: group for group in session.exec(select(Group))}


def put(session: Session, group_id: str, people: Collection[str], now: datetime) -> None:
    """From now on these are in the group, and nobody else."""
    _note(session, group_id, now, None)
    session.get_one(Group, group_id).told_at = now
    theirs = col(GroupMember.group_id) == group_id
    session.exec(delete(GroupMember).where(theirs, col(GroupMember.user_id).not_in(people)))
    for user in sorted(people):
        insert_once(session, GroupMember, group_id=group_id, user_id=user)


def in_trouble(session: Session, group_id: str, why: str, now: datetime) -> None:
    """It could not be read: who was in it stays for a day, and then nobody."""
    _note(session, group_id, now, why)
    told_at = session.get_one(Group, group_id).told_at
    if told_at is None or told_at <= now - TRUSTED:
        _empty(session, group_id)


def _empty(session: Session, group_id: str) -> None:
    session.exec(delete(GroupMember).where(col(GroupMember.group_id) == group_id))


def _note(session: Session, group_id: str, now: datetime, trouble: str | None) -> None:
    insert_once(session, Group, id=group_id)
    group = session.get_one(Group, group_id)
    group.read_at, group.trouble = now, trouble
    session.add(group)


def forget(session: Session, group_id: str) -> None:
    """It gives nobody a role any more."""
    _empty(session, group_id)
    session.exec(delete(Group).where(col(Group.id) == group_id))
