"""The workspace's time: message timestamps that only ever grow, also across a restart."""

import time

from slackbot.sandbox.store import Store

_MICROS = 1_000_000


class Clock:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = max((body["last"] for _key, body in store.load("clock")), default=0)

    def now(self) -> float:
        return time.time()

    def tick(self) -> str:
        """A new timestamp, `seconds.micros`, later than every one before it."""
        self._last = max(int(self.now() * _MICROS), self._last + 1)
        self._store.save("clock", "ts", {"last": self._last})
        return self.latest()

    def latest(self) -> str:
        return f"{self._last // _MICROS}.{self._last % _MICROS:06d}"
