"""Buttons and menus: the card's, the thread's, Home's and the modals'."""

from typing import Any

from slack_bolt import Ack, App

from models import requests
from slackbot import ids, verbs
from slackbot.desk import Desk
from slackbot.listeners.forms import FORMS, Forms
from slackbot.requests import Request, move
from slackbot.verbs import Words


def register(app: App, desk: Desk, forms: Forms) -> None:
    def press(verb: str, target: str, body: dict[str, Any], ack: Ack) -> None:
        request = Request.read(body, desk.now())
        if verb in FORMS:
            forms.open(request, verb, target)
            ack()
            return
        act(request, Words(verb, target, ""))
        ack()
        desk.wake()

    def act(request: Request, words: Words) -> None:
        with move(desk, request) as turn:
            BUTTONS[words.verb](turn, words)
            requests.remember(turn.session, request.key, {})

    def button(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        press(action["action_id"].removeprefix("dispute_"), action["value"], body, ack)

    def menu(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        verb, _, target = action["selected_option"]["value"].partition(":")
        press(verb, target, body, ack)

    def rest(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        how_long, _, target = action["selected_option"]["value"].rpartition(":")
        act(Request.read(body, desk.now()), Words("snooze", target, how_long))
        ack()
        desk.wake()

    def following(ack: Ack, body: dict[str, Any]) -> None:
        """From Home: claim the dispute that most needs somebody."""
        request = Request.read(body, desk.now())
        with move(desk, request) as turn:
            verbs.claim_next(turn)
        ack()
        desk.wake()

    def switch(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        forms.switch(request, body["view"], action["selected_option"]["value"])
        ack()

    for action_id in (ids.CLAIM, ids.REPLY, ids.RESOLVE, ids.SHOW, ids.EXTEND):
        app.action(action_id)(button)
    app.action(ids.MENU)(menu)
    app.action(ids.SNOOZE)(rest)
    app.action(ids.NEXT)(following)
    app.action(ids.REPLY_PICK)(switch)


BUTTONS = verbs.MOVES | {"show": verbs.show_case}
