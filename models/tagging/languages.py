"""A guess at the language of a short text, by its script, letters and small words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from models.tagging.files import table
from models.tagging.words import Token, composed, fold, tokens

_CYRILLIC = "\u0400-\u04ff"
_LETTER_WEIGHT = 2
_HEARD = 2  # Signs of a language that rule out those of which there are none.
_NAMED = 1  # How many signs the likeliest must be ahead to be named.


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """What tells the languages of one script apart."""

    codes: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]  # Each small word, and the languages that have it.
    letters: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Marks:
    beyond_latin: re.Pattern[str]  # Any letter of the other scripts.
    scripts: Mapping[str, re.Pattern[str]]  # By language, where the script tells it.
    latin: _Alphabet
    cyrillic: _Alphabet


@cache
def _marks() -> _Marks:
    entries = table("languages")
    spans = entries["scripts"]
    cyrillic = entries["cyrillic"]
    words = {code: cyrillic[f"words_{code}"] for code in ("ru", "uk")}
    return _Marks(
        beyond_latin=re.compile(f"[{_CYRILLIC}{''.join(spans.values())}]"),
        scripts={code: re.compile(f"[{span}]") for code, span in spans.items()},
        latin=_alphabet(entries["words"], entries["letters"]),
        cyrillic=_alphabet(words, {code: cyrillic[code] for code in words}),
    )


def _alphabet(
    words: Mapping[str, Iterable[str]], letters: Mapping[str, Iterable[str]]
) -> _Alphabet:
    folded = {code: frozenset(map(fold, said)) for code, said in words.items()}
    return _Alphabet(tuple(words), _turned_over(folded), _turned_over(letters))


def _turned_over(by_code: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = defaultdict(list)
    for code, marks in by_code.items():
        for mark in marks:
            codes[mark].append(code)
    return {mark: tuple(found) for mark, found in codes.items()}


def language_of(text: str | None) -> str | None:
    """The ISO 639-1 code of one of the sixteen languages, or None where nothing tells."""
    if not text:
        return None
    text = composed(text)
    likely = likely_languages(text, tokens(text), lead=_NAMED)
    return likely[0] if len(likely) == 1 else None


def likely_languages(text: str, words: Sequence[Token], *, lead: int) -> tuple[str, ...]:
    """The language that is this far ahead of the next, or all that its script leaves open."""
    marks = _marks()
    if marks.beyond_latin.search(text):
        for code, script in marks.scripts.items():
            if script.search(text):
                return (code,)
        return _ahead(text, words, marks.cyrillic, lead)
    return _ahead(text, words, marks.latin, lead)


def _ahead(text: str, words: Sequence[Token], alphabet: _Alphabet, lead: int) -> tuple[str, ...]:
    scores = dict.fromkeys(alphabet.codes, 0)
    for word in words:
        for code in alphabet.words.get(word.forms[0], ()):
            scores[code] += 1
    for letter in set(text.lower()).intersection(alphabet.letters):
        for code in alphabet.letters[letter]:
            scores[code] += _LETTER_WEIGHT
    first, next_one = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    if scores[first] >= scores[next_one] + lead:
        return (first,)
    if scores[first] < _HEARD:
        return alphabet.codes
    return tuple(code for code in alphabet.codes if scores[code] > scores[first] - lead)
