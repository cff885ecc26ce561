"""Find in a text what it says happened."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.tagging.lexicon import Entry, Lexicon
from models.tagging.phrases import Node
from models.tagging.words import Token

_REACH = 3  # How far before a word its "not" may stand.
_AFTER = 6  # How many words after a word its "not" may take.
_WORDS_KEPT = 50_000  # Each once for every language that was tried.
_NOTHING = frozenset[str]()


class Sighting(NamedTuple):
    """A phrase found: the event it tells of, and where it stands."""

    event: str
    language: str
    strength: float
    start: int
    end: int
    clause: int


class _Part(NamedTuple):
    """What a word is to the phrases of a language."""

    names: frozenset[str]
    begins: tuple[Entry, ...]  # The phrases that may begin with it.


def sightings(words: Sequence[Token], lexicon: Lexicon) -> Iterator[Sighting]:
    parts = [_part(word.forms, lexicon) for word in words]
    heard = frozenset[str]().union(*[part.names for part in parts])
    for first, part in enumerate(parts):
        if not part.begins:
            continue
        following = parts[first + 1].names if first + 1 < len(parts) else _NOTHING
        for entry in part.begins:
            head = entry.head
            if not head.last and head.follows.isdisjoint(following if head.near else heard):
                continue
            past = _past_after(head, words, parts, first + 1)
            if past is None or (entry.deniable and _denied(words, first, past, lexicon)):
                continue
            yield Sighting(
                entry.event,
                lexicon.language,
                entry.strength,
                words[first].start,
                words[past - 1].end,
                words[first].clause,
            )


@lru_cache(maxsize=_WORDS_KEPT)
def _part(forms: tuple[str, ...], lexicon: Lexicon) -> _Part:
    names = [name for form in forms for name in _names(form, lexicon)]
    begins = [entry for name in names for entry in lexicon.heads.get(name, ())]
    return _Part(frozenset(names), tuple(begins))


def _names(form: str, lexicon: Lexicon) -> Iterator[str]:
    """The word itself, and its stems from the shortest, as far as there are phrases of them."""
    if form in lexicon.names:
        yield form
    for length in range(1, min(len(form), lexicon.longest_stem) + 1):
        if (stem := f"{form[:length]}*") in lexicon.names:
            yield stem


def _past_after(node: Node, words: Sequence[Token], parts: Sequence[_Part], at: int) -> int | None:
    """The position past the phrase, when its node matched the word before `at`."""
    # One function, for most of a reading is spent in it.
    for following in node.after:
        gap = following.gap
        for here in range(at, min(at + gap + 1, len(parts))):
            if gap and words[here].sentence != words[at - 1].sentence:
                break
            if following.names.isdisjoint(parts[here].names):
                continue
            if (past := _past_after(following, words, parts, here + 1)) is not None:
                return past
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
