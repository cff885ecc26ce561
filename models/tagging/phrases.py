"""
The notation in which the data files write how people say things, and the graph it becomes.

`stem*` any ending · `a|b` either word · `(a b|c d|)` either run of words · `{name}` a word list of
the file · `#` a number · `word?` may be absent · `..` up to three words between, `...` up to
eight · `~` at the end: a weak sign. Scripts without spaces are compared character by character.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from models.tagging.words import fold, is_unspaced, tokens

NUMBER = "#"
_GAPS = {"..": 3, "...": 8}
_ITEM = re.compile(r"\.{2,3}|[^\s.]+")
_NAMES_KEPT = 2_000  # The words of a language come again from phrase to phrase.

Lists = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One word of a phrase, and what may follow it."""

    names: frozenset[str]  # Folded words, and stems as `stem*`.
    after: tuple["Node", ...]
    last: bool
    follows: frozenset[str]  # The names of all that may follow it,
    near: bool  # and whether each must come next.
    gap: int = 0  # How many words may stand before it.


@dataclass(frozen=True, slots=True)
class Tails:
    """What may follow a point within a phrase."""

    nodes: tuple[Node, ...] = ()
    last: bool = True


def heads(phrase: str, lists: Lists) -> tuple[Node, ...]:
    """Where the graph of a phrase begins."""
    return tuple(node for text in _unglued(phrase) for node in _run(text, lists, Tails()).nodes)


def _unglued(phrase: str) -> Iterator[str]:
    """Write out the groups that are endings of a spelled word: `de(l|)`."""
    for opening in (at for at, char in enumerate(phrase) if char == "("):
        before = phrase[opening - 1 : opening]
        if before.isalpha() and not is_unspaced(before):
            closing = _closing(phrase, opening)
            for choice in _choices(phrase[opening + 1 : closing]):
                yield from _unglued(phrase[:opening] + choice + phrase[closing + 1 :])
            return
    yield phrase


def _closing(text: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    raise ValueError(f"A group of “{text}” is not closed.")


def _choices(text: str) -> list[str]:
    """Split at each bar that stands outside of inner groups."""
    depth, found = 0, [""]
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += char
    return found


def _items(text: str) -> Iterator[str]:
    at = 0
    while (opening := text.find("(", at)) >= 0:
        yield from _ITEM.findall(text[at:opening])
        at = _closing(text, opening) + 1
        at += text[at : at + 1] == "?"
        yield text[opening:at]
    yield from _ITEM.findall(text[at:])


def _run(text: str, lists: Lists, tails: Tails) -> Tails:
    """Build from the end, so that every tail is shared."""
    for item in reversed(list(_items(text))):
        tails = _item(item, lists, tails)
    return tails


def _item(item: str, lists: Lists, tails: Tails) -> Tails:
    if item in _GAPS:
        return Tails(tuple(replace(node, gap=_GAPS[item]) for node in tails.nodes), tails.last)
    plain = item.removesuffix("?")
    found = _group(plain[1:-1], lists, tails) if plain[0] == "(" else _word(plain, lists, tails)
    return found if plain == item else _either(found, tails)


def _either(first: Tails, second: Tails) -> Tails:
    return Tails((*first.nodes, *second.nodes), first.last or second.last)


def _group(text: str, lists: Lists, tails: Tails) -> Tails:
    choices = _choices(text)
    single = [choice for choice in choices if _is_one_word(choice)]
    found = Tails((_node(single, tails),) if single else (), last=False)
    for choice in choices:
        if not _is_one_word(choice):
            found = _either(found, _run(choice, lists, tails))
    return found


def _is_one_word(text: str) -> bool:
    return text.removesuffix("*").isalpha() and (len(text) == 1 or not is_unspaced(text))


def _word(item: str, lists: Lists, tails: Tails) -> Tails:
    words = list(_spelled(item, lists))
    if len(words) > 1 or words[0].endswith("*") or words[0] == NUMBER:
        return Tails((_node(words, tails),), last=False)
    for part in reversed(_numbers_apart(words[0])):
        if part == NUMBER:
            tails = Tails((_node([*_spelled(NUMBER, lists)], tails),), last=False)
        for token in reversed(tokens(part)):
            tails = Tails((_node([token.forms[0]], tails),), last=False)
    return tails


def _numbers_apart(word: str) -> list[str]:
    return [part for part in re.split(f"({NUMBER})", word) if part]


def _spelled(item: str, lists: Lists) -> Iterator[str]:
    for word in item.split("|"):
        if word == NUMBER:
            yield from (NUMBER, *lists.get("numbers", ()))
        elif word.startswith("{"):
            yield from lists[word.strip("{}")]
        else:
            yield word


def _node(words: Sequence[str], tails: Tails) -> Node:
    following = tails.nodes
    return Node(
        frozenset(map(_name, words)),
        following,
        tails.last,
        follows=frozenset[str]().union(*(node.names for node in following)),
        near=not any(node.gap for node in following),
    )


@lru_cache(maxsize=_NAMES_KEPT)
def _name(word: str) -> str:
    return f"{fold(word[:-1])}*" if word.endswith("*") else fold(word) or word
