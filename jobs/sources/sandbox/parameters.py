"""Reading the business parameters of a call."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jobs.sources.sandbox.refusing import Refusal, missing
from jobs.sources.sandbox.window import Json

_LARGEST_PAGE = 50

Params = Mapping[str, str]


def dto(params: Params, name: str) -> Json:
    if not params.get(name):
        raise missing(name)
    try:
        told = json.loads(params[name])
    except ValueError as error:
        raise Refusal("InvalidParameter", f"The parameter {name} is no JSON") from error
    if not isinstance(told, dict):
        raise Refusal("InvalidParameter", f"The parameter {name} is no object")
    return told


def number(params: Params, name: str) -> int:
    if not params.get(name, "").isdecimal():
        raise missing(name)
    return int(params[name])


def page(query: Json) -> tuple[int, int]:
    current, size = query.get("current_page") or 1, query.get("page_size") or 20
    if not isinstance(current, int) or not isinstance(size, int) or not 0 < size <= _LARGEST_PAGE:
        raise Refusal("InvalidParameter", f"page_size is at most {_LARGEST_PAGE}")
    return max(current, 1), size


def cut(found: Sequence[Any], current: int, size: int) -> Sequence[Any]:
    return found[(current - 1) * size : current * size]
