"""The pieces by which the learned part knows a text: runs of letters, words and pairs of words."""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from models.tagging.words import Token, is_unspaced

BUCKETS = 1 << 17
_SHORTEST, _LONGEST = 2, 5  # Runs of letters within a word.
_CHARS = 4  # Runs of characters where words are not spaced.
_WORDS_KEPT = 50_000


def pieces(words: Sequence[Token]) -> list[tuple[int, ...]]:
    """For each token the buckets of the pieces that begin with it."""
    return [_pieces(words, at) for at in range(len(words))]


def _pieces(words: Sequence[Token], at: int) -> tuple[int, ...]:
    word = words[at].forms[0]
    if len(word) == 1 and is_unspaced(word):
        return _runs(words, at)
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or following.clause != words[at].clause:
        return _of_word(_plain(word))
    pair = f"b{_plain(word)} {_plain(following.forms[0])}"
    return (*_of_word(_plain(word)), _bucket(pair))


def _runs(words: Sequence[Token], at: int) -> tuple[int, ...]:
    run, found = "c", []
    for token in words[at : at + _CHARS]:
        if token.clause != words[at].clause:
            break
        run += token.forms[0]
        found.append(_bucket(run))
    return tuple(found)


def _plain(word: str) -> str:
    return "#" if word[:1].isdigit() else word


@lru_cache(maxsize=_WORDS_KEPT)
def _of_word(word: str) -> tuple[int, ...]:
    spelled = f"_{word}_"
    runs = (
        f"g{spelled[at : at + length]}"
        for length in range(_SHORTEST, _LONGEST + 1)
        for at in range(len(spelled) - length + 1)
    )
    return (_bucket(f"w{word}"), *(_bucket(run) for run in runs))


def _bucket(piece: str) -> int:
    return crc32(piece.encode("utf-8", "surrogatepass")) % BUCKETS
