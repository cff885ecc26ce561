"""What the buyer's words say happened."""

import re
from collections.abc import Iterable, Sequence

from models.tagging.languages import likely_languages
from models.tagging.lexicon import spoken
from models.tagging.reading import Sighting, sightings
from models.tagging.signs import Sign, Source
from models.tagging.weights import weights
from models.tagging.words import Token, read

_ASIDE, _MAIN = "aside", "main"
_ENGLISH = "en"
_LATIN = re.compile("[A-Za-z]{2}")
_SURE = 2  # How far ahead a language must be to rule the others out.
_NEVER = 1_000  # So far ahead that all languages of the script stay open.
_PAIR = 2


def from_text(text: str | None) -> list[Sign]:
    if not text:
        return []
    text, words = read(text)
    return [
        Sign(sighting.event, Source.TEXT, strength, f"“{text[sighting.start : sighting.end]}”")
        for sighting, strength in _balanced(text, words)
    ]


def _balanced(text: str, words: Sequence[Token]) -> list[tuple[Sighting, float]]:
    """What the text tells, side remarks counting less and what is called the problem more."""
    languages = likely_languages(text, words, lead=_SURE)
    if _ENGLISH not in languages and _LATIN.search(text):
        languages = (*languages, _ENGLISH)  # Two languages in one line.
    found = _sightings(words, languages)
    if not found and len(languages) <= _PAIR:
        found = _sightings(words, likely_languages(text, words, lead=_NEVER))
    emphasis = _Emphasis(words, [sighting for sighting, _ in found])
    return _strongest(
        (sighting, sighting.strength * factor * emphasis.of(sighting)) for sighting, factor in found
    )


class _Emphasis:
    """Side remarks count less, and what is called the problem counts more."""

    def __init__(self, words: Sequence[Token], found: Sequence[Sighting]) -> None:
        self._mains = {mark.clause for mark in found if mark.event == _MAIN}
        self._asides: dict[int, Sighting] = {}
        asides = [mark for mark in found if mark.event == _ASIDE]
        if not asides:
            return
        self._ends = {word.clause: word.end for word in words}
        starts = {word.clause: word.start for word in reversed(words)}
        for mark in asides:
            self._asides[mark.clause] = mark
            if (mark.start, mark.end) == (starts[mark.clause], self._ends[mark.clause]):
                self._asides[mark.clause + 1] = mark  # "By the way, the box was torn."

    def of(self, sighting: Sighting) -> float:
        if self._is_aside(sighting):
            return weights().aside
        return weights().main if sighting.clause in self._mains else 1.0

    def _is_aside(self, sighting: Sighting) -> bool:
        mark = self._asides.get(sighting.clause)
        if mark is None or sighting.event in weights().never_aside:
            return False
        # "Although it was late" speaks of what follows, "and late too" of what stands before.
        return sighting.start >= mark.start or mark.end == self._ends[mark.clause]


def _sightings(words: Sequence[Token], languages: tuple[str, ...]) -> list[tuple[Sighting, float]]:
    return [
        (sighting, factor)
        for language in languages
        for factor in [_foreign(language, languages)]
        for sighting in sightings(words, spoken(language))
    ]


def _foreign(language: str, languages: tuple[str, ...]) -> float:
    foreign = language == _ENGLISH and len(languages) == _PAIR
    return weights().foreign if foreign else 1.0


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
