"""Calls wait for the budget that all workers share, and hear of each other's bans."""

import time
from collections.abc import Callable
from datetime import timedelta

from jobs.sources.errors import CallLimit
from models.reading import pacing, rounds
from models.reading.pacing import Pace
from models.settings import Settings
from slackbot.desk import Desk

SAID_AFTER = 5  # Seconds between two signs of life.
LONGEST = timedelta(seconds=20)  # A reader's hold on its store is longer.


def pace_of(settings: Settings) -> Pace:
    return Pace.of(settings.aliexpress_app_key or "", settings.aliexpress_calls_per_second)


class SharedPace:
    """One reader's share of the budget; its calls say that the reader lives."""

    def __init__(self, desk: Desk, store: str, pause: Callable[[float], None] = time.sleep) -> None:
        self._desk = desk
        self._store = store
        self._pace = pace_of(desk.settings)
        self._pause = pause
        self._renewed = time.monotonic()

    def before(self) -> None:
        lives = time.monotonic() - self._renewed > SAID_AFTER
        with self._desk.database.write() as session:
            wait = pacing.reserve(session, self._pace, LONGEST)
            if lives:
                rounds.renew(session, self._store, self._desk.now())
                self._renewed = time.monotonic()
        if wait > LONGEST:
            raise CallLimit(round(wait.total_seconds()))
        if wait:
            self._pause(wait.total_seconds())

    def limited(self, seconds: float) -> None:
        with self._desk.database.write() as session:
            pacing.ban(session, self._pace, seconds)
