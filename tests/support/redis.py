"""A real Redis for the suite: the one it is given, else the private one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from redis import Redis

from jobs.running import embedded


@contextmanager
def a_redis(directory: Path) -> Iterator[str]:
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    server = embedded.start(directory)
    try:
        yield server.url
    finally:
        server.stop()


@cache
def connection(url: str) -> Redis:
    """Kept for all tests: making one takes longer than what is asked over it."""
    return Redis.from_url(url)
