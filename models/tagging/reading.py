"""Find in a text what it says happened."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.tagging.lexicon import Entry, Lexicon
from models.tagging.phrases import Node
from models.tagging.words import Token

_REACH = 3  # How far before a word its "not" may stand.
_SHORTEST_STEM = 2
_WORDS_KEPT = 20_000
_AFTER = 6  # How many words after a word its "not" may take.


class Sighting(NamedTuple):
    """A phrase found: the event it tells of, and where it stands."""

    event: str
    language: str
    strength: float
    start: int
    end: int
    clause: int


def sightings(words: Sequence[Token], lexicon: Lexicon) -> Iterator[Sighting]:
    for first, word in enumerate(words):
        for entry in _candidates(word.forms, lexicon):
            past = _past_after(entry.head, words, first + 1)
            if past is None or (entry.deniable and _denied(words, first, past, lexicon)):
                continue
            yield Sighting(
                entry.event,
                lexicon.language,
                entry.strength,
                word.start,
                words[past - 1].end,
                word.clause,
            )


@lru_cache(maxsize=_WORDS_KEPT)
def _candidates(forms: tuple[str, ...], lexicon: Lexicon) -> tuple[Entry, ...]:
    """The phrases that a word may begin."""
    found: list[Entry] = []
    for form in forms:
        found += lexicon.exact.get(form, ())
        for length in range(_SHORTEST_STEM, min(len(form), lexicon.longest_stem) + 1):
            found += lexicon.stems.get(form[:length], ())
    return tuple(found)


def _past_after(node: Node, words: Sequence[Token], at: int) -> int | None:
    """The position past the phrase, when its node matched the word before `at`."""
    if node.next is not None and (at == len(words) or node.next.isdisjoint(words[at].forms)):
        return at if node.last else None
    # One function, for most of a reading is spent in it.
    for following in node.after:
        exact, stems = following.exact, following.stems
        gap = following.gap
        for here in range(at, min(at + gap + 1, len(words))):
            word = words[here]
            if gap and word.sentence != words[at - 1].sentence:
                break
            for form in word.forms:
                if form in exact or (stems and form.startswith(stems)):
                    if (past := _past_after(following, words, here + 1)) is not None:
                        return past
                    break
    return at if node.last else None


def _denied(words: Sequence[Token], first: int, past: int, lexicon: Lexicon) -> bool:
    clause = words[first].clause
    for at in range(first - 1, max(first - 1 - _REACH, -1), -1):
        word = words[at]
        if word.clause != clause or not lexicon.joiners.isdisjoint(word.forms):
            break
        if not lexicon.before.isdisjoint(word.forms):
            return True
    return bool(lexicon.after) and _following(words, past, clause).startswith(lexicon.after)


def _following(words: Sequence[Token], past: int, clause: int) -> str:
    tail = words[past : past + _AFTER]
    return "".join([word.forms[0] for word in tail if word.clause == clause])
