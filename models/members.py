"""Who may do what: members of the team, their roles per store, and the table of grants."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, or_, select

from models import groups, stores
from models.errors import NotAllowed
from models.groups import GroupMember
from models.types import by_value

EVERY_STORE = ""


class Role(StrEnum):
    VIEWER = "viewer"
    AGENT = "agent"
    LEAD = "lead"
    ADMIN = "admin"


class Permission(StrEnum):
    """Each is also the key of the words that a refusal uses."""

    SEE = "see"
    CLAIM = "claim"
    REPLY = "reply"
    SEND = "send"  # To the platform: counter, refuse, evidence, more time.
    AGREE = "agree"  # To pay what a plan says.
    RESOLVE = "resolve"
    CORRECT = "correct"
    REPLIES = "replies"  # Write and change the team's own.
    ESCALATE = "escalate"
    RELATE = "relate"  # And merge.
    ASSIGN = "assign"
    RELEASE_OTHERS = "release-others"
    SNOOZE_OTHERS = "snooze-others"
    DIGEST = "digest"
    HOT_SPOTS = "hot-spots"  # Say that one is fixed, or is none; its owner may as well.
    SEE_BUYER = "see-buyer"
    ROLES = "roles"


_VIEWER = frozenset({Permission.SEE})
_AGENT = _VIEWER | {
    Permission.CLAIM,
    Permission.REPLY,
    Permission.SEND,
    Permission.AGREE,
    Permission.RESOLVE,
    Permission.CORRECT,
    Permission.REPLIES,
    Permission.ESCALATE,
    Permission.RELATE,
}
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: _VIEWER,
    Role.AGENT: _AGENT,
    Role.LEAD: frozenset(Permission) - {Permission.ROLES},
    Role.ADMIN: frozenset(Permission),
}


RANK = list(Role).index


class Member(SQLModel, table=True):
    """One role in one store, or in every store: of a person, or of all who are in a group."""

    __tablename__ = "members"
    __table_args__ = (sa.UniqueConstraint("user_id", "store"),)

    id: int = Field(default=None, primary_key=True)
    user_id: str = Field(max_length=32)  # Or the id of a user group or of a private channel.
    store: str = Field(default=EVERY_STORE, max_length=64)
    role: Role = Field(sa_type=by_value(Role))
    added_at: datetime
    given_by: str | None = Field(default=None, max_length=32)


class Home(SQLModel, table=True):
    """A person who opened the Home tab; the language they read is kept here too."""

    __tablename__ = "homes"

    user_id: str = Field(primary_key=True, max_length=32)
    opened_at: datetime
    language: str = Field(default="en", max_length=8)


@dataclass(frozen=True)
class Actor:
    """A person with all their roles: who acts. An empty table means that nobody may."""

    user_id: str
    roles: Mapping[str, Role]  # By store; EVERY_STORE stands for the others.

    @property
    def leads_everywhere(self) -> bool:
        """An admin of every store."""
        return self.roles.get(EVERY_STORE) is Role.ADMIN

    def role_in(self, store: str) -> Role | None:
        return self.roles.get(store, self.roles.get(EVERY_STORE))

    def may(self, permission: Permission, store: str) -> bool:
        if permission is Permission.ROLES and self.leads_everywhere:
            return True  # No role in one store takes from them what undoes a mistake.
        role = self.role_in(store)
        return role is not None and permission in GRANTS[role]

    def require(self, permission: Permission, store: str) -> None:
        """
        Raises:
            NotAllowed: the role of this person in this store does not let them.

        """
        if not self.roles:
            raise NotAllowed("no-role", person=self.user_id)
        if self.role_in(store) is None:
            raise NotAllowed("no-role-here", person=self.user_id, store=store)
        if not self.may(permission, store):
            raise NotAllowed(f"not-allowed-{permission}")

    def require_somewhere(self, permission: Permission) -> None:
        if not self.roles:
            raise NotAllowed("no-role", person=self.user_id)
        if not any(permission in GRANTS[role] for role in self.roles.values()):
            raise NotAllowed(f"not-allowed-{permission}")

    def stores(self, session: Session, permission: Permission = Permission.SEE) -> frozenset[str]:
        """The names of the stores in which this person may do that."""
        return frozenset(
            store.name for store in stores.active(session) if self.may(permission, store.name)
        )


def actor(session: Session, user_id: str) -> Actor:
    """A person with their roles; a group acts through its people alone."""
    if groups.is_group(user_id):
        return Actor(user_id, {})
    theirs = select(GroupMember.group_id).where(GroupMember.user_id == user_id)
    held = or_(col(Member.user_id) == user_id, col(Member.user_id).in_(theirs))
    return _actor(user_id, session.exec(select(Member).where(held)))


def _actor(user_id: str, held: Iterable[Member]) -> Actor:
    """What a person was given themselves counts before what their groups were given."""
    own: dict[str, Role] = {}
    shared: dict[str, Role] = {}
    for member in held:
        mine = own if member.user_id == user_id else shared
        mine[member.store] = max(member.role, mine.get(member.store, Role.VIEWER), key=RANK)
    if EVERY_STORE in own:
        return Actor(user_id, own)
    everywhere = shared.get(EVERY_STORE, Role.VIEWER)
    highest = {store: max(role, everywhere, key=RANK) for store, role in shared.items()}
    return Actor(user_id, highest | own)


def actors(session: Session) -> list[Actor]:
    """Everybody who has a role, by themselves or by a group."""
    held: dict[str, list[Member]] = {}
    inside = groups.everyone(session)
    for member in everyone(session):
        people = inside.get(member.user_id, set()) if groups.is_group(member.user_id) else None
        for user in {member.user_id} if people is None else people:
            held.setdefault(user, []).append(member)
    return [_actor(user, held[user]) for user in sorted(held)]


def add(session: Session, user_id: str, role: Role, store: str, now: datetime) -> Member:
    if store != EVERY_STORE:
        stores.get(session, store)
    known = session.exec(
        select(Member).where(Member.user_id == user_id, Member.store == store)
    ).one_or_none()
    member = known or Member(user_id=user_id, store=store, role=role, added_at=now)
    member.role = role
    session.add(member)
    return member


def remove(session: Session, user_id: str, store: str | None) -> int:
    """Take the roles of this person away (in one store, or all of them), and say how many."""
    theirs = select(Member).where(Member.user_id == user_id)
    if store is not None:
        theirs = theirs.where(Member.store == store)
    gone = list(session.exec(theirs))
    for member in gone:
        session.delete(member)
    return len(gone)


def everyone(session: Session) -> list[Member]:
    return list(session.exec(select(Member).order_by(col(Member.user_id), col(Member.store))))


def of(session: Session, who: str) -> list[Member]:
    """The roles that a person or a group was given."""
    return [member for member in everyone(session) if member.user_id == who]


def may_in(session: Session, permission: Permission, store: str) -> list[str]:
    """The people who may do that in this store."""
    return [one.user_id for one in actors(session) if one.may(permission, store)]


def open_home(session: Session, user_id: str, now: datetime) -> None:
    """Remember who looks at their Home: it is kept fresh from now on."""
    home = session.get(Home, user_id) or Home(user_id=user_id, opened_at=now)
    home.opened_at = now
    session.add(home)
