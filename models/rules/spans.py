"""Spans of time as people write them: 72h, 10d, 5m."""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_SPAN = re.compile(r"(\d{1,5})\s*([mhd])")


def span(told: Any) -> timedelta:
    """
    Raises:
        ValueError: it is no number with m, h or d behind it.

    """
    if isinstance(told, timedelta):
        return told
    found = _SPAN.fullmatch(told.strip()) if isinstance(told, str) else None
    if found is None:
        raise ValueError('write a number and m, h or d, such as "72h"')
    return int(found[1]) * _UNITS[found[2]]


def written(length: timedelta) -> str:
    """As short as it can be said: a day is 24h only where it is no whole number of days."""
    for unit in ("d", "h", "m"):
        if length and not length % _UNITS[unit]:
            return f"{length // _UNITS[unit]}{unit}"
    return "0h"


Span = Annotated[timedelta, BeforeValidator(span), PlainSerializer(written)]
