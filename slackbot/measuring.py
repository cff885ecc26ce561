"""How a team did over some days, for leads, and the disputes behind each figure."""

import re
from datetime import timedelta
from typing import Any

from models.errors import NotUnderstood
from models.figures import behind as found_behind
from models.figures import rates
from models.figures.behind import Behind
from slackbot import leading
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words
from slackbot.views import figures as views

NAMED = {"week": 7, "month": 30, "quarter": 90, "year": 365}  # Days.
MOST_DAYS = 365
_DAYS = re.compile(r"([0-9]{1,4})d", re.IGNORECASE)


def figures(turn: Turn, words: Words) -> Answer:
    """Of all the stores that the asker leads, or of one of them; of thirty days, or of others."""
    asked, spans = leading.read(words, _is_span)
    span = _span(spans[0]) if spans else rates.SPAN
    mine = _led(turn, asked)
    counted = rates.of(turn.session, mine, turn.now, span)
    return Answer.of(views.figures(counted, mine, asked, turn.language, span))


def behind(turn: Turn, value: str) -> dict[str, Any]:
    which, span, asked = chosen(value)
    mine = _led(turn, asked)
    found = found_behind.of(turn.session, which, mine, turn.now, views.MOST, span)
    return views.behind(which, found, span, turn.now, turn.language)


def chosen(value: str) -> tuple[Behind, timedelta, str]:
    """The figure, its span and the store; where the menu stands since before there were spans."""
    match value.split(":", 2):
        case [name, days, asked] if days.isdecimal():
            return Behind(name), timedelta(days=int(days)), asked
        case [name, *asked]:
            return Behind(name), rates.SPAN, ":".join(asked)
    raise AssertionError  # Whatever is split has a first part.


def _is_span(word: str) -> bool:
    return word.lower() in NAMED or _DAYS.fullmatch(word) is not None


def _span(word: str) -> timedelta:
    days = NAMED.get(word.lower()) or int(word[:-1])
    if not 1 <= days <= MOST_DAYS:
        raise NotUnderstood("figures-which-span", asked=word, most=str(MOST_DAYS))
    return timedelta(days=days)


def _led(turn: Turn, asked: str) -> list[str]:
    return [store.name for store in leading.led(turn, asked)]
