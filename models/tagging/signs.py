"""What facts, text and reason each say happened: the signs that the judgement weighs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from models.records import Facts
from models.tagging.complaints import Complaint
from models.tagging.files import table
from models.tagging.languages import likely_languages
from models.tagging.lexicon import carrier, spoken
from models.tagging.reading import Sighting, sightings
from models.tagging.weights import weights
from models.tagging.words import Token, composed, tokens


class Source(StrEnum):
    FACT = "fact"
    TEXT = "text"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Sign:
    """An event, who speaks of it, how strongly, and the words to show for it."""

    event: str
    source: Source
    strength: float
    quote: str


_WEAK = 0.6
_ASIDE, _MAIN = "aside", "main"
_ENGLISH = "en"
_LATIN = re.compile("[A-Za-z]{2}")
_SURE = 2  # How far ahead a language must be to rule the others out.
_NEVER = 1_000  # So far ahead that all languages of the script stay open.
_PAIR = 2


def signs(complaint: Complaint) -> list[Sign]:
    return [
        *from_facts(complaint.facts),
        *from_text(complaint.text),
        *from_reason(complaint.reason),
    ]


def from_text(text: str | None) -> list[Sign]:
    if not text:
        return []
    text = composed(text)
    return [
        Sign(sighting.event, Source.TEXT, strength, f"“{text[sighting.start : sighting.end]}”")
        for sighting, strength in _balanced(text)
    ]


def _balanced(text: str) -> list[tuple[Sighting, float]]:
    """What the text tells, side remarks counting less and what is called the problem more."""
    words = tokens(text)
    languages = likely_languages(text, words, lead=_SURE)
    if _ENGLISH not in languages and _LATIN.search(text):
        languages = (*languages, _ENGLISH)  # Two languages in one line.
    found = _sightings(words, languages)
    if not found and len(languages) <= _PAIR:
        found = _sightings(words, likely_languages(text, words, lead=_NEVER))
    asides = {sighting.clause for sighting, _ in found if sighting.event == _ASIDE}
    mains = {sighting.clause for sighting, _ in found if sighting.event == _MAIN}
    return _strongest(
        (sighting, sighting.strength * factor * _emphasis(sighting.clause, asides, mains))
        for sighting, factor in found
    )


def _sightings(
    words: Sequence[Token], languages: tuple[str, ...]
) -> list[tuple[Sighting, float]]:
    return [
        (sighting, _foreign(sighting, languages))
        for language in languages
        for sighting in sightings(words, spoken(language))
    ]


def _foreign(sighting: Sighting, languages: tuple[str, ...]) -> float:
    foreign = sighting.language == _ENGLISH and len(languages) == _PAIR
    return weights().foreign if foreign else 1.0


def _emphasis(clause: int, asides: set[int], mains: set[int]) -> float:
    if clause in asides:
        return weights().aside
    return weights().main if clause in mains else 1.0


def _strongest(found: Iterable[tuple[Sighting, float]]) -> list[tuple[Sighting, float]]:
    """Each event once, by its strongest and then longest phrase, in the order of the text."""
    best: dict[str, tuple[Sighting, float]] = {}
    for sighting, strength in found:
        known = best.get(sighting.event)
        if known is None or _rank(sighting, strength) > _rank(*known):
            best[sighting.event] = (sighting, strength)
    return sorted(best.values(), key=lambda entry: entry[0].start)


def _rank(sighting: Sighting, strength: float) -> tuple[float, int]:
    return strength, sighting.end - sighting.start


@cache
def _reasons() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    entries = table("reasons")["reason"]
    return tuple((tuple(entry["phrases"]), tuple(entry["events"])) for entry in entries)


def from_reason(reason: str | None) -> list[Sign]:
    if not reason:
        return []
    plain = reason.casefold().replace("’", "'")
    for phrases, events in _reasons():
        if any(phrase in plain for phrase in phrases):
            return [Sign(event, Source.REASON, 1.0, f"reason: {reason}") for event in events]
    return []


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
    elapsed, words = _elapsed(facts)
    if promised is None or elapsed is None:
        return
    event = "overdue_by_dates" if elapsed > promised else "in_time_by_dates"
    yield Sign(event, Source.FACT, 1.0, f"{words.format(elapsed)}, promised {promised}")


def _elapsed(facts: Facts) -> tuple[int | None, str]:
    if facts.delivered_after_days is not None:
        return facts.delivered_after_days, "delivered after {} days"
    if facts.days_since_ship is not None:
        return facts.days_since_ship, "{} days since shipping"
    return facts.days_since_order, "{} days since the order"


def _protection(facts: Facts) -> Iterator[Sign]:
    over = facts.protection_expired
    words = ""
    if facts.days_since_delivery is not None and facts.protection_days is not None:
        words = (
            f"{facts.days_since_delivery} days since delivery, protected {facts.protection_days}"
        )
        over = facts.days_since_delivery > facts.protection_days if over is None else over
    if over is None:
        return
    event = "expired_by_facts" if over else "protected_by_facts"
    yield Sign(event, Source.FACT, 1.0, words or ("protection is over" if over else "protected"))


def _tracking(facts: Facts) -> Iterator[Sign]:
    code = (facts.tracking_code or "").strip().upper()
    if code in _codes():
        event, strength = _codes()[code]
        yield Sign(event, Source.FACT, strength, f"tracking code {code}")
    if facts.tracking_status:
        words = tokens(composed(facts.tracking_status))
        quote = f"tracking: {facts.tracking_status}"
        for event in dict.fromkeys(found.event for found in sightings(words, carrier())):
            yield Sign(event, Source.FACT, 1.0, quote)
