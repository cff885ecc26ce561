"""
The notation in which the data files write how people say things.

`stem*` any ending · `a|b` either word · `(a b|c d|)` either run of words · `{name}` a word list of
the file · `#` a number · `word?` may be absent · `..` up to three words between, `...` up to
eight · `~` at the end: a weak sign. Scripts without spaces are compared character by character.
"""

import re
from collections.abc import Iterator

from models.tagging.words import is_unspaced

_ITEM = re.compile(r"\.{2,3}|[^\s.]+")
_OPENING = re.compile(r"\(")
_BRACKET = re.compile(r"[()]")


def unglued(phrase: str) -> Iterator[str]:
    """Write out the groups that are endings of a spelled word: `de(l|)`."""
    for bracket in _OPENING.finditer(phrase):
        opening = bracket.start()
        before = phrase[opening - 1 : opening]
        if before.isalpha() and not is_unspaced(before):
            closing = _closing(phrase, opening)
            for choice in choices(phrase[opening + 1 : closing]):
                yield from unglued(phrase[:opening] + choice + phrase[closing + 1 :])
            return
    yield phrase


def choices(text: str) -> list[str]:
    """Split at each bar that stands outside of inner groups."""
    found: list[str] = []
    depth = 0
    for part in text.split("|"):
        if depth:
            found[-1] += f"|{part}"
        else:
            found.append(part)
        depth += part.count("(") - part.count(")")
    return found


def items(text: str) -> Iterator[str]:
    """The words, gaps and groups of a phrase, each with its question mark."""
    at = 0
    while (opening := text.find("(", at)) >= 0:
        yield from _ITEM.findall(text[at:opening])
        at = _closing(text, opening) + 1
        at += text[at : at + 1] == "?"
        yield text[opening:at]
    yield from _ITEM.findall(text[at:])


def _closing(text: str, opening: int) -> int:
    depth = 0
    for bracket in _BRACKET.finditer(text, opening):
        depth += 1 if bracket[0] == "(" else -1
        if depth == 0:
            return bracket.start()
    raise ValueError(f"A group of “{text}” is not closed.")
