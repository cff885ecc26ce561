"""What is wrong with rules: a sentence each, with its place, and none that only follows."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.rules.schema import Rules, StoreRules

# What pydantic calls a mistake, and what a person reads.
SAID = {
    "missing": "it is missing",
    "too_short": "it is empty",
    "string_too_short": "it is empty",
    "string_too_long": "at most {max_length} characters",
    "string_type": "write text, in quotes",
    "enum": "write one of {expected}",
    "greater_than": "write a number above {gt}",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
}
# The same by the beginning of the name.
KINDS = {
    "date": "write a date, such as 2026-12-25",
    "time": 'write a time of day, such as "09:00"',
    "int": "write a whole number",
    "float": "write a number",
    "decimal": "write an amount, such as 50",
    "tuple": "write a list, in brackets",
    "dict": "write a table",
    "model": "write a table",
}


def complaints(told: dict[str, Any]) -> list[str]:
    """All that is wrong with what a file says; empty when nothing is."""
    plain, stores = told | {"stores": {}}, told.get("stores", {})
    rules, found = _tried(Rules, plain)
    if any(error["loc"] == ("version",) for error in found):
        return [_sentence(error, told) for error in found if error["loc"] == ("version",)]
    said = [_sentence(error, told) for error in _own(found)]
    if not isinstance(stores, dict):
        return [*said, "stores: write tables, such as [stores.nordic]."]
    for name, part in stores.items():
        said += _of_store(rules, name, part)
    return said


def _tried(shape: type[BaseModel], told: Any) -> tuple[Any, list[ErrorDetails]]:
    try:
        return shape.model_validate(told), []
    except ValidationError as error:
        return None, error.errors()


def _of_store(rules: Rules | None, name: str, part: Any) -> list[str]:
    place = f"stores.{name}"
    if not isinstance(part, dict):
        return [f"{place}: write a table, such as [stores.{name}]."]
    strange = [key for key in part if key not in StoreRules.model_fields]
    said = [f"{place}.{key}: {_unknown(key, StoreRules.model_fields)}." for key in strange]
    known = {key: value for key, value in part.items() if key not in strange}
    own = (rules or _LIKE_ANY).filled(known)
    _, found = _tried(StoreRules, own)
    return said + [f"stores.{name}.{_sentence(error, own)}" for error in _own(found)]


# Stands in for what is said for all where that has mistakes of its own.
_LIKE_ANY = Rules.model_validate(
    {"ladders": [{"name": "any", "steps": [{"before": "1h", "to": ["leads"]}]}]}
)


def _own(found: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Those that do not follow from another."""
    return (error for error in found if not any(_explains(other, error) for other in found))


def _explains(cause: ErrorDetails, error: ErrorDetails) -> bool:
    """A misspelt name is not missing as well, and a list of mistakes is not empty as well."""
    there, here = cause["loc"], error["loc"]
    if error["type"] == "too_short":
        return len(there) > len(here) and there[: len(here)] == here
    if error["type"] == "missing" and cause["type"] == "extra_forbidden":
        close = difflib.get_close_matches(str(here[-1]), [str(there[-1])])
        return there[:-1] == here[:-1] and bool(close)
    return False


def _sentence(error: ErrorDetails, told: Any) -> str:
    place = ".".join(_steps(error["loc"], told)) or "rules"
    return f"{place}: {_what(error)}."


def _steps(loc: Iterable[int | str], told: Any) -> Iterator[str]:
    """The way to the place: what has a name goes by it, what has none is counted from one."""
    for part in loc:
        try:
            told = told[part]
        except (LookupError, TypeError):
            told = None
        name = told.get("name") if isinstance(told, dict) and isinstance(part, int) else None
        yield str(name or (part + 1 if isinstance(part, int) else part))


def _what(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(str(error["loc"][-1]), _fields_at(error["loc"][:-1]))
    if kind in SAID:
        return SAID[kind].format(**context).replace("'", "")
    if kind == "value_error":
        return str(context["error"])
    return KINDS.get(kind.partition("_")[0], error["msg"])


def _unknown(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    guess = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
    return f"there is nothing of this name ({guess})"


def _fields_at(loc: Iterable[int | str]) -> Mapping[str, Any]:
    """The fields of the table at this place."""
    shape: type[BaseModel] | None = Rules
    for part in loc:
        if shape is not None and part in shape.model_fields:
            shape = _table(shape.model_fields[str(part)].annotation)
    return shape.model_fields if shape else {}


def _table(annotation: Any) -> type[BaseModel] | None:
    """The table that a field holds, be it one, several or none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_table(one) for one in getattr(annotation, "__args__", ()))
    return next((one for one in inner if one is not None), None)
