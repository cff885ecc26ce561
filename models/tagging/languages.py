"""A guess at the language of a short text, by its script, letters and small words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from models.tagging.files import table
from models.tagging.words import Token, composed, fold, tokens

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTER_WEIGHT = 2
_NAMED = 1  # How many signs the likeliest must be ahead to be named.
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Marks:
    """By language: the script, or the small words and letters that tell it."""

    scripts: Mapping[str, re.Pattern[str]]
    latin_words: Mapping[str, frozenset[str]]
    latin_letters: Mapping[str, frozenset[str]]
    cyrillic_words: Mapping[str, frozenset[str]]
    cyrillic_letters: Mapping[str, frozenset[str]]


@cache
def _marks() -> _Marks:
    entries = table("languages")
    cyrillic = entries["cyrillic"]
    return _Marks(
        scripts={code: re.compile(f"[{span}]") for code, span in entries["scripts"].items()},
        latin_words={code: _folded(words) for code, words in entries["words"].items()},
        latin_letters={code: frozenset(chars) for code, chars in entries["letters"].items()},
        cyrillic_words={code: _folded(cyrillic[f"words_{code}"]) for code in ("ru", "uk")},
        cyrillic_letters={code: frozenset(cyrillic[code]) for code in ("ru", "uk")},
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


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
    if not text.isascii():
        for code, script in marks.scripts.items():
            if script.search(text):
                return (code,)
        if _CYRILLIC.search(text):
            return _ahead(text, words, marks.cyrillic_words, marks.cyrillic_letters, lead)
    return _ahead(text, words, marks.latin_words, marks.latin_letters, lead)


def _ahead(
    text: str,
    words: Sequence[Token],
    small_words: Mapping[str, frozenset[str]],
    letters: Mapping[str, frozenset[str]],
    lead: int,
) -> tuple[str, ...]:
    heard = Counter(word.forms[0] for word in words)
    written = set(text.lower())
    scores = {
        code: sum([heard[word] for word in heard.keys() & known])
        + _LETTER_WEIGHT * len(written & letters.get(code, _NONE))
        for code, known in small_words.items()
    }
    first, next_one = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    return (first,) if scores[first] >= scores[next_one] + lead else tuple(small_words)
