"""The phrases of each language, indexed by their first word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.tagging.files import table
from models.tagging.phrases import Node, heads
from models.tagging.weights import weights
from models.tagging.words import fold

_WEAK = 0.5


@dataclass(frozen=True, slots=True)
class Entry:
    """How a phrase begins, and the event it tells of."""

    event: str
    strength: float
    head: Node
    deniable: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    language: str
    names: frozenset[str]  # Of all that its phrases are made of.
    heads: dict[str, list[Entry]]  # By the names that a phrase may begin with.
    longest_stem: int
    before: frozenset[str]  # Words that deny what follows them.
    after: tuple[str, ...]  # Words that deny what they follow.
    joiners: frozenset[str]  # Words that a denial does not reach across.
    numbers: dict[str, int]


@cache
def spoken(language: str) -> Lexicon:
    """What buyers write."""
    return _lexicon(language, table(f"events/{language}"))


@cache
def carrier() -> Lexicon:
    """What carriers write."""
    return _lexicon("carrier", table("tracking")["texts"])


def _lexicon(language: str, entries: dict[str, Any]) -> Lexicon:
    starts: dict[str, list[Entry]] = defaultdict(list)
    for entry in _entries(entries):
        for name in entry.head.names:
            starts[name].append(entry)
    names = _names(starts)
    grammar = entries.get("grammar", {})
    return Lexicon(
        language,
        names,
        dict(starts),
        max((len(name) - 1 for name in names if name.endswith("*")), default=0),
        before=frozenset(fold(word) for word in grammar.get("before", ())),
        after=tuple(fold(word) for word in grammar.get("after", ())),
        joiners=frozenset(fold(word) for word in grammar.get("joiners", ())),
        numbers=_numbers(entries.get("numbers", {})),
    )


def _names(starts: Mapping[str, Iterable[Entry]]) -> frozenset[str]:
    """Those of the first words and of all that may follow them."""
    open_ = {entry.head for entries in starts.values() for entry in entries}
    seen: set[Node] = set()
    while open_:
        seen |= open_
        open_ = {after for node in open_ for after in node.after} - seen
    return frozenset[str]().union(*(node.names for node in seen))


def _numbers(entries: dict[str, list[str]]) -> dict[str, int]:
    return {fold(word): int(number) for number, words in entries.items() for word in words}


def _entries(entries: dict[str, Any]) -> list[Entry]:
    lists = {"numbers": [word for words in entries.get("numbers", {}).values() for word in words]}
    lists |= entries.get("lists", {})
    undeniable = weights().undeniable
    return [
        Entry(event, _WEAK if phrase.endswith("~") else 1.0, head, event not in undeniable)
        for event, phrases in entries["events"].items()
        for phrase in phrases
        for head in heads(phrase.rstrip("~ "), lists)
    ]
