"""What is sent to the platform: the buttons that lead there, and the forms up to the last look."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from slackbot import ids, reminding, sending
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.requests import Request, Turn, look

View = dict[str, Any]

# Forms that change nothing and lead to a last look.
LOOKED_AT: dict[str, Callable[[Turn, View], View]] = {
    ids.SEND_MODAL: sending.look,
    ids.EXTEND_MODAL: sending.look_at_extension,
    ids.ORDER_EXTEND_MODAL: reminding.look_at_extension,
}


def register(app: App, desk: Desk, forms: Forms) -> None:
    def send(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request, view = Request.read(body, desk.now()), body.get("view")
        if view:
            forms.send(request, view)
        else:
            forms.open(request, "send", action["value"])
        ack()

    def again(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        forms.show(request, lambda turn: sending.again_form(turn, action["value"]))
        ack()

    def image(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        forms.show(request, lambda turn: sending.image_form(turn, action["value"]))
        ack()

    def look_at(ack: Ack, body: dict[str, Any]) -> None:
        view = body["view"]
        with look(desk, Request.read(body, desk.now())) as turn:
            last_look = LOOKED_AT[view["callback_id"]](turn, view)
        ack(response_action="update", view=last_look)

    app.action(ids.SEND)(send)
    app.action(ids.SEND_AGAIN)(again)
    app.action(ids.SEND_IMAGE)(image)
    for callback_id in LOOKED_AT:
        app.view(callback_id)(look_at)
