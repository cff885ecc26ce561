"""Delayed by Slack, in words."""

import math
from datetime import timedelta

from models.lag import Lag
from models.words import say
from slackbot.views.blocks import when
from slackbot.views.stuck import place


def line(lag: Lag, language: str) -> str:
    about: dict[str, str | int] = {"channel": place(lag.channel), "count": lag.waiting}
    if lag.failing_since is not None:
        return say("delay-failing", language, since=when(lag.failing_since), **about)
    return say("delay-line", language, minutes=str(minutes(lag.wait)), **about)


def of_card(lag: Lag, language: str) -> str:
    if lag.failing_since is not None:
        return say("delay-card-failing", language, since=when(lag.failing_since))
    return say("delay-card", language, minutes=str(minutes(lag.wait)))


def minutes(wait: timedelta) -> int:
    return max(1, math.ceil(wait / timedelta(minutes=1)))
