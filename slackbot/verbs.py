"""What people can say and press: each verb once, whatever surface it comes from."""

import difflib
from collections.abc import Callable

from models.errors import NotUnderstood
from models.words import say
from slackbot import (
    budgeting,
    forecasting,
    granting,
    looking,
    measuring,
    moving,
    spotting,
    tying,
    unsticking,
)
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words

LOOKS: dict[str, Callable[[Turn, Words], Answer]] = {
    "list": looking.listed,
    "show": looking.show,
    "next": looking.following,
    "rules": looking.rules,
    "replies": looking.replies,
    "find": looking.find,
    "figures": measuring.figures,
    "forecast": forecasting.forecast,
    "hotspots": spotting.listed,
    "health": budgeting.health,
    "stuck": unsticking.listed,
    "help": looking.help_,
}
MOVES: dict[str, Callable[[Turn, Words], Answer]] = {
    "claim": moving.claim,
    "release": moving.release,
    "assign": moving.assign,
    "cause": moving.correct,
    "reopen": moving.reopen,
    "escalate": moving.escalate,
    "snooze": moving.snooze_it,
    "relate": tying.relate,
    "merge": tying.merge,
    "unmerge": tying.unmerge,
    "repost": moving.repost,
    "language": moving.speak,
    "roles": granting.roles,
    "digest": moving.digest,
}
# What is about no dispute in particular, wherever it is said or pressed.
OF_NO_DISPUTE = (frozenset(LOOKS) - {"show"}) | {"language", "roles", "digest"}
# Verbs that open a modal.
FORMS = ("reply", "resolve", "send", "extend", "case", "evidence", "history")
VERBS = (*LOOKS, *MOVES, *FORMS)


def unknown(verb: str, language: str) -> NotUnderstood:
    close = difflib.get_close_matches(verb, VERBS, n=1)
    guess = say("did-you-mean", language, verb=close[0]) if close else ""
    return NotUnderstood("unknown-verb", asked=verb, guess=guess)
