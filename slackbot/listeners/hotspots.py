"""The buttons of hot spots: fixed on a day, none at all, the disputes behind it."""

from typing import Any

from slack_bolt import Ack, App

from models import requests
from slackbot import ids, spotting
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.requests import Request, move


def register(app: App, desk: Desk, forms: Forms) -> None:
    def fix(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        forms.show(request, lambda turn: spotting.form(turn, action["value"]))
        ack()

    def show(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        forms.show(request, lambda turn: spotting.behind(turn, action["value"]))
        ack()

    def dismiss(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        with move(desk, request) as turn:
            spotting.dismiss(turn, action["value"])
            requests.remember(turn.session, request.key, {})
        ack()
        desk.wake()

    app.action(ids.HOT_SPOT_FIX)(fix)
    app.action(ids.HOT_SPOT_SHOW)(show)
    app.action(ids.HOT_SPOT_NONE)(dismiss)
