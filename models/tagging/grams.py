"""The pieces by which the learned part knows a text: runs of letters, words and pairs of words."""

from array import array
from collections.abc import Sequence
from functools import lru_cache
from struct import pack
from typing import NamedTuple
from zlib import crc32

from models.tagging.words import Token, is_unspaced

BUCKETS = 1 << 17
SUM = 4  # Bytes of a packed sum.
_LONGEST = 5  # Letters of a run within a word; the shortest has two.
_CHARS = 4  # Characters of a run where words are not spaced.
_WORDS_KEPT = 50_000
_LETTERS_KEPT = 5_000
# What each kind of piece begins with; the sum of a longer run goes on from that of a shorter one.
_WORD, _PAIR, _LETTERS, _RUN = (crc32(kind) for kind in (b"w", b"b", b"g", b"c"))


class _Spelled(NamedTuple):
    """What a word gives wherever it stands."""

    pieces: bytes
    opening: int  # The sum of a pair that begins with it.
    encoded: bytes
    unspaced: bool


def pieces(words: Sequence[Token]) -> list[bytes]:
    """For each token the sums of the pieces that begin with it, packed: they name the buckets."""
    spelled = [_spelled(word.forms[0]) for word in words]
    found = []
    for at, (word, one) in enumerate(zip(words, spelled, strict=True), 1):
        if one.unspaced:
            found.append(_runs(words[at - 1 : at - 1 + _CHARS]))
        elif at < len(words) and words[at].clause == word.clause:
            found.append(one.pieces + pack("I", crc32(spelled[at].encoded, one.opening)))
        else:
            found.append(one.pieces)
    return found


def _runs(words: Sequence[Token]) -> bytes:
    """Of all lengths that the clause has room for."""
    total = _RUN
    found = []
    for word in words:
        if word.clause != words[0].clause:
            break
        total = crc32(_letter(word.forms[0]), total)
        found.append(total)
    return _packed(found)


@lru_cache(maxsize=_WORDS_KEPT)
def _spelled(word: str) -> _Spelled:
    if len(word) == 1 and is_unspaced(word):
        return _Spelled(b"", 0, encoded(word), unspaced=True)
    plain = "#" if word[:1].isdigit() else word
    whole = encoded(plain)
    found = _packed([crc32(whole, _WORD), *_letters(plain)])
    return _Spelled(found, crc32(whole + b" ", _PAIR), whole, unspaced=False)


def _letters(word: str) -> list[int]:
    """Every run of letters, with the edges of the word."""
    found = []
    letters = [_letter(letter) for letter in f"_{word}_"]
    for at, letter in enumerate(letters[:-1], 1):
        total = crc32(letter, _LETTERS)
        for following in letters[at : at + _LONGEST - 1]:
            total = crc32(following, total)
            found.append(total)
    return found


def _packed(sums: list[int]) -> bytes:
    return array("I", sums).tobytes()


def encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


_letter = lru_cache(maxsize=_LETTERS_KEPT)(encoded)
