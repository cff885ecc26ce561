"""The phrases of each language, and how it denies and counts."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from models.tagging.files import table
from models.tagging.parts import Entry, Parts
from models.tagging.phrases import heads
from models.tagging.weights import weights
from models.tagging.words import fold

_WEAK = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    language: str
    parts: Parts
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


@cache
def comparing(language: str) -> Lexicon:
    """How buyers say in what the goods differ from the listing; grammar and lists are shared."""
    return _lexicon(
        language, table(f"events/{language}") | {"events": table(f"differences/{language}")}
    )


def _lexicon(language: str, entries: dict[str, Any]) -> Lexicon:
    grammar = entries.get("grammar", {})
    return Lexicon(
        language,
        Parts(_entries(entries)),
        before=frozenset(fold(word) for word in grammar.get("before", ())),
        after=tuple(fold(word) for word in grammar.get("after", ())),
        joiners=frozenset(fold(word) for word in grammar.get("joiners", ())),
        numbers=_numbers(entries.get("numbers", {})),
    )


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
