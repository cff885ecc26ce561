"""What a parcel went through, as the tracking call tells it."""

from collections.abc import Mapping
from typing import Any

from jobs.sources import reading
from jobs.sources.times import instant
from models.records import ParcelEventRecord
from models.types import LONGEST_KEY

# Tracking is asked for by a service's key, people know its name; only these pairs are sure.
_NAMES = {
    "CAINIAO_STANDARD": "AliExpress Standard Shipping",
    "CAINIAO_PREMIUM": "AliExpress Premium Shipping",
    "CAINIAO_ECONOMY": "AliExpress Saver Shipping",
    "CPAM": "China Post Registered Air Mail",
}
_KEYS = {name.lower(): key for key, name in _NAMES.items()}


def carrier(name: str | None, key: str | None) -> str | None:
    """What to call a parcel's service, so that `service_key` finds the way back."""
    return (_NAMES.get(key) or key) if key else name


def service_key(carrier: str | None) -> str:
    name = (carrier or "").strip()
    return _KEYS.get(name.lower(), name)


def parcel_events(answer: Mapping[str, Any]) -> tuple[ParcelEventRecord, ...]:
    """The parcel's movements, oldest first; a parcel without any trace has none."""
    found = (_event(row) for row in reading.rows(answer.get("details")))
    return tuple(sorted((event for event in found if event), key=lambda event: event.at))


def _event(row: Mapping[str, Any]) -> ParcelEventRecord | None:
    at = instant(row.get("event_date"))
    if at is None:
        return None
    words = (reading.text(row.get("event_desc")), reading.text(row.get("address")))
    code = reading.text(row.get("action_code"))
    return ParcelEventRecord(
        at=at,
        code=code and code[:LONGEST_KEY],
        text=", ".join(word for word in words if word) or None,
    )
