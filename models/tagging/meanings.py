"""Words whose meaning the learned part knows, even where no training text had them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from models.tagging.words import Token, is_unspaced

_WORDS_KEPT = 50_000
_LONGEST_RUN = 6  # Characters of a word where words are not spaced.
_MOST_ENDING = 3  # Letters of an unknown ending that may be dropped.
_SHORTEST_STEM = 4


@lru_cache(maxsize=_WORDS_KEPT)
def key(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def known_words(words: Sequence[Token], rows: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The place of each known word in the text, and its row."""
    at = 0
    while at < len(words):
        word = words[at].forms[0]
        if len(word) == 1 and is_unspaced(word):
            row, length = _longest(words, at, rows)
        else:
            row, length = _stemmed(word, rows), 1
        if row is not None:
            yield at, row
        at += length


def _stemmed(word: str, rows: Mapping[int, int]) -> int | None:
    for dropped in range(_MOST_ENDING + 1):
        if dropped and len(word) - dropped < _SHORTEST_STEM:
            return None
        if (row := rows.get(key(word[: len(word) - dropped]))) is not None:
            return row
    return None


def _longest(words: Sequence[Token], at: int, rows: Mapping[int, int]) -> tuple[int | None, int]:
    run, best, length = "", None, 1
    for count, token in enumerate(words[at : at + _LONGEST_RUN], 1):
        if token.clause != words[at].clause:
            break
        run += token.forms[0]
        if (row := rows.get(key(run))) is not None and count > 1:
            best, length = row, count
    return best, length
