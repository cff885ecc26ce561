"""
Messages into Slack: whatever is wanted and does not stand there yet.

One sender per channel at a time, for one message at a time: of all that may go, the most urgent
is claimed with a fence and committed before Slack is called. So a deadline overtakes whatever
waits in whatever channel, order, repetition and loss of a wake-up do not matter, and a sender may
die between any two lines.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta

from models import channels, outbox
from models.database import clock
from models.outbox import Head
from slackbot.desk import Desk
from slackbot.holding import Hold
from slackbot.posting import Posting, Version
from slackbot.queueing import AT_ONCE, Pace, Turn, in_order, pauses, take

SIDE_BY_SIDE = 8  # Channels served at once.
LOOKS_AGAIN = 0.3  # Seconds until the next look for what fell due.
LONGEST_WAIT = timedelta(seconds=2)  # Of whoever serves one channel besides other work.
A_LITTLE = timedelta(milliseconds=20)  # After another sender was faster.
PASSES_AGAIN = 2.0  # Seconds until a channel's edits are looked through anew.


class Delivery:
    """
    Serves all channels in which something is due.

    Args:
        desk: Whose messages.
        seconds: How long to go on before the next job takes over.
        sleep: Waits between two posts.
        leaves: Whether to begin nothing more, though there is time left.

    """

    def __init__(
        self,
        desk: Desk,
        seconds: float = 40,
        sleep: Callable[[float], None] = time.sleep,
        leaves: Callable[[], bool] = lambda: False,
    ) -> None:
        self._desk = desk
        self._ends = time.monotonic() + seconds
        self._sleep = sleep
        self._leaves = leaves
        self._pace = Pace.of(desk.settings)
        self._passed: dict[str, float] = {}  # When a channel's edits were looked through.
        self._differ: set[Version] = set()  # What was drawn for it, and has to be sent.

    def run(self) -> bool:
        """Work off what is due; True when something was left for another run."""
        under_way: dict[str, Future[None]] = {}
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            while True:
                for channel in [name for name, work in under_way.items() if work.done()]:
                    under_way.pop(channel).result()
                over = self._leaves() or time.monotonic() > self._ends
                due = {} if over else self._due(under_way)
                room = max(0, SIDE_BY_SIDE - 1 - len(under_way))  # One is kept for what is urgent.
                for channel in self._to_look_through(due)[:room]:
                    under_way[channel] = pool.submit(self._look_through, channel)
                is_room = len(under_way) < SIDE_BY_SIDE  # A turn that waits for a thread ages.
                found = self._next(due, under_way) if is_room else None
                if isinstance(found, Turn):
                    under_way[found.channel] = pool.submit(self._send, found)
                elif not under_way and found is None:
                    return over
                if len(under_way) >= SIDE_BY_SIDE or not isinstance(found, Turn):
                    self._wait(under_way, found)

    def serve(self, channel: str) -> None:
        """Work off what may go in one channel soon, unless another sender does."""
        while time.monotonic() < self._ends:
            due = {head: wait for head, wait in self._due().items() if head.channel == channel}
            for one in self._to_look_through(due):
                self._look_through(one)
            found = self._next(due)
            if isinstance(found, Turn):
                self._send(found)
            elif found is None or found > LONGEST_WAIT:
                return
            else:
                self._sleep(found.total_seconds())

    def _due(self, busy: Collection[str] = ()) -> dict[Head, timedelta]:
        """What is first in each line, and how long it has to wait."""
        with self._desk.database.read() as session:
            now = clock(session)
            heads = [one for one in outbox.heads(session, now) if one.channel not in busy]
            return pauses(session, heads, self._pace, now) if heads else {}

    def _to_look_through(self, due: Iterable[Head]) -> list[str]:
        """Channels in whose edits may be some that change nothing."""
        before = time.monotonic() - PASSES_AGAIN
        edits = [head.channel for head in due if not head.new]
        return [channel for channel in edits if self._passed.get(channel, before) <= before]

    def _look_through(self, channel: str) -> None:
        Posting(self._desk, self._sleep).pass_over(channel, self._differ)
        self._passed[channel] = time.monotonic()

    def _wait(self, under_way: dict[str, Future[None]], found: Turn | timedelta | None) -> None:
        if isinstance(found, timedelta):  # What is underway meanwhile changes nothing about it.
            self._sleep(min(found.total_seconds(), LOOKS_AGAIN))
        else:
            wait(under_way.values(), LOOKS_AGAIN, return_when=FIRST_COMPLETED)

    def _next(
        self, due: Mapping[Head, timedelta], busy: Collection[str] = ()
    ) -> Turn | timedelta | None:
        """The most urgent that may go, or how long to wait for one, or None: nothing is due."""
        free = {head: pause for head, pause in due.items() if head.channel not in busy}
        for head in in_order(head for head, pause in free.items() if pause <= AT_ONCE):
            with self._desk.database.write() as session:
                turn = take(session, head, self._pace)
            if turn is not None:
                return turn
        return max(min(free.values()), A_LITTLE) if free else None

    def _send(self, turn: Turn) -> None:
        posting = Posting(self._desk, self._sleep, Hold(self._desk, turn).keep)
        try:
            posting.send(turn.claimed)
        finally:
            with self._desk.database.write() as session:
                until = None
                if posting.underway is not None:
                    until = clock(session) + self._pace.rest(posting.underway)
                channels.release(session, turn.channel, turn.fence, until)
