"""The Home tab was opened: it is drawn by a job, for a listener does not call Slack."""

from typing import Any

from slack_bolt import Ack, App

from models import events, members
from slackbot.desk import Desk
from slackbot.requests import Request, move


def register(app: App, desk: Desk) -> None:
    def opened(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home":
            with move(desk, Request.read(body, desk.now())) as turn:
                members.open_home(turn.session, turn.actor.user_id, turn.now)
                home = events.HomeOpened(turn.actor.user_id)
                events.record(turn.session, home, turn.actor.user_id, turn.now)
            desk.wake()
        ack()

    app.event("app_home_opened")(opened)
