"""The kinds of rules that a value in a payload can be held against."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Complaint:
    """What is wrong, and where: a JSON pointer and the constraint that it breaks."""

    pointer: str
    constraint: str

    def __str__(self) -> str:
        return f"{self.constraint} [json-pointer:{self.pointer}]"


Complaints = Iterator[Complaint]


class Rule(Protocol):
    def check(self, value: Any, at: str) -> Complaints: ...


@dataclass(frozen=True)
class Str:
    most: int
    least: int = 0
    pattern: str | None = None

    def check(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, str):
            yield Complaint(at, "must be a string")
        elif len(value) > self.most:
            yield Complaint(at, f"must be less than {self.most + 1} characters")
        elif len(value) < self.least:
            yield Complaint(at, f"must be more than {self.least - 1} characters")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield Complaint(at, f"must match {self.pattern}")


@dataclass(frozen=True)
class Number:
    least: int = 0
    most: int | None = None

    def check(self, value: Any, at: str) -> Complaints:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Complaint(at, "must be a number")
        elif value < self.least:
            yield Complaint(at, f"must be at least {self.least}")
        elif self.most is not None and value > self.most:
            yield Complaint(at, f"must be at most {self.most}")


@dataclass(frozen=True)
class Flag:
    def check(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, bool):
            yield Complaint(at, "must be a boolean")


@dataclass(frozen=True)
class Anything:
    def check(self, value: Any, at: str) -> Complaints:  # noqa: ARG002 - a rule like the others
        yield from ()


@dataclass(frozen=True)
class OneOf:
    allowed: tuple[str, ...]

    def check(self, value: Any, at: str) -> Complaints:
        if value not in self.allowed:
            yield Complaint(at, f"must be one of {', '.join(self.allowed)}")


@dataclass(frozen=True)
class Items:
    """A list of things of one kind."""

    of: Rule
    most: int
    least: int = 1
    unique: str | None = None  # A key whose values may not repeat.

    def check(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, list):
            yield Complaint(at, "must be an array")
            return
        if len(value) > self.most:
            yield Complaint(at, f"no more than {self.most} items allowed")
        if len(value) < self.least:
            yield Complaint(at, f"no less than {self.least} items allowed")
        for index, item in enumerate(value):
            yield from self.of.check(item, f"{at}/{index}")
        if self.unique:
            yield from repeated(value, self.unique, at)


def repeated(items: list[Any], key: str, at: str) -> Complaints:
    seen: set[str] = set()
    for index, item in enumerate(items):
        name = item.get(key) if isinstance(item, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield Complaint(f"{at}/{index}/{key}", f"duplicate {key} {name!r}")
            seen.add(name)


@dataclass(frozen=True)
class Shape:
    """An object: which keys it may have, which it must have, and what only the whole can break."""

    fields: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()  # At least one of these stands there.
    one_of: tuple[str, ...] = ()  # Exactly one of these does.
    also: tuple[Callable[[dict[str, Any], str], Complaints], ...] = field(default=())

    def check(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, dict):
            yield Complaint(at, "must be an object")
            return
        yield from self._keys(value, at)
        for key, rule in self.fields.items():
            if value.get(key) is not None:
                yield from rule.check(value[key], f"{at}/{key}")
        for whole in self.also:
            yield from whole(value, at)

    def _keys(self, value: dict[str, Any], at: str) -> Complaints:
        for key in value.keys() - self.fields.keys() - {"type"}:
            yield Complaint(f"{at}/{key}", "invalid additional property")
        for key in self.required:
            if value.get(key) is None:
                yield Complaint(at, f"missing required field: {key}")
        if self.any_of and all(value.get(key) is None for key in self.any_of):
            yield Complaint(at, f"missing one of: {', '.join(self.any_of)}")
        if self.one_of and sum(value.get(key) is not None for key in self.one_of) != 1:
            yield Complaint(at, f"must have exactly one of: {', '.join(self.one_of)}")


@dataclass(frozen=True)
class Typed:
    """An object whose `type` picks its rule; the table may still be growing when this is made."""

    table: Mapping[str, Rule]
    only: frozenset[str] | None = None

    def check(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, dict):
            yield Complaint(at, "must be an object")
            return
        kind = value.get("type")
        if kind is None:
            yield Complaint(at, "missing required field: type")
        elif not isinstance(kind, str) or kind not in self.table:
            yield Complaint(f"{at}/type", f"unsupported type: {kind}")
        elif self.only is not None and kind not in self.only:
            yield Complaint(f"{at}/type", f"{kind} is not allowed here")
        else:
            yield from self.table[kind].check(value, at)
