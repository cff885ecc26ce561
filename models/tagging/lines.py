"""The pure part of `disputes tag`: JSON lines in, for each a JSON line out."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, ValidationError

from models.records import Facts
from models.tagging.complaints import Complaint, Tag
from models.tagging.judging import tag

_HALF = re.compile("[\ud800-\udfff]")


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: StrictStr | StrictInt
    reason: StrictStr | None = None
    text: StrictStr | None = None
    facts: Facts = Facts()


class UnreadableLine(ValueError):
    """str(error) is the sentence for whoever wrote the line."""


def tag_lines(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """For each line its answer, and whether it could be read."""
    for line in lines:
        try:
            answer, readable = _answer(_read(line)), True
        except UnreadableLine as error:
            answer, readable = {"id": None, "error": str(error)}, False
        yield _written(answer), readable


def _written(answer: dict[str, Any]) -> str:
    line = json.dumps(answer, ensure_ascii=False)
    # Half a surrogate pair is legal in JSON but not in UTF-8: such a line is escaped.
    return line if line.isascii() or not _HALF.search(line) else json.dumps(answer)


def _read(line: str) -> _Line:
    if not line.strip():
        raise UnreadableLine("The line is empty.")
    try:
        entries = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableLine("The line is not JSON.") from error
    if not isinstance(entries, dict):
        raise UnreadableLine("The line is not a JSON object.")
    if entries.get("facts") is None:
        entries.pop("facts", None)
    try:
        return _Line.model_validate(entries)
    except ValidationError as error:
        raise UnreadableLine(_sentence(error)) from error


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"] if not str(part).startswith("Strict"))
    key = key.removesuffix(".str").removesuffix(".int")
    if first["type"] == "missing":
        return f"The key “{key}” is missing."
    return f"The value of “{key}” is not of the right type."


def _answer(line: _Line) -> dict[str, Any]:
    complaint = Complaint(id=str(line.id), reason=line.reason, text=line.text, facts=line.facts)
    return {"id": line.id, **_plain(tag(complaint))}


def _plain(found: Tag) -> dict[str, Any]:
    return {
        "cause": found.cause.value,
        "confidence": found.confidence,
        "also": [cause.value for cause in found.also],
        "because": list(found.because),
    }
