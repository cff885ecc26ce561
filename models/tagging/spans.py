"""Spans of time that a text names: two months, 3 weeks."""

from dataclasses import dataclass

from models.tagging.languages import likely_languages
from models.tagging.lexicon import Lexicon, spoken
from models.tagging.reading import sightings
from models.tagging.words import Token, composed, tokens

_UNITS = frozenset({"day", "week", "month", "year"})
_BEFORE = 2  # How far before its unit a number may stand.


@dataclass(frozen=True, slots=True)
class Span:
    count: int
    unit: str


def spans(text: str) -> list[Span]:
    text = composed(text)
    words = tokens(text)
    languages = likely_languages(text, words, lead=1)
    return _spans(words, spoken(languages[0])) if len(languages) == 1 else []


def _spans(words: list[Token], lexicon: Lexicon) -> list[Span]:
    places = {word.start: place for place, word in enumerate(words)}
    found = []
    for sighting in sightings(words, lexicon):
        if sighting.event in _UNITS:
            place = places[sighting.start]
            count = _count(words[max(place - _BEFORE, 0) : place], lexicon)
            if count:
                found.append(Span(count, sighting.event))
    return found


def _count(before: list[Token], lexicon: Lexicon) -> int | None:
    for word in reversed(before):
        form = word.forms[0]
        if form.isdecimal():
            return int(form)
        if form in lexicon.numbers:
            return lexicon.numbers[form]
    return None
