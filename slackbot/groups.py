"""Who is in the groups that have a role: asked of Slack now and then, and when one is given."""

from datetime import UTC, datetime

import structlog
from sqlmodel import Session

from models import groups, members
from models.events import AuditEntry
from slackbot.calling import Ambiguous, Refused, SlowDown
from slackbot.desk import Desk

log = structlog.get_logger()

# Slack says for sure that there is no such group, or not for us: then it lets nobody do anything.
GONE = frozenset({"no_such_subteam", "subteam_not_found", "channel_not_found", "not_in_channel"})
PUBLIC = "not_private"  # Whoever likes could join, and help themselves to the role.
SHARED = "shared_outside"  # People of another company are in it.
NEVER = datetime.min.replace(tzinfo=UTC)
NOBODYS = GONE | {PUBLIC, SHARED}


def refresh(desk: Desk) -> None:
    """Read every group again, the longest unread first; the next run goes on where this ends."""
    with desk.database.read() as session:
        line = _line(session)
    for group in line:
        try:
            read(desk, group)
        except SlowDown as fault:
            log.info("groups_wait", error=fault.error)
            return
        except Ambiguous as fault:
            log.warning("group_not_read", group=group, error=fault.error)
            _note(desk, group, None, fault.error)


def _line(session: Session) -> list[str]:
    known = groups.known(session)
    held = {one.user_id for one in members.everyone(session) if groups.is_group(one.user_id)}
    read_at = {group: known[group].read_at if group in known else None for group in held}
    return sorted(held, key=lambda group: (read_at[group] or NEVER, group))


def read_given(desk: Desk, entry: AuditEntry) -> None:
    """
    A role was given: to a group, it counts as soon as its people are known.

    Raises:
        SlackFault: to be tried again.

    """
    if groups.is_group(member := str(entry.details["member"])):
        read(desk, member)


def read(desk: Desk, group: str) -> None:
    """
    Raises:
        Ambiguous, SlowDown

    """
    people: set[str] | None = None
    why: str | None = None
    try:
        people = _people(desk, group)
    except Refused as refused:
        log.warning("group_not_read", group=group, error=refused.error)
        why = refused.error
    _note(desk, group, people, why)


def _note(desk: Desk, group: str, people: set[str] | None, why: str | None) -> None:
    with desk.database.write() as session:
        if not members.of(session, group):
            return  # The role was taken meanwhile.
        if people is not None or why in NOBODYS:
            groups.put(session, group, people or (), desk.now())
        if why is not None:
            groups.in_trouble(session, group, why, desk.now())


def _people(desk: Desk, group: str) -> set[str]:
    if group.startswith(groups.USERGROUP):
        return set(desk.slack.in_usergroup(group))
    about = desk.slack.about(group)
    if not about.get("is_private"):
        raise Refused(PUBLIC)
    if about.get("is_ext_shared") or about.get("is_pending_ext_shared"):
        raise Refused(SHARED)
    return set(desk.slack.in_channel(group))
