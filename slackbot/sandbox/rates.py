"""Slack's rates: a message a second and channel, a workspace's budget, a budget of edits."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from slackbot.sandbox.errors import RateLimitedError

_MINUTE = 60.0
_JITTER = 0.1  # Two posts that were sent a second apart may arrive a little closer together.


@dataclass
class Limits:
    per_channel_seconds: float = 1.0
    burst: int = 1  # Slack lets short bursts through, but promises nobody any.
    workspace_per_minute: int = 300
    updates_per_minute: int = 50


@dataclass
class Bucket:
    """So many at once, then one each so many seconds."""

    tokens: float
    at: float

    def wait(self, every: float, burst: int, now: float) -> float:
        gained = (now - self.at) / every if every > 0 else burst
        self.tokens, self.at = min(burst, self.tokens + gained), now
        return 0.0 if self.tokens >= 1 - _JITTER else (1 - self.tokens) * every


@dataclass
class Window:
    """At most so many within any minute."""

    calls: deque[float] = field(default_factory=deque)

    def wait(self, limit: int, now: float) -> float:
        while self.calls and self.calls[0] <= now - _MINUTE:
            self.calls.popleft()
        return 0.0 if len(self.calls) < limit else self.calls[-limit] + _MINUTE - now


class Rates:
    def __init__(self, limits: Limits, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._now = monotonic
        self._channels: dict[str, Bucket] = {}
        self._posts = Window()
        self._updates = Window()
        self.refused = {"posts": 0, "updates": 0}

    def post(self, channel: str) -> None:
        """Count a post, or refuse it with the seconds to wait."""
        now, limits = self._now(), self.limits
        bucket = self._channels.setdefault(channel, Bucket(limits.burst, now))
        wait = bucket.wait(limits.per_channel_seconds, limits.burst, now)
        self._refuse("posts", max(wait, self._posts.wait(limits.workspace_per_minute, now)))
        bucket.tokens -= 1
        self._posts.calls.append(now)

    def update(self) -> None:
        now = self._now()
        self._refuse("updates", self._updates.wait(self.limits.updates_per_minute, now))
        self._updates.calls.append(now)

    def _refuse(self, what: str, wait: float) -> None:
        if wait > 0:
            self.refused[what] += 1
            raise RateLimitedError(max(1, math.ceil(wait)))
