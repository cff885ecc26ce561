"""The team's own replies: from the list or the reply modal to the form, the preview, and kept."""

from typing import Any

from slack_bolt import Ack, App

from models import requests
from slackbot import ids, team_replies
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.requests import Request, look, move


def register(app: App, desk: Desk, forms: Forms) -> None:
    def show(ack: Ack, body: dict[str, Any]) -> None:
        forms.show(Request.read(body, desk.now()), team_replies.list_form)
        ack()

    def add(ack: Ack, body: dict[str, Any]) -> None:
        forms.show(Request.read(body, desk.now()), team_replies.new_form)
        ack()

    def change(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        request, number = Request.read(body, desk.now()), action["value"]
        forms.show(request, lambda turn: team_replies.change_form(turn, number))
        ack()

    def keep(ack: Ack, body: dict[str, Any]) -> None:
        request, view = Request.read(body, desk.now()), body["view"]
        forms.show(request, lambda turn: team_replies.form_from_reply(turn, view))
        ack()

    def back(ack: Ack, body: dict[str, Any]) -> None:
        request, view = Request.read(body, desk.now()), body["view"]
        forms.change(request, view, lambda turn: team_replies.back(turn, view))
        ack()

    def retire(ack: Ack, body: dict[str, Any]) -> None:
        request, view = Request.read(body, desk.now()), body["view"]
        with move(desk, request) as turn:
            team_replies.retire(turn, view)
            requests.remember(turn.session, request.key, {})
        forms.after(request, view, team_replies.retired)
        ack()

    def preview(ack: Ack, body: dict[str, Any]) -> None:
        with look(desk, Request.read(body, desk.now())) as turn:
            drawn = team_replies.look(turn, body["view"])
        ack(_instead(drawn))

    def save(ack: Ack, body: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        with move(desk, request) as turn:
            saved = team_replies.save(turn, body["view"])
            requests.remember(turn.session, request.key, _instead(saved))
        ack(_instead(saved))

    app.action(ids.TEAM_REPLIES)(show)
    app.action(ids.TEAM_REPLY_ADD)(add)
    app.action(ids.TEAM_REPLY_CHANGE)(change)
    app.action(ids.TEAM_REPLY_KEEP)(keep)
    app.action(ids.TEAM_REPLY_BACK)(back)
    app.action(ids.TEAM_REPLY_RETIRE)(retire)
    app.view(ids.TEAM_REPLY_MODAL)(preview)
    app.view(ids.TEAM_REPLY_PREVIEW)(save)


def _instead(view: dict[str, Any]) -> dict[str, Any]:
    return {"response_action": "update", "view": view}
