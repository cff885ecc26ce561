"""The fresher platform time wins, field by field."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from models.disputes import Dispute
from models.orders import Order


def is_news(row: Dispute | Order, name: str, at: datetime) -> bool:
    """Whether nothing fresher was said of this before; from now on it was said at this moment."""
    known = row.field_times.get(name)
    if known is not None and datetime.fromisoformat(known) > at:
        return False
    row.field_times = row.field_times | {name: at.astimezone(UTC).isoformat()}
    return True


def merge(row: Dispute | Order, said: Mapping[str, Any], at: datetime) -> set[str]:
    """
    Take over what a source said at a moment, where nothing fresher is known.

    Returns:
        The names of the fields that changed their value.

    """
    news = [name for name in said if is_news(row, name, at)]
    changed = {name for name in news if getattr(row, name) != said[name]}
    for name in changed:
        setattr(row, name, said[name])
    return changed
