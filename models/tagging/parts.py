"""What a word is to the phrases of a language: those it may begin, and those it may stand in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from models.tagging.phrases import Node
from models.tagging.words import forms

_WORDS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """How a phrase begins, and the event it tells of."""

    event: str
    strength: float
    head: Node
    deniable: bool = True


class Part(NamedTuple):
    """The names by which phrases know a word, and the phrases that may begin with it."""

    names: frozenset[str] = frozenset()
    begins: tuple[Entry, ...] = ()
    alone: bool = False  # Whether one of these is a phrase already,
    next: frozenset[str] = frozenset()  # or what must come next,
    later: frozenset[str] = frozenset()  # or later, to make one.


_NONE = Part()  # Most words are in no phrase, and share it.


class Parts:
    """The part of each word, worked out once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._heads = _by_head(entries)
        self._names = _names(self._heads)
        stems = (len(name) - 1 for name in self._names if name.endswith("*"))
        self._longest_stem = max(stems, default=0)
        self.of = lru_cache(maxsize=_WORDS_KEPT)(self._of)

    def _of(self, word: str) -> Part:
        names = [name for form in forms(word) for name in self._known(form)]
        if not names:
            return _NONE
        begins = [entry for name in names for entry in self._heads.get(name, ())]
        heads = [entry.head for entry in begins]
        return Part(
            frozenset(names),
            tuple(begins),
            any(head.after.last for head in heads),
            _all(head.after.names for head in heads if head.after.near),
            _all(head.after.names for head in heads if not head.after.near),
        )

    def _known(self, form: str) -> list[str]:
        """The form itself, and its stems from the shortest, where phrases have them."""
        longest = min(len(form), self._longest_stem)
        stems = [f"{form[:length]}*" for length in range(1, longest + 1)]
        return [name for name in (form, *stems) if name in self._names]


def _by_head(entries: Iterable[Entry]) -> Mapping[str, Sequence[Entry]]:
    heads: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in entry.head.names:
            heads[name].append(entry)
    return heads


def _names(heads: Mapping[str, Sequence[Entry]]) -> frozenset[str]:
    """Those of the first words and of all that may follow them."""
    new = {entry.head for entries in heads.values() for entry in entries}
    seen: set[Node] = set()
    while new:
        seen |= new
        new = {after for node in new for after in node.after.nodes} - seen
    return _all(node.names for node in seen)


def _all(names: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*names)
