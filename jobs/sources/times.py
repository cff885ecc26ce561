"""The platform's wall time, America/Los_Angeles with its two switches a year, and instants."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

PLATFORM = ZoneInfo("America/Los_Angeles")

_WALL = "%Y-%m-%d %H:%M:%S"
SKEW = timedelta(minutes=5)  # Of our clock, at most; the two readings lie an hour apart.
_EPOCH = re.compile("[0-9]{9,16}")
# The years 1 and 9999 stand for "never"; no dispute is older than the platform.
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_MILLISECONDS_FROM = 100_000_000_000  # As seconds this would be the year 5138.


def instant(told: Any) -> datetime | None:
    """
    Read a time in any form that the platform uses; nothing, blank or nonsense is None.

    An hour that occurs twice is read as the earlier one, so no deadline is seen too late;
    an hour that the clocks skip is read with the offset that ruled before it.
    """
    if isinstance(told, int | float) and not isinstance(told, bool):
        return _from_epoch(told)
    if not isinstance(told, str) or not told.strip():
        return None
    written = told.strip()
    return _from_epoch(int(written)) if _EPOCH.fullmatch(written) else _from_text(written)


def not_before(moment: datetime | None, known: datetime | None, now: datetime) -> datetime | None:
    """
    When something was said that was said after `known`, for the platform's time never runs back.

    In the autumn its clocks show the same hour twice: what seems to lie before is of the second,
    once that has come. Until then it is what it seems: older news, that came late.
    """
    if moment is None or known is None or moment >= known:
        return moment
    other = latest(moment)
    return moment if other > now + SKEW else other


def latest(moment: datetime) -> datetime:
    """What a wall time may mean at the latest: something else only in an hour that occurs twice."""
    other = moment.astimezone(PLATFORM).replace(fold=1).astimezone(UTC)
    return max(moment, other)


def occurs_twice(moment: datetime | None) -> bool:
    """Whether the platform's clocks show this wall time once more, or did before."""
    return moment is not None and _occurs_twice(moment.astimezone(PLATFORM))


def wall_time(moment: datetime) -> str:
    return moment.astimezone(PLATFORM).strftime(_WALL)


def wall_span(start: datetime, end: datetime) -> tuple[str, str]:
    """Write a span so that, read back with either meaning of a doubled hour, it covers ours."""
    first, last = start.astimezone(PLATFORM), _next_second(end).astimezone(PLATFORM)
    if _occurs_twice(first):
        first = first.replace(minute=0, second=0) - timedelta(seconds=1)
    if _occurs_twice(last):
        last = last.replace(minute=0, second=0) + timedelta(hours=1)
    return first.strftime(_WALL), last.strftime(_WALL)


def _next_second(moment: datetime) -> datetime:
    """Wall times have no finer part, and cutting it off would end the span too early."""
    return moment + timedelta(microseconds=-moment.microsecond % 1_000_000)


def _occurs_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _from_epoch(value: float) -> datetime | None:
    if not _EARLIEST.timestamp() <= value < _LATEST.timestamp() * 1000:
        return None
    seconds = value / 1000 if value >= _MILLISECONDS_FROM else value
    return _plausible(datetime.fromtimestamp(seconds, UTC))


def _from_text(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return _from_legacy(written)
    return _plausible(moment if moment.tzinfo else moment.replace(tzinfo=PLATFORM))


def _from_legacy(written: str) -> datetime | None:
    """The previous interface wrote 20150714020749000-0700."""
    try:
        return _plausible(datetime.strptime(written, "%Y%m%d%H%M%S%f%z"))
    except ValueError:
        return None


def _plausible(moment: datetime) -> datetime | None:
    return moment.astimezone(UTC) if _EARLIEST.year <= moment.year < _LATEST.year else None
