"""What an answer to a buyer must not hold, checked on suggestions and on people's edits alike."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.replies.files import table
from models.replies.numbers import unknown


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to change before sending: what kind, the words meant, and a sentence about it."""

    kind: str  # link, email, …: a rule's of the file; number, too_short or too_long.
    words: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.sentence} (“{self.words}”)" if self.words else self.sentence


def lint(text: str, known: Iterable[str] | None = None) -> tuple[Remark, ...]:
    """
    What must be changed before a text may go to a buyer.

    Args:
        text: As it would be sent.
        known: What is known of the dispute; without it numbers are not looked at.

    """
    remarks = (*_length(text.strip()), *_forbidden(text))
    return remarks if remarks or known is None else tuple(_numbers(text, known))


def _numbers(text: str, known: Iterable[str]) -> Iterator[Remark]:
    for number in unknown(text, known):
        yield Remark("number", number, _rules()["unknown_number"])


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
