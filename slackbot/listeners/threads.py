"""What people say in channels: theirs, but for `!verb` in a card's thread; and message menus."""

from typing import Any

from slack_bolt import Ack, App

from slackbot import ids, threads
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.listeners.verb_forms import FORMS
from slackbot.requests import Request, move
from slackbot.threads import Bang
from slackbot.verbs import LOOKS

DEMANDS = {verb: permission for verb, (permission, _draw) in FORMS.items() if verb not in LOOKS}


def register(app: App, desk: Desk, forms: Forms) -> None:
    def message(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        said = Bang.read(event)
        if said is not None and threads.understood(said.verb):
            with move(desk, Request.read(body, desk.now())) as turn:
                threads.answer(turn, said, DEMANDS)
            desk.wake()
        ack()

    def shortcut(ack: Ack, body: dict[str, Any]) -> None:
        request, shown = Request.read(body, desk.now()), body["message"]
        ts = shown.get("thread_ts") or shown["ts"]
        channel = request.channel or ""
        forms.show(request, lambda turn: threads.board_at(turn, channel, ts))
        ack()

    app.event("message")(message)
    app.shortcut(ids.SHORTCUT)(shortcut)
