"""Buttons and menus: the card's, the thread's, Home's and the modals'."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from models import requests
from models.periods import Period
from models.words import say
from slackbot import ids, looking, measuring, moving, verbs
from slackbot.desk import Desk
from slackbot.listeners.forms import Forms
from slackbot.listeners.verb_forms import FORMS
from slackbot.requests import Request, move
from slackbot.spoken import Words
from slackbot.views import forms

Body = dict[str, Any]
Action = dict[str, Any]

BUTTONS = verbs.MOVES | {"show": moving.show_case}

# From one dispute to others: in the place of the board, for Slack stacks three views at most.
IN_PLACE = {"list": looking.list_form, "next": looking.next_form}


def register(app: App, desk: Desk, opening: Forms) -> None:
    presses = Presses(desk, opening)
    buttons = (ids.CLAIM, ids.REPLY, ids.RESOLVE, ids.SHOW, ids.EXTEND)
    handlers: dict[str | re.Pattern[str], Callable[..., None]] = {
        **dict.fromkeys(buttons, presses.button),
        **dict.fromkeys((ids.REPLY_PICK, ids.REPLY_REFUND), presses.switch),
        re.compile(rf"{ids.CAUSE_IS}\w+"): presses.settle_cause,
        re.compile(rf"{ids.OPEN}\w+"): presses.open,
        ids.MENU: presses.menu,
        ids.SNOOZE: presses.rest,
        ids.NEXT: presses.following,
        ids.LIST: presses.open_list,
        ids.LIST_PICK: presses.another_list,
        re.compile(rf"{ids.DIGEST}(_\w+)?"): presses.digest,
        ids.FIGURES_BEHIND: presses.behind,
    }
    for action_id, handler in handlers.items():
        app.action(action_id)(handler)


class Presses:
    """What each press does, in one transaction or one modal."""

    def __init__(self, desk: Desk, opening: Forms) -> None:
        self._desk = desk
        self._forms = opening

    def button(self, ack: Ack, body: Body, action: Action) -> None:
        self._press(action["action_id"].removeprefix("dispute_"), action["value"], body, ack)

    def open(self, ack: Ack, body: Body, action: Action) -> None:
        """Any verb's button: its form, or the move and what came of it in the board's place."""
        verb, _, target = action["value"].partition(":")
        if verb in IN_PLACE and body.get("view"):
            self._forms.change(self._request(body), body["view"], IN_PLACE[verb])
            ack()
            return
        if verb in FORMS or not body.get("view"):
            self._press(verb, target, body, ack)
            return
        request = self._request(body)
        with move(self._desk, request) as turn:
            said = BUTTONS[verb](turn, _words(verb, target)).text
            requests.remember(turn.session, request.key, {})
        self._desk.wake()
        self._forms.after(
            request,
            body["view"],
            lambda turn: forms.refusal(said or say("done", turn.language), turn.language),
        )
        ack()

    def menu(self, ack: Ack, body: Body, action: Action) -> None:
        verb, _, target = action["selected_option"]["value"].partition(":")
        self._press(verb, target, body, ack)

    def rest(self, ack: Ack, body: Body, action: Action) -> None:
        how_long, _, target = action["selected_option"]["value"].rpartition(":")
        self._act(Words("snooze", target, how_long), body, ack)

    def settle_cause(self, ack: Ack, body: Body, action: Action) -> None:
        """One of the likeliest, on a card that is unsure."""
        cause, _, target = action["value"].partition(":")
        self._act(Words("cause", target, cause), body, ack)

    def following(self, ack: Ack, body: Body) -> None:
        """From Home: claim the dispute that most needs somebody."""
        with move(self._desk, self._request(body)) as turn:
            moving.claim_next(turn)
        ack()
        self._desk.wake()

    def open_list(self, ack: Ack, body: Body) -> None:
        """From Home."""
        self._forms.show(self._request(body), looking.list_form)
        ack()

    def another_list(self, ack: Ack, body: Body, action: Action) -> None:
        word = action["selected_option"]["value"]
        self._forms.change(
            self._request(body), body["view"], lambda turn: looking.list_form(turn, word)
        )
        ack()

    def behind(self, ack: Ack, body: Body, action: Action) -> None:
        """The disputes that a figure counted."""
        value = action["selected_option"]["value"]
        self._forms.show(self._request(body), lambda turn: measuring.behind(turn, value))
        ack()

    def digest(self, ack: Ack, body: Body, action: Action) -> None:
        """From Home; the value says of which period."""
        request, period = self._request(body), period_of(action["value"])
        with move(self._desk, request) as turn:
            said, language = moving.digest(turn, Words("digest", period, "")).text, turn.language
            requests.remember(turn.session, request.key, {})
        self._desk.wake()
        self._forms.tell(request, said, language)
        ack()

    def switch(self, ack: Ack, body: Body, action: Action) -> None:
        """Another suggestion, or the amount that it asks for."""
        picked = (action.get("selected_option") or {}).get("value")
        self._forms.switch(self._request(body), body["view"], picked)
        ack()

    def _press(self, verb: str, target: str, body: Body, ack: Ack) -> None:
        if verb in FORMS:
            self._forms.open(self._request(body), verb, target)
            ack()
        else:
            self._act(_words(verb, target), body, ack)

    def _act(self, words: Words, body: Body, ack: Ack) -> None:
        request = self._request(body)
        with move(self._desk, request) as turn:
            BUTTONS[words.verb](turn, words)
            requests.remember(turn.session, request.key, {})
        ack()
        self._desk.wake()

    def _request(self, body: Body) -> Request:
        return Request.read(body, self._desk.now())


def period_of(value: str) -> Period:
    """Of a digest; before there were several the button that still stands said "now"."""
    return Period(value) if value in set(Period) else Period.DAY


def _words(verb: str, target: str) -> Words:
    """As if it were typed; a button may stand by a dispute that it is not about."""
    return Words(verb, "" if verb in verbs.OF_NO_DISPUTE else target, "")
