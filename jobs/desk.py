"""The desk of this process, opened by the first job that needs it."""

import os
from functools import cache
from pathlib import Path

from models.settings import Settings
from slackbot.desk import Desk


@cache
def _opened(process: int, settings: Settings) -> Desk:  # noqa: ARG001 - a fork opens its own.
    return Desk.open(settings)


def close() -> None:
    """Let go of this process's desk; the next job opens another."""
    desk().close()
    _opened.cache_clear()


def keep_errors() -> None:
    """Count what the job noted, if it opened a desk at all."""
    if _opened.cache_info().currsize:
        here = desk()
        here.errors.keep(here.database)


def desk() -> Desk:
    """Connections are never shared across a fork: each process has a desk of its own."""
    return _opened(os.getpid(), Settings.load(Path.cwd()))
