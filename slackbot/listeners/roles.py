"""Roles: from the list to the form, and kept."""

from typing import Any

from slack_bolt import Ack, App

from models import requests
from slackbot import granting, ids
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.requests import Request, move


def register(app: App, desk: Desk, forms: Forms) -> None:
    def add(ack: Ack, body: dict[str, Any]) -> None:
        forms.show(Request.read(body, desk.now()), granting.form)
        ack()

    def change(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request, value = Request.read(body, desk.now()), action["value"]
        forms.show(request, lambda turn: granting.change_form(turn, value))
        ack()

    def save(ack: Ack, body: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        with move(desk, request) as turn:
            answer = {"response_action": "update", "view": granting.save(turn, body["view"])}
            requests.remember(turn.session, request.key, answer)
        ack(answer)
        desk.wake()

    app.action(ids.ROLE_ADD)(add)
    app.action(ids.ROLE_CHANGE)(change)
    app.view(ids.ROLE_MODAL)(save)
