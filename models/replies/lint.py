"""What an answer to a buyer must not hold, checked on suggestions and on people's edits alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.replies.files import table


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to change before sending: what kind, the words meant, and a sentence about it."""

    kind: str  # link | email | phone | messenger | too_short | too_long
    words: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.sentence} (“{self.words}”)" if self.words else self.sentence


def lint(text: str) -> tuple[Remark, ...]:
    return (*_length(text.strip()), *_forbidden(text))


def _length(text: str) -> Iterator[Remark]:
    shortest, longest = _rules()["shortest"], _rules()["longest"]
    if len(text) < shortest:
        yield Remark("too_short", "", f"Write at least {shortest} characters.")
    if len(text) > longest:
        over = len(text) - longest
        yield Remark("too_long", "", f"Shorten by {over}: the platform takes {longest} characters.")


def _forbidden(text: str) -> Iterator[Remark]:
    for kind, sentence, pattern in _patterns():
        if match := pattern.search(text):
            yield Remark(kind, match[0].strip(), sentence)


@cache
def _rules() -> dict[str, Any]:
    return table("lint")


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (rule["kind"], rule["sentence"], re.compile("|".join(rule["patterns"]), re.IGNORECASE))
        for rule in _rules()["forbidden"]
    )
