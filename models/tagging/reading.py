"""Find in a text what it says happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.tagging.lexicon import Entry, Lexicon
from models.tagging.phrases import Node
from models.tagging.words import Token

_REACH = 3  # How far before a word its "not" may stand.
_SHORTEST_STEM = 2
_AFTER = 6  # How many words after a word its "not" may take.


@dataclass(frozen=True, slots=True)
class Sighting:
    """A phrase found: the event it tells of, and where it stands."""

    event: str
    language: str
    strength: float
    start: int
    end: int
    clause: int


def sightings(words: Sequence[Token], lexicon: Lexicon) -> Iterator[Sighting]:
    for first, word in enumerate(words):
        for entry in _candidates(word, lexicon):
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


def _candidates(word: Token, lexicon: Lexicon) -> Iterator[Entry]:
    exact, stems = lexicon.exact, lexicon.stems
    for form in word.forms:
        if form in exact:
            yield from exact[form]
        for length in range(_SHORTEST_STEM, min(len(form), lexicon.longest_stem) + 1):
            stem = form[:length]
            if stem in stems:
                yield from stems[stem]


def _past_after(node: Node, words: Sequence[Token], at: int) -> int | None:
    """The position past the phrase, when its node matched the word before `at`."""
    for following in node.after:
        if (past := _past(following, words, at)) is not None:
            return past
    return at if node.last else None


def _past(node: Node, words: Sequence[Token], at: int) -> int | None:
    end = min(at + node.gap + 1, len(words))
    sentence = words[at - 1].sentence
    for here in range(at, end):
        word = words[here]
        if node.gap and word.sentence != sentence:
            return None
        if _fits(node, word) and (past := _past_after(node, words, here + 1)) is not None:
            return past
    return None


def _fits(node: Node, word: Token) -> bool:
    for form in word.forms:
        if form in node.exact or (node.stems and form.startswith(node.stems)):
            return True
    return False


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
