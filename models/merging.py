"""The fresher platform time wins, field by field."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from models.disputes import Dispute
from models.orders import Order


def merge(row: Dispute | Order, said: Mapping[str, Any], at: datetime) -> set[str]:
    """
    Take over what a source said at a moment, where nothing fresher is known.

    Returns:
        The names of the fields that changed their value.

    """
    stamp = at.astimezone(UTC).isoformat()
    times = dict(row.field_times)
    changed = set()
    for name, value in said.items():
        if name in times and datetime.fromisoformat(times[name]) > at:
            continue
        times[name] = stamp
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed.add(name)
    if times != row.field_times:
        row.field_times = times
    return changed
