"""The payloads of interactions and events, as Slack writes them."""

from typing import Any

from slackbot.sandbox import names
from slackbot.sandbox.seed import Channel, Person
from slackbot.sandbox.workspace import Workspace

TOKEN = "sandbox-verification-token"  # noqa: S105 - deprecated in Slack and public here
TEAM = {"id": names.TEAM, "domain": names.ENTERPRISE_DOMAIN}


def channel_name(channel: Channel) -> str:
    return "directmessage" if channel.is_im else channel.name


def interaction(kind: str, person: Person) -> dict[str, Any]:
    handle = person.name.lower()
    user = {"id": person.id, "username": handle, "name": handle, "team_id": names.TEAM}
    return {
        "type": kind,
        "user": user,
        "team": TEAM,
        "api_app_id": names.APP,
        "token": TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def event(here: Workspace, happened: dict[str, Any]) -> dict[str, Any]:
    return {
        "token": TOKEN,
        "team_id": names.TEAM,
        "api_app_id": names.APP,
        "event": happened,
        "type": "event_callback",
        "event_id": names.new_id("Ev"),
        "event_time": int(here.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": names.TEAM,
                "user_id": names.BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
