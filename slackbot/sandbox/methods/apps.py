"""Methods about the app itself: who it is, its socket, Slack's validator."""

from typing import Any

from slackbot.sandbox import blocks, names
from slackbot.sandbox.arguments import Call
from slackbot.sandbox.blockkit import lint_message, lint_view
from slackbot.sandbox.errors import ApiError
from slackbot.sandbox.workspace import Workspace


def test(_here: Workspace, call: Call) -> dict[str, Any]:
    if error := call.text("error"):
        raise ApiError(error, args=call.arguments)
    return {"args": call.arguments}


def auth_test(_here: Workspace, call: Call) -> dict[str, Any]:
    return {
        "url": f"{call.base_url}/",
        "team": "Sandbox",
        "user": "dispute_desk",
        "team_id": names.TEAM,
        "user_id": names.BOT_USER,
        "bot_id": names.BOT,
        "is_enterprise_install": False,
    }


def open_connection(here: Workspace, call: Call) -> dict[str, Any]:
    return {"url": f"{_ws(call.base_url)}/socket?ticket={here.sockets.ticket()}"}


def _ws(base_url: str) -> str:
    scheme, _, rest = base_url.partition("://")
    return f"{'wss' if scheme == 'https' else 'ws'}://{rest}"


def validate_blocks(_here: Workspace, call: Call) -> dict[str, Any]:
    view = call.json("view", "invalid_arguments") if call.text("view") else None
    given = None if view else call.json("blocks", "invalid_blocks_format")
    complaints = lint_view(view) if view else lint_message("It does not ask for a text.", given)
    if complaints:
        raise blocks.refusal(complaints)
    return {}
