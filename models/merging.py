"""The fresher platform time wins, field by field."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from models.disputes import Dispute
from models.orders import Order


def is_news(row: Dispute | Order, name: str, at: datetime) -> bool:
    """Whether nothing fresher was said of this before; from now on it was said at this moment."""
    return bool(_news(row, [name], at))


def _news(row: Dispute | Order, names: Iterable[str], at: datetime) -> list[str]:
    """Of these names, those of which nothing fresher was said before."""
    known, said_at = row.field_times, at.astimezone(UTC).isoformat()
    news = [
        name
        for name in names
        if (before := known.get(name)) in (None, said_at) or datetime.fromisoformat(before) <= at
    ]
    if any(known.get(name) != said_at for name in news):
        row.field_times = known | dict.fromkeys(news, said_at)
    return news


def merge(row: Dispute | Order, said: Mapping[str, Any], at: datetime) -> set[str]:
    """
    Take over what a source said at a moment, where nothing fresher is known.

    Returns:
        The names of the fields that changed their value.

    """
    changed = {name for name in _news(row, said, at) if getattr(row, name) != said[name]}
    for name in changed:
        setattr(row, name, said[name])
    return changed
