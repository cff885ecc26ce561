"""A sender's hold on its channel and on its row, kept up between the calls of one turn."""

import time

from models import attempts, channels
from models.database import clock
from slackbot.desk import Desk
from slackbot.queueing import Turn

# Seconds of a hold that need no renewal: a call after them (TIMEOUT each to connect, to shake
# hands and to read) still ends within `channels.LEASE`.
FRESH = 5.0


class Overtaken(Exception):
    """Another sender has the channel or the row by now: there is nothing more to do here."""


class Hold:
    def __init__(self, desk: Desk, turn: Turn, fresh: float = FRESH) -> None:
        self._desk, self._turn, self._fresh = desk, turn, fresh
        self._since = turn.since

    def keep(self) -> None:
        """
        Before each call to Slack; most turns have one call, soon, and write nothing here.

        Raises:
            Overtaken

        """
        now = time.monotonic()
        if now - self._since < self._fresh:
            return
        with self._desk.database.write() as session:
            ours = channels.renew(session, self._turn.channel, self._turn.fence)
            if not (ours and attempts.renew(session, self._turn.claimed, clock(session))):
                raise Overtaken
        self._since = now
