"""Words whose meaning the learned part knows, even where no training text had them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from models.tagging.grams import encoded
from models.tagging.words import Token, is_unspaced

_WORDS_KEPT = 50_000
_LONGEST_RUN = 6  # Characters of a word where words are not spaced.
_MOST_ENDING = 3  # Letters of an unknown ending that may be dropped.
_SHORTEST_STEM = 4
_IN_RUNS = -1


class Vocabulary:
    """The known words by their keys, and for each its number."""

    def __init__(self, numbers: Mapping[int, int]) -> None:
        self.numbers = numbers
        self._number = lru_cache(maxsize=_WORDS_KEPT)(self._alone)

    def known(self, words: Sequence[Token]) -> list[tuple[int, int]]:
        """The place of each known word in the text, and its number."""
        found, past = [], 0
        for at, alone in enumerate([self._number(token.forms[0]) for token in words]):
            if alone is None or at < past:
                continue
            number: int | None = alone
            if alone == _IN_RUNS:
                number, past = self._longest(words, at)
            if number is not None:
                found.append((at, number))
        return found

    def _alone(self, word: str) -> int | None:
        """Its number, or that of its stem; single characters are known by what follows them."""
        if len(word) == 1 and is_unspaced(word):
            return _IN_RUNS
        shortest = max(_SHORTEST_STEM, len(word) - _MOST_ENDING)
        for length in (len(word), *range(len(word) - 1, shortest - 1, -1)):
            if (number := self.numbers.get(crc32(encoded(word[:length])))) is not None:
                return number
        return None

    def _longest(self, words: Sequence[Token], at: int) -> tuple[int | None, int]:
        """The number of the longest word that begins here, and the place past it."""
        key, clause = crc32(encoded(words[at].forms[0])), words[at].clause
        best, past = None, at + 1
        for here in range(at + 1, min(at + _LONGEST_RUN, len(words))):
            if words[here].clause != clause:
                break
            key = crc32(encoded(words[here].forms[0]), key)
            if (number := self.numbers.get(key)) is not None:
                best, past = number, here + 1
        return best, past
