"""What the learned part knows of a complaint besides the pieces of its text."""

from collections.abc import Iterable, Mapping

from models.records import Facts
from models.tagging.causes import Cause
from models.tagging.complaints import Complaint
from models.tagging.signs import Sign, Source
from models.tagging.weights import weights

_TOLD = {cause: f"told:{cause}" for cause in Cause}
_FIRST_DAYS, _TWO_WEEKS = 5, 14


def features(
    complaint: Complaint, found: Iterable[Sign], told: Mapping[Cause, float]
) -> dict[str, float]:
    """By name: events with their speaker, what the rules make of them, and what is absent."""
    named = {_TOLD[cause]: chance for cause, chance in told.items()}
    spoken = False
    reasons = []
    found = list(found)
    arrived = any(sign.event == "delivered" and sign.source is Source.FACT for sign in found)
    for sign in found:
        name = f"{sign.source}:{sign.event}"
        if sign.source is Source.FACT and arrived:
            name += ":delivered"  # Dates say less of a parcel that is there.
        named[name] = max(named.get(name, 0.0), sign.strength)
        spoken |= sign.source is Source.TEXT and _has_family(sign.event)
        if sign.source is Source.REASON:
            reasons.append(sign.event)
    if not spoken:
        named |= {f"only:{event}": 1.0 for event in reasons}
    if not (complaint.text or "").strip():
        named |= {f"alone:{event}": 1.0 for event in reasons}
    return named | _since_delivery(complaint.facts) | _on_its_way(complaint.facts, arrived)


def _has_family(event: str) -> bool:
    entry = weights().events.get(event)
    return entry is not None and entry.family is not None


def _since_delivery(facts: Facts) -> dict[str, float]:
    days = facts.days_since_delivery
    if days is None:
        return {}
    if days <= _FIRST_DAYS:
        return {"delivered:just": 1.0}
    return {"delivered:weeks" if days > _TWO_WEEKS else "delivered:days": 1.0}


def _on_its_way(facts: Facts, arrived: bool) -> dict[str, float]:
    elapsed = facts.days_since_ship is not None or facts.days_since_order is not None
    return {"way:open": 1.0} if elapsed and not arrived else {}
