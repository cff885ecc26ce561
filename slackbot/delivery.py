"""
Messages into Slack: whatever is wanted and does not stand there yet.

One sender per channel at a time, for one message at a time: of all that may go, the most urgent
is claimed with a fence and committed before Slack is called. So a deadline overtakes whatever
waits in whatever channel, order, repetition and loss of a wake-up do not matter, and a sender may
die between any two lines.
"""

import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta

from models import channels, outbox
from models.database import clock
from models.outbox import Head
from slackbot.desk import Desk
from slackbot.posting import Posting
from slackbot.queueing import AT_ONCE, Pace, Turn, in_order, pause_of, take

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

    """

    def __init__(
        self, desk: Desk, seconds: float = 40, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._desk = desk
        self._ends = time.monotonic() + seconds
        self._sleep = sleep
        self._pace = Pace.of(desk.settings)
        self._passed: dict[str, float] = {}  # When a channel's edits were looked through.

    def run(self) -> bool:
        """Work off what is due; True when something was left for another run."""
        under_way: dict[str, Future[None]] = {}
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            while True:
                for channel in [name for name, work in under_way.items() if work.done()]:
                    under_way.pop(channel).result()
                over = time.monotonic() > self._ends
                heads = [] if over else self._heads(under_way)
                room = SIDE_BY_SIDE - len(under_way)
                for channel in self._to_look_through(heads)[:room]:
                    under_way[channel] = pool.submit(self._look_through, channel)
                found = self._next([head for head in heads if head.channel not in under_way])
                if isinstance(found, Turn):
                    under_way[found.channel] = pool.submit(self._send, found)
                elif not under_way and found is None:
                    return over
                if len(under_way) >= SIDE_BY_SIDE or not isinstance(found, Turn):
                    self._wait(under_way, found)

    def serve(self, channel: str) -> None:
        """Work off what may go in one channel soon, unless another sender does."""
        while time.monotonic() < self._ends:
            heads = [head for head in self._heads() if head.channel == channel]
            for one in self._to_look_through(heads):
                self._look_through(one)
            found = self._next(heads)
            if isinstance(found, Turn):
                self._send(found)
            elif found is None or found > LONGEST_WAIT:
                return
            else:
                self._sleep(found.total_seconds())

    def channels_due(self) -> list[str]:
        return list(dict.fromkeys(head.channel for head in self._heads()))

    def _heads(self, busy: Collection[str] = ()) -> list[Head]:
        with self._desk.database.read() as session:
            found = outbox.heads(session, clock(session))
        return [head for head in found if head.channel not in busy]

    def _to_look_through(self, heads: Sequence[Head]) -> list[str]:
        """Channels in whose edits may be some that change nothing."""
        before = time.monotonic() - PASSES_AGAIN
        edits = [head.channel for head in heads if not head.new]
        return [channel for channel in edits if self._passed.get(channel, before) <= before]

    def _look_through(self, channel: str) -> None:
        Posting(self._desk, self._sleep).pass_over(channel)
        self._passed[channel] = time.monotonic()

    def _wait(self, under_way: dict[str, Future[None]], found: Turn | timedelta | None) -> None:
        pause = found.total_seconds() if isinstance(found, timedelta) else LOOKS_AGAIN
        if under_way:
            wait(under_way.values(), min(pause, LOOKS_AGAIN), return_when=FIRST_COMPLETED)
        else:
            self._sleep(min(pause, LOOKS_AGAIN))

    def _next(self, heads: Sequence[Head]) -> Turn | timedelta | None:
        """The most urgent that may go, or how long to wait for one, or None: nothing is due."""
        if not heads:
            return None
        with self._desk.database.read() as session:
            now = clock(session)
            pauses = {head: pause_of(session, head, self._pace, now) for head in heads}
        for head in in_order(head for head, pause in pauses.items() if pause <= AT_ONCE):
            with self._desk.database.write() as session:
                turn = take(session, head, self._pace, clock(session))
            if turn is not None:
                return turn
        return max(min(pauses.values()), A_LITTLE)

    def _send(self, turn: Turn) -> None:
        posting = Posting(self._desk, self._sleep)
        try:
            posting.send(turn.claimed)
        finally:
            with self._desk.database.write() as session:
                if posting.underway is not None:
                    until = clock(session) + self._pace.rest(posting.underway)
                    channels.posted(session, turn.channel, turn.fence, until)
                channels.release(session, turn.channel, turn.fence)
