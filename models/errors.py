"""
What the desk understands and refuses.

DisputeError
├── NotAllowed
├── NotFound
│   ├── UnknownDispute
│   ├── UnknownOrder
│   ├── UnknownStore
│   └── UnknownMember
├── Refused            a move that does not fit the dispute's state
└── NotUnderstood      words of a person, a setting or a file
Mistakes               of a form, each at its field
RepeatedRequest        carries the answer that was given the first time
"""

from collections.abc import Callable
from typing import Any

from models.words import say

LONGEST_ECHO = 40  # Of what somebody typed, and reads again in the answer.
ECHOES = frozenset({"asked", "person"})


class DisputeError(Exception):
    """Understood and refused. `str(error)` is what the person reads."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = {name: _cut(name, value) for name, value in values.items()}

    def said(self, language: str) -> str:
        return say(self.key, language, **self.values)

    def said_safely(self, language: str, escape: Callable[[str], str]) -> str:
        """The same where marks have power: what somebody typed passes through `escape`."""
        values = {n: escape(str(v)) if n in ECHOES else v for n, v in self.values.items()}
        return say(self.key, language, **values)

    def __str__(self) -> str:
        return self.said("en")


def _cut(name: str, value: str | int) -> str | int:
    text = str(value)
    if name not in ECHOES or len(text) <= LONGEST_ECHO:
        return value
    return text[: LONGEST_ECHO - 1] + "…"


class NotAllowed(DisputeError):
    """The person's role does not let them."""


class NotFound(DisputeError):
    """There is no such thing, or not for this person."""


class UnknownDispute(NotFound):
    def __init__(self, asked: str) -> None:
        super().__init__("unknown-dispute", asked=asked)


class UnknownOrder(NotFound):
    def __init__(self, asked: str) -> None:
        super().__init__("unknown-order", asked=asked)


class UnknownStore(NotFound):
    def __init__(self, asked: str) -> None:
        super().__init__("unknown-store", asked=asked)


class UnknownMember(NotFound):
    def __init__(self, asked: str) -> None:
        super().__init__("unknown-member", asked=asked)


class Refused(DisputeError):
    """The move does not fit the state; the sentence says who was first."""


class NotUnderstood(DisputeError):
    """Words that could not be read; the sentence says what to write instead."""


class Mistakes(Exception):
    """A form cannot be kept as it is: a sentence for each field to mend, already in words."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__(" ".join(by_field.values()))
        self.by_field = by_field


class RepeatedRequest(Exception):
    """Slack's own key of this request is taken; `answer` is what the first one got."""

    def __init__(self, answer: dict[str, Any] | None) -> None:
        super().__init__("repeated")
        self.answer = answer
