"""The figures of thirty days, for leads, and the disputes behind them."""

from typing import Any

from models import stores
from models.errors import UnknownStore
from models.figures import rates
from models.figures.rates import Behind
from models.members import Permission
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words
from slackbot.views import figures as views


def figures(turn: Turn, words: Words) -> Answer:
    """Of all the stores that the asker leads, or of one of them."""
    within = _within(turn, words.target)
    counted = rates.of(turn.session, within, turn.now)
    return Answer.of(views.figures(counted, within, words.target, turn.language))


def behind(turn: Turn, value: str) -> dict[str, Any]:
    which, _, asked = value.partition(":")
    within = _within(turn, asked)
    found = rates.behind(turn.session, Behind(which), within, turn.now, views.MOST)
    return views.behind(Behind(which), found, turn.now, turn.language)


def _within(turn: Turn, asked: str) -> list[str]:
    turn.actor.require_somewhere(Permission.DIGEST)
    if asked and asked in {store.name for store in stores.active(turn.session)}:
        turn.actor.require(Permission.DIGEST, asked)
    within = sorted(turn.actor.stores(turn.session, Permission.DIGEST))
    found = [name for name in within if asked in {"", name}]
    if not found:
        raise UnknownStore(asked)
    return found
