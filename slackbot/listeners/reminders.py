"""The buttons of shipping reminders: show the orders, mark them as handled."""

from typing import Any

from slack_bolt import Ack, App

from models import requests
from slackbot import ids, reminding
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.requests import Request, move


def register(app: App, desk: Desk, forms: Forms) -> None:
    def show(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        forms.show(request, lambda turn: reminding.form(turn, action["value"]))
        ack()

    def turn_over(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        target, _, page = action["value"].partition(":")
        forms.change(request, body["view"], lambda turn: reminding.form(turn, target, int(page)))
        ack()

    def handled(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        with move(desk, request) as turn:
            reminding.handle(turn, action["value"])
            requests.remember(turn.session, request.key, {})
        ack()
        desk.wake()

    def extend(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        forms.show(request, lambda turn: reminding.extension_form(turn, action["value"]))
        ack()

    app.action(ids.REMINDER_SHOW)(show)
    app.action(ids.REMINDER_EXTEND)(extend)
    app.action(ids.REMINDER_HANDLED)(handled)
    app.action(ids.REMINDER_NEXT)(turn_over)
    app.action(ids.REMINDER_PREVIOUS)(turn_over)
