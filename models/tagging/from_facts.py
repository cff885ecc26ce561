"""What dates, protection and tracking say happened."""

from collections.abc import Iterator
from functools import cache, lru_cache

from models.records import Facts
from models.tagging.becauses import fact
from models.tagging.files import table
from models.tagging.lexicon import carrier
from models.tagging.reading import sightings
from models.tagging.signs import Sign, Source
from models.tagging.words import composed, tokens

_WEAK = 0.6
_STOPPED = frozenset({"duty", "documents", "clearance_failed"})


@cache
def _codes() -> dict[str, tuple[str, float]]:
    codes: dict[str, str] = table("tracking")["codes"]
    return {
        code: (event.rstrip("~"), _WEAK if event.endswith("~") else 1.0)
        for code, event in codes.items()
    }


def from_facts(facts: Facts) -> Iterator[Sign]:
    yield from _dates(facts)
    yield from _protection(facts)
    yield from _tracking(facts)
    if facts.delivered_after_days is not None or facts.days_since_delivery is not None:
        yield Sign("delivered", Source.FACT, 1.0, "")


def _dates(facts: Facts) -> Iterator[Sign]:
    promised = facts.promised_days
    elapsed, name = _elapsed(facts)
    if promised is None or elapsed is None:
        return
    event = "overdue_by_dates" if elapsed > promised else "in_time_by_dates"
    yield Sign(event, Source.FACT, 1.0, fact(name, days=elapsed, promised=promised))


def _elapsed(facts: Facts) -> tuple[int | None, str]:
    if facts.delivered_after_days is not None:
        return facts.delivered_after_days, "delivered"
    if facts.days_since_ship is not None:
        return facts.days_since_ship, "shipped"
    return facts.days_since_order, "ordered"


def _protection(facts: Facts) -> Iterator[Sign]:
    over = facts.protection_expired
    words = ""
    if facts.days_since_delivery is not None and facts.protection_days is not None:
        days, protected = facts.days_since_delivery, facts.protection_days
        words = fact("protection", days=days, protected=protected)
        over = days > protected if over is None else over
    if over is None:
        return
    event = "expired_by_facts" if over else "protected_by_facts"
    yield Sign(event, Source.FACT, 1.0, words or fact("expired" if over else "protected"))


def _tracking(facts: Facts) -> Iterator[Sign]:
    code = (facts.tracking_code or "").strip().upper()
    if code in _codes():
        event, strength = _codes()[code]
        yield Sign(event, Source.FACT, strength, fact("code", code=code))
    if facts.tracking_status:
        quote = fact("tracking", status=facts.tracking_status)
        for event in _carried(facts.tracking_status):
            yield Sign(event, Source.FACT, 1.0, quote)


@lru_cache(maxsize=5_000)  # Carriers write the same few sentences.
def _carried(status: str) -> tuple[str, ...]:
    found = sightings(tokens(composed(status)), carrier())
    events = dict.fromkeys(sighting.event for sighting in found)
    if "cleared" in events and _STOPPED.isdisjoint(events):
        events.pop("customs", None)  # "Customs clearance completed" holds nothing.
    return tuple(events)
