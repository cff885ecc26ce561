"""Calls wait for the budget that all workers share, and hear of each other's bans."""

import time
from collections.abc import Callable
from datetime import timedelta

from jobs.sources.errors import CallLimit
from models.reading import pacing, rounds
from models.reading.pacing import Pace
from models.reading.rounds import Turn
from models.settings import Settings
from slackbot.desk import Desk

SAID_AFTER = 5  # Seconds between two signs of life.
LONGEST = timedelta(seconds=20)  # A reader's hold on its store is longer.


def pace_of(settings: Settings) -> Pace:
    return Pace.of(settings.aliexpress_app_key or "", settings.aliexpress_calls_per_second)


class SharedPace:
    """
    One caller's share of the budget.

    Args:
        turn: The caller is the store's reader, and its calls say that it lives.

    """

    def __init__(
        self, desk: Desk, turn: Turn | None = None, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._desk = desk
        self._turn = turn
        self._pace = pace_of(desk.settings)
        self._pause = pause
        self._renewed = float("-inf")

    def before(self) -> None:
        with self._desk.database.write() as session:
            wait = pacing.reserve(session, self._pace, LONGEST)
            if self._turn and time.monotonic() - self._renewed > SAID_AFTER:
                rounds.renew(session, self._turn, self._desk.now())
                self._renewed = time.monotonic()
        if wait > LONGEST:
            raise CallLimit(round(wait.total_seconds()))
        if wait:
            self._pause(wait.total_seconds())

    def limited(self, seconds: float) -> None:
        with self._desk.database.write() as session:
            pacing.ban(session, self._pace, seconds)
