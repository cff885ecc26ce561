"""
Whether the process of a job was asked to end: whoever would go on for long looks, and ends early.

A job that is cut off instead leaves what it held to nobody until its lease is over.
"""

import signal
from threading import Event
from types import FrameType

_asked = Event()
asked = _asked.is_set


def listen() -> None:
    """In a work horse, whether its worker or whoever stops the whole machine tells it."""
    signal.signal(signal.SIGTERM, _hear)


def _hear(_signal: int, _frame: FrameType | None) -> None:
    _asked.set()
