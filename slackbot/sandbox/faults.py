"""Faults: how the workspace misbehaves on demand, for how long, how often."""

import random
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from slackbot.sandbox.names import new_id

Kind = Literal[
    "lost_answer",
    "500",
    "502_html",
    "429",
    "slow",
    "duplicate",
    "disconnect",
    "dead_socket",
    "unread_file",  # Slack has not read an uploaded file yet.
    "no_native_charts",  # A workspace that Slack's own charts and tables have not reached.
]

EVERY_METHOD = "*"
DELIVERY = "delivery"  # Not a method: what goes out to the app.
OF_DELIVERIES = frozenset({"duplicate", "disconnect", "dead_socket"})  # No method knows these.


@dataclass
class Fault:
    id: str
    method: str
    kind: Kind
    share: float
    left: int | None  # None: until cleared.
    seconds: float
    until: float | None
    cleared: bool = False

    @property
    def over(self) -> bool:
        timed_out = self.until is not None and self.until <= time.monotonic()
        return self.cleared or timed_out or self.left == 0

    def strikes(self) -> bool:
        """Whether chance lets it strike now; it then counts as one time."""
        if random.random() >= self.share:  # noqa: S311 - chance, not secrecy
            return False
        self.left = None if self.left is None else self.left - 1
        return True

    def hits(self, method: str) -> bool:
        every = self.method == EVERY_METHOD and method != DELIVERY
        return every or self.method == method

    def drawn(self) -> dict[str, Any]:
        ends = None if self.until is None else round(max(0.0, self.until - time.monotonic()), 1)
        return {
            "id": self.id,
            "method": self.method,
            "kind": self.kind,
            "share": self.share,
            "count": self.left,
            "seconds": self.seconds,
            "ends_in": ends,
        }


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self.struck: Counter[str] = Counter()  # How often, by kind and by what it was asked for.

    def add(
        self,
        method: str,
        kind: Kind,
        *,
        share: float,
        count: int | None,
        seconds: float,
        for_seconds: float | None,
    ) -> Fault:
        until = None if for_seconds is None else time.monotonic() + for_seconds
        fault = Fault(new_id("Ft"), method, kind, share, count, seconds, until)
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        for fault in self._faults:
            fault.cleared = True

    def active(self) -> list[Fault]:
        self._faults = [fault for fault in self._faults if not fault.over]
        return self._faults

    def strike(self, method: str, *kinds: Kind) -> Fault | None:
        """The first fault of these kinds that strikes now."""
        for fault in self.active():
            if fault.kind in kinds and fault.hits(method) and fault.strikes():
                self.struck[f"{fault.kind} {fault.method}"] += 1
                return fault
        return None
