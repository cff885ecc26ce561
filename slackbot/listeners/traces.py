"""Whatever comes from Slack gets its id here, before any listener hears of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse

from models import tracing
from slackbot.desk import Desk
from slackbot.requests import COMMAND, VIEW, Request

log = structlog.get_logger()

AT_ANY_TIME = datetime.min.replace(tzinfo=UTC)  # A request's key does not depend on it.
ORIGINS = {COMMAND: "command", VIEW: "form", "event:": "event", "action:": "press"}


class TracedApp(App):
    """Bolt's middleware ends before the listeners begin, so the id is given around both."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        key = _key(req.body)
        if key is None:
            return super().dispatch(req)
        # By Slack's own key: delivered again it is the same thing, and has the same id.
        with tracing.begun(_origin(key), key):
            return super().dispatch(req)


def _key(body: dict[str, Any]) -> str | None:
    """None of a greeting, and of what nobody signed and no person sent."""
    try:
        return Request.read(body, AT_ANY_TIME).key
    except (LookupError, TypeError, AttributeError):
        return None


def _origin(key: str) -> str:
    return next(name for start, name in ORIGINS.items() if key.startswith(start))


def register(app: App, desk: Desk) -> None:
    def asked(body: dict[str, Any], next_: Callable[[], BoltResponse]) -> BoltResponse:
        if _key(body) is not None:
            log.info("asked", user=Request.read(body, desk.now()).user, what=_what(body))
        return next_()

    app.middleware(asked)


def _what(body: dict[str, Any]) -> str:
    """Which of our own names it goes by; never what somebody wrote."""
    if "command" in body:
        return str(body["command"])
    if "event" in body:
        return str(body["event"].get("type"))
    action = body["actions"][0]["action_id"] if body.get("actions") else None
    return str(action or body.get("callback_id") or (body.get("view") or {}).get("callback_id"))
