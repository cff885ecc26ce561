"""users.*, usergroups.* and dnd.*: who people are, and whether they may be disturbed."""

from typing import Any

from slackbot.sandbox import drawn, names
from slackbot.sandbox.arguments import Call
from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.seed import Person, UserGroup
from slackbot.sandbox.workspace import Workspace


def info(here: Workspace, call: Call) -> dict[str, Any]:
    person = _person(here, call)
    shown = drawn.person(person, here.clock.now())
    return {"user": shown | ({"locale": person.locale} if call.flag("include_locale") else {})}


def dnd_info(here: Workspace, call: Call) -> dict[str, Any]:
    calm = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    return calm | {"snooze_enabled": False} | _person(here, call).dnd


def usergroups(here: Workspace, call: Call) -> dict[str, Any]:
    with_users = call.flag("include_users")
    return {"usergroups": [_group(group, with_users=with_users) for group in here.usergroups]}


def usergroup_users(here: Workspace, call: Call) -> dict[str, Any]:
    group = here.usergroups.get(call.required("usergroup", "no_such_subteam"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": group.users}


def _group(group: UserGroup, *, with_users: bool) -> dict[str, Any]:
    shown = {
        "id": group.id,
        "team_id": names.TEAM,
        "is_usergroup": True,
        "handle": group.handle,
        "name": group.name,
        "user_count": len(group.users),
    }
    return shown | ({"users": group.users} if with_users else {})


def _person(here: Workspace, call: Call) -> Person:
    person = here.people.get(call.required("user", "user_not_found"))
    if person is None:
        raise ApiError("user_not_found")
    return person
