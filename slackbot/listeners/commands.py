"""Slash commands: `/dispute …` and `/order …`."""

from typing import Any

from slack_bolt import Ack, App

from models import requests
from slackbot import delays, order_look, verbs
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.listeners.verb_forms import FORMS
from slackbot.requests import Request, look, move
from slackbot.spoken import Words, as_typed, seen
from slackbot.wake import Due


def register(app: App, desk: Desk, forms: Forms) -> None:
    def dispute(ack: Ack, body: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        words = Words.read(as_typed(body.get("text") or ""))
        if _opens_form(words):
            forms.open(request, words.verb, words.target)
            ack()
        elif words.verb in verbs.MOVES:
            with move(desk, request) as turn:
                moved = verbs.MOVES[words.verb](turn, words)
                answer = delays.said_of(turn, words, moved).plain()
                requests.remember(turn.session, request.key, answer)
            ack(**answer)
            desk.wake()
        else:
            ack(**_looked(desk, request, words))

    def order(ack: Ack, body: dict[str, Any]) -> None:
        request = Request.read(body, desk.now())
        with look(desk, request) as turn:
            answer, stale = order_look.look_up(turn, body.get("text") or "")
            language = turn.language
        ack(**answer.plain())
        if stale is not None:
            told = str(stale.id), request.user, language, body["response_url"]
            desk.wake.hint(Due.ORDER, *told)

    app.command("/dispute")(dispute)
    app.command("/order")(order)


def _opens_form(words: Words) -> bool:
    """A verb that is only a form, or one whose missing words a form asks for."""
    if words.verb in verbs.FORMS:
        return bool(words.target)
    asks = words.verb in FORMS and words.verb not in verbs.LOOKS
    return asks and bool(words.target) and not words.rest


def _looked(desk: Desk, request: Request, words: Words) -> dict[str, Any]:
    with look(desk, request) as turn:
        if words.verb in verbs.FORMS:  # Without saying which dispute.
            seen(turn, words.target, words.verb, FORMS[words.verb][0])
        if words.verb not in verbs.LOOKS:
            raise verbs.unknown(words.verb, turn.language)
        return verbs.LOOKS[words.verb](turn, words).plain()
