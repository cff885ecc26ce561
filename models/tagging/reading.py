"""Find in a text what it says happened."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.tagging.lexicon import Lexicon
from models.tagging.parts import Entry, Part
from models.tagging.phrases import Node
from models.tagging.words import Token

_REACH = 3  # How far before a word its "not" may stand.
_AFTER = 6  # How many words after a word its "not" may take.
_NOTHING = frozenset[str]()


class Sighting(NamedTuple):
    """A phrase found: the event it tells of, and where it stands."""

    event: str
    language: str
    strength: float
    start: int
    end: int
    clause: int


def sightings(words: Sequence[Token], lexicon: Lexicon) -> Iterator[Sighting]:
    parts = [lexicon.parts.of(word.forms[0]) for word in words]
    for first, entry in _openings(parts):
        past = _past_after(entry.head, words, parts, first + 1)
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


def _openings(parts: Sequence[Part]) -> Iterator[tuple[int, Entry]]:
    """Where phrases may begin: whole sets of what must follow rule most of them out."""
    heard = frozenset[str]().union(*[part.names for part in parts])
    for first, part in enumerate(parts):
        if not part.begins:
            continue
        following = parts[first + 1].names if first + 1 < len(parts) else _NOTHING
        if part.alone or not (part.next.isdisjoint(following) and part.later.isdisjoint(heard)):
            for entry in part.begins:
                after = entry.head.after
                if after.last or not after.names.isdisjoint(following if after.near else heard):
                    yield first, entry


def _past_after(node: Node, words: Sequence[Token], parts: Sequence[Part], at: int) -> int | None:
    """The position past the phrase, when its node matched the word before `at`."""
    # One function, for most of a reading is spent in it.
    for following in node.after.nodes:
        gap = following.gap
        for here in range(at, min(at + gap + 1, len(parts))):
            if gap and words[here].sentence != words[at - 1].sentence:
                break
            if following.names.isdisjoint(parts[here].names):
                continue
            if (past := _past_after(following, words, parts, here + 1)) is not None:
                return past
    return at if node.after.last else None


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
