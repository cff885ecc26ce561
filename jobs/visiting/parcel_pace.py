"""How often a parcel is read: by a table of where it is and of what depends on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models import facts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Stage(StrEnum):
    """Where a parcel is, by the family of Cainiao's action codes."""

    ANNOUNCED = "announced"  # No carrier has it yet, or none has said so.
    MOVING = "moving"
    CUSTOMS = "customs"
    LAST_MILE = "last mile"
    RESTING = "resting"  # It should move, and has not for long.
    ARRIVED = "arrived"  # With the buyer, or back with us.


# A code begins with one of these; the first that fits counts.
FAMILIES: tuple[tuple[str, Stage], ...] = (
    ("GTMS_SIGNED", Stage.ARRIVED),
    ("GSTA_BUYER_SIGN", Stage.ARRIVED),
    ("SIGNED", Stage.ARRIVED),
    ("RETURNED", Stage.ARRIVED),
    ("RT_DESTROY", Stage.ARRIVED),
    ("CONSIGN", Stage.ANNOUNCED),
    ("OM_CONSIGN", Stage.ANNOUNCED),
    ("GTMS_ASN", Stage.ANNOUNCED),
    ("CC_", Stage.CUSTOMS),
    ("CUS_", Stage.CUSTOMS),
    ("CIQ_", Stage.CUSTOMS),
    ("GTMS_", Stage.LAST_MILE),
    ("GSTA_", Stage.LAST_MILE),
    ("SENT_SCAN", Stage.LAST_MILE),
    ("FAILED", Stage.LAST_MILE),
)
AGAIN: dict[Stage, timedelta] = {
    Stage.ANNOUNCED: 8 * HOUR,
    Stage.MOVING: 6 * HOUR,
    Stage.CUSTOMS: 6 * HOUR,
    Stage.LAST_MILE: 2 * HOUR,
    Stage.RESTING: DAY,
    Stage.ARRIVED: 2 * DAY,
}
RESTS_AFTER = 10 * DAY
NEAR = 2 * DAY  # Of a limit that depends on the parcel.
NEAR_AGAIN = 2 * HOUR
ENDED = frozenset({"FINISH", "FUND_PROCESSING"})
SETTLED_AFTER = 14 * DAY  # An arrived parcel of an order without a dispute tells nothing more.


@dataclass(frozen=True)
class Parcel:
    """What decides how often a parcel is read."""

    order_status: str | None
    last_code: str | None
    last_moved: datetime | None
    limits: Sequence[datetime] = ()  # Our deadline, the promise, the end of the protection.
    disputed: bool = False


def stage(parcel: Parcel, now: datetime) -> Stage:
    code = parcel.last_code or ""
    if code in facts.DELIVERED:
        return Stage.ARRIVED
    found = next((stage for start, stage in FAMILIES if code.startswith(start)), None)
    if found is Stage.ARRIVED:
        return found
    if parcel.last_moved is not None and now - parcel.last_moved > RESTS_AFTER:
        return Stage.RESTING
    return found or (Stage.MOVING if code else Stage.ANNOUNCED)


def look_again(parcel: Parcel, now: datetime) -> datetime | None:
    """When to read it next; None when it has nothing more to tell."""
    where = stage(parcel, now)
    if not parcel.disputed:
        if parcel.order_status in ENDED:
            return None
        moved = parcel.last_moved
        if where is Stage.ARRIVED and moved is not None and now - moved > SETTLED_AFTER:
            return None
    pause = AGAIN[where]
    if where is not Stage.ARRIVED and any(abs(limit - now) <= NEAR for limit in parcel.limits):
        pause = min(pause, NEAR_AGAIN)
    return now + pause
