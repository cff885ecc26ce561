"""What if these disputes are lost: the button of a store, and the choice in its modal."""

from typing import Any

from slack_bolt import Ack, App

from slackbot import budgeting, ids
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.requests import Request
from slackbot.views import about


def register(app: App, desk: Desk, forms: Forms) -> None:
    def what_if(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        store = action["value"]
        request = Request.read(body, desk.now())
        forms.show(request, lambda turn: budgeting.what_if(turn, store))
        ack()

    def pick(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        view = body["view"]
        store = about.told(view)["store"]
        picked = [option["value"] for option in action["selected_options"]]
        request = Request.read(body, desk.now())
        forms.change(request, view, lambda turn: budgeting.what_if(turn, store, picked))
        ack()

    app.action(ids.HEALTH_WHAT_IF)(what_if)
    app.action(ids.HEALTH_PICK)(pick)
