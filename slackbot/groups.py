"""Who is in the groups that have a role: asked of Slack now and then, and when one is given."""

import structlog

from models import groups, members
from models.events import AuditEntry
from slackbot.client import Ambiguous, Refused, SlowDown
from slackbot.desk import Desk

log = structlog.get_logger()

# Slack says for sure that there is no such group, or not for us: then it lets nobody do anything.
GONE = frozenset({"no_such_subteam", "subteam_not_found", "channel_not_found", "not_in_channel"})
PUBLIC = "not_private"  # Whoever likes could join, and help themselves to the role.


def refresh(desk: Desk) -> None:
    """Read every group again; where Slack does not answer, the next run goes on."""
    with desk.database.read() as session:
        held = {one.user_id for one in members.everyone(session) if groups.is_group(one.user_id)}
    try:
        for group in sorted(held):
            read(desk, group)
    except (Ambiguous, SlowDown) as fault:
        log.info("groups_wait", error=fault.error)


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
    try:
        people = _people(desk, group)
    except Refused as refused:
        log.warning("group_not_read", group=group, error=refused.error)
        with desk.database.write() as session:
            if refused.error in {*GONE, PUBLIC}:
                groups.put(session, group, (), desk.now())
            groups.in_trouble(session, group, refused.error, desk.now())
        return
    with desk.database.write() as session:
        if members.of(session, group):
            groups.put(session, group, people, desk.now())


def _people(desk: Desk, group: str) -> set[str]:
    if group.startswith(groups.USERGROUP):
        return set(desk.slack.in_usergroup(group))
    if not desk.slack.is_private(group):
        raise Refused(PUBLIC)
    return set(desk.slack.in_channel(group))
