"""The graph that a phrase of the data files becomes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from models.tagging.notation import choices, items, unglued
from models.tagging.words import fold, is_unspaced, tokens

NUMBER = "#"
_GAPS = {"..": 3, "...": 8}
_NAMES_KEPT = 2_000  # The words of a language come again from phrase to phrase.

Lists = Mapping[str, Sequence[str]]


@dataclass(slots=True, eq=False)  # Frozen ones are slow to make, and there are thousands.
class Node:
    """One word of a phrase, and what may follow it."""

    names: frozenset[str]  # Folded words, and stems as `stem*`.
    after: "Tails"
    gap: int = 0  # How many words may stand before it.


@dataclass(slots=True, eq=False)
class Tails:
    """What may follow a point within a phrase."""

    nodes: tuple[Node, ...]
    last: bool  # Whether the phrase may end here.
    names: frozenset[str]  # Of all the nodes.
    near: bool  # Whether each must come next.


_END = Tails((), last=True, names=frozenset(), near=True)
_NOTHING = Tails((), last=False, names=frozenset(), near=True)


def heads(phrase: str, lists: Lists) -> tuple[Node, ...]:
    """Where the graph of a phrase begins."""
    return tuple(node for text in unglued(phrase) for node in _run(text, lists, _END).nodes)


def _run(text: str, lists: Lists, tails: Tails) -> Tails:
    """Build from the end, so that every tail is shared."""
    for item in reversed(list(items(text))):
        tails = _item(item, lists, tails)
    return tails


def _item(item: str, lists: Lists, tails: Tails) -> Tails:
    if item in _GAPS:
        nodes = tuple(replace(node, gap=_GAPS[item]) for node in tails.nodes)
        return Tails(nodes, tails.last, tails.names, near=False)
    plain = item.removesuffix("?")
    found = _group(plain[1:-1], lists, tails) if plain[0] == "(" else _word(plain, lists, tails)
    return found if plain == item else _either(found, tails)


def _either(first: Tails, second: Tails) -> Tails:
    return Tails(
        (*first.nodes, *second.nodes),
        first.last or second.last,
        first.names | second.names,
        first.near and second.near,
    )


def _group(text: str, lists: Lists, tails: Tails) -> Tails:
    single: list[str] = []
    runs: list[str] = []
    for choice in choices(text):
        (single if _is_one_word(choice) else runs).append(choice)
    found = _then(_names(single), tails) if single else _NOTHING
    for run in runs:
        found = _either(found, _run(run, lists, tails))
    return found


def _is_one_word(text: str) -> bool:
    return text.removesuffix("*").isalpha() and (len(text) == 1 or not is_unspaced(text))


def _word(item: str, lists: Lists, tails: Tails) -> Tails:
    words = list(_spelled(item, lists))
    if len(words) > 1 or words[0].endswith("*") or words[0] == NUMBER:
        return _then(_names(words), tails)
    for part in reversed(_parts(words[0])):
        names = _names(_spelled(NUMBER, lists)) if part == NUMBER else frozenset({part})
        tails = _then(names, tails)
    return tails


@lru_cache(maxsize=_NAMES_KEPT)
def _parts(word: str) -> list[str]:
    """Its words or characters as texts have them, and the numbers within it."""
    return [
        name
        for part in re.split(f"({NUMBER})", word)
        for name in ([NUMBER] if part == NUMBER else [token.forms[0] for token in tokens(part)])
    ]


def _spelled(item: str, lists: Lists) -> Iterator[str]:
    for word in item.split("|"):
        if word == NUMBER:
            yield from (NUMBER, *lists.get("numbers", ()))
        elif word.startswith("{"):
            yield from lists[word.strip("{}")]
        else:
            yield word


def _then(names: frozenset[str], tails: Tails) -> Tails:
    return Tails((Node(names, tails),), last=False, names=names, near=True)


def _names(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_name, words))


@lru_cache(maxsize=_NAMES_KEPT)
def _name(word: str) -> str:
    return f"{fold(word[:-1])}*" if word.endswith("*") else fold(word) or word
