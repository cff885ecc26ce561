"""Stuck messages: the list, and what is decided there."""

from typing import Any

from slack_bolt import Ack, App

from models import requests
from slackbot import ids, unsticking
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.requests import Request, move


def register(app: App, desk: Desk, forms: Forms) -> None:
    def show(ack: Ack, body: dict[str, Any]) -> None:
        forms.show(Request.read(body, desk.now()), unsticking.form)
        ack()

    def decide(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        with move(desk, request) as turn:
            unsticking.decide(turn, action["action_id"], action["value"])
            requests.remember(turn.session, request.key, {})
        desk.wake()
        forms.after(request, body["view"], unsticking.form)
        ack()

    app.action(ids.STUCK)(show)
    for action_id in (ids.STUCK_AGAIN, ids.STUCK_LEAVE, ids.STUCK_CHANNEL):
        app.action(action_id)(decide)
