"""Giving and taking roles: by admins alone, and written down."""

import re
from datetime import datetime

from sqlmodel import Session

from models import events, groups, members
from models.errors import NotAllowed, NotUnderstood, Refused
from models.hours.presence import is_person
from models.members import EVERY_STORE, Actor, Member, Permission, Role

_ID = re.compile(r"[UWSCG][A-Z0-9]{2,31}")


def give(session: Session, actor: Actor, who: str, role: Role, store: str, now: datetime) -> Member:
    """
    Let a person, a user group's people or a private channel's people do what the role lets.

    Args:
        who: The Slack id of a person (U…), a user group (S…) or a private channel (C…, G…).

    Raises:
        NotAllowed, NotUnderstood, UnknownStore
        Refused: the actor would shut themselves out.

    """
    _demand(actor, store)
    _demand_above(session, actor, who)
    if not _ID.fullmatch(who):
        raise NotUnderstood("no-member-id", asked=who)
    member = members.add(session, who, role, store, now)
    member.given_by = actor.user_id
    session.flush()
    _keep_in(session, actor, store)
    events.record(session, events.RoleGiven(who, role, store), actor.user_id, now)
    return member


def take(session: Session, actor: Actor, who: str, store: str | None, now: datetime) -> int:
    """
    Take a role away, or all of them where no store is named; how many it were.

    Raises:
        NotAllowed
        Refused: the actor would shut themselves out.

    """
    for held in members.of(session, who) if store is None else ():
        _demand(actor, held.store)
    if store is not None:
        _demand(actor, store)
    _demand_above(session, actor, who)
    gone = members.remove(session, who, store)
    if groups.is_group(who) and not members.of(session, who):
        groups.forget(session, who)
    session.flush()
    _keep_in(session, actor, store or EVERY_STORE)
    if gone:
        events.record(session, events.RoleTaken(who, store or EVERY_STORE), actor.user_id, now)
    return gone


def _demand(actor: Actor, store: str) -> None:
    actor.require_somewhere(Permission.ROLES)
    if store == EVERY_STORE and not actor.may(Permission.ROLES, EVERY_STORE):
        raise NotAllowed("not-allowed-roles-everywhere")
    actor.require(Permission.ROLES, store)


def _demand_above(session: Session, actor: Actor, who: str) -> None:
    """An admin of one store changes nothing of an admin of all."""
    if members.actor(session, who).leads_everywhere and not actor.leads_everywhere:
        raise NotAllowed("not-allowed-roles-of-admin", person=who)


def _keep_in(session: Session, actor: Actor, store: str) -> None:
    """An admin who is left is who undoes a mistake; a terminal needs no role."""
    if is_person(actor.user_id) and not members.actor(session, actor.user_id).may(
        Permission.ROLES, store
    ):
        raise Refused("would-shut-out")
