"""Text as tokens that compare well: folded words, and single characters where none are spaced."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
_LETTERS = f"(?:[^\\W\\d_{_UNSPACED}]++|[{_MARKS}]++)++"
_TOKEN = re.compile(
    r"[\u0400-\u04ff]++['’ʼ][\u0400-\u04ff]++"
    rf"|{_LETTERS}(?:['’](?i:t|s|re|ve|ll|d|m)\b)?"
    f"|[{_UNSPACED}]"
    r"|\d+(?:[.,]\d+)*"
)
_UNSPACED_CHAR = re.compile(f"[{_UNSPACED}]")
_CLAUSE_END = re.compile(r"[,.;:!?…()\n、。，！？；：،؛؟]|\s[-–—]|—")
_SENTENCE_END = re.compile(r"[.;!?…\n。！？；؛؟]")
_STRETCHED = re.compile(r"(\D)\1{2,}")
_SHORTEST_STRETCHED = 4
_STRETCHES = 2  # How often its letter is repeated, at least.
_WORDS_KEPT = 50_000  # Forms worked out once.
_BREAKS_KEPT = 1_000  # What stands between words, likewise.
_LONGEST = 2_000  # What matters is said early.
_KEPT = frozenset("йї")  # Letters of their own, though they decompose.
_PLAIN = {"ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ى": "ي", "ة": "ه"}
_GLUED = re.compile(r"(?:وال|فال|بال|كال|ال|لل|و|ف|ب|ل)(?=.{3})")  # Arabic, written as one word.
_GLUED_HEBREW = re.compile(r"[ושהבלמכ]{1,2}?(?=.{3})")


@dataclass(slots=True, eq=False)  # Frozen ones are slow to make, and texts are made of them.
class Token:
    """A word: how it may be compared, where it stands, and the clause it belongs to."""

    forms: tuple[str, ...]
    start: int
    end: int
    clause: int
    sentence: int


class _Folding(dict[int, str]):
    """Each character without case, accents and vowel marks; worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code))
        return folded


def _fold_char(char: str) -> str:
    lowered = char.casefold()
    if lowered in _KEPT or "\u3040" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7af":
        return lowered
    plain = unicodedata.normalize("NFKD", lowered)
    return "".join(_PLAIN.get(c, c) for c in plain if c.isalnum())


_FOLDED = _Folding()


def fold(word: str) -> str:
    folded = word.translate(_FOLDED)
    repeats = len(folded) - len(set(folded))
    if len(folded) < _SHORTEST_STRETCHED or repeats < _STRETCHES:
        return folded
    return _STRETCHED.sub(r"\1", folded)


def is_unspaced(text: str) -> bool:
    return _UNSPACED_CHAR.search(text) is not None


def composed(text: str) -> str:
    """One form for each character, and no more of them than are read."""
    return unicodedata.normalize("NFC", text[:_LONGEST])


def tokens(text: str) -> list[Token]:
    """The words of a text that is `composed`."""
    found: list[Token] = []
    clause = sentence = end = 0
    for match in _TOKEN.finditer(text):
        start, past = match.span()
        if start != end and (between := text[end:start]) != " ":
            ends_clause, ends_sentence = _ends(between)
            clause += ends_clause
            sentence += ends_sentence
        end = past
        found.append(Token(_compared(match[0]), start, end, clause, sentence))
    return found


@lru_cache(maxsize=_BREAKS_KEPT)
def _ends(between: str) -> tuple[bool, bool]:
    """Whether what stands between two words ends a clause, and a sentence."""
    return _CLAUSE_END.search(between) is not None, _SENTENCE_END.search(between) is not None


@lru_cache(maxsize=16)
def read(text: str) -> tuple[str, tuple[Token, ...]]:
    """A text `composed`, and its words; several readers ask for the same text in a row."""
    text = composed(text)
    return text, tuple(tokens(text))


@lru_cache(maxsize=_WORDS_KEPT)
def _compared(word: str) -> tuple[str, ...]:
    return forms(fold(word))


def forms(word: str) -> tuple[str, ...]:
    """Arabic and Hebrew glue article and prepositions to the word: compare without them too."""
    first = word[:1]
    if first.isdigit():
        return (word, "#")
    if first < "\u0590" or first > "\u06ff":
        return (word,)
    glued = _GLUED_HEBREW if first < "\u0600" else _GLUED
    match = glued.match(word)
    return (word,) if match is None else tuple(dict.fromkeys(_bare(word, glued)))


def _bare(word: str, glued: re.Pattern[str]) -> list[str]:
    found = [word]
    while len(found) < 4 and (match := glued.match(found[-1])):  # noqa: PLR2004 - no word carries more
        found.append(found[-1][match.end() :])
    return found
