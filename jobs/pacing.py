"""Calls wait for the budget that all workers share, and hear of each other's bans."""

import time
from collections.abc import Callable
from datetime import timedelta

from jobs.enduring import endured
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
        wait = self._reserve() if self._turn is None else endured(self._reserve)
        if wait > LONGEST:
            raise CallLimit(round(wait.total_seconds()))
        if wait:
            self._pause(wait.total_seconds())

    def _reserve(self) -> timedelta:
        reader = self._turn if time.monotonic() - self._renewed > SAID_AFTER else None
        with self._desk.database.write() as session:
            wait = pacing.reserve(session, self._pace, LONGEST)
            if reader is not None:
                rounds.renew(session, reader, self._desk.now())
        if reader is not None:
            self._renewed = time.monotonic()
        return wait

    def limited(self, seconds: float) -> None:
        with self._desk.database.write() as session:
            pacing.ban(session, self._pace, seconds)
