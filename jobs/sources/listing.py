"""The list in an answer: one that is not there is no empty list."""

from collections.abc import Mapping
from typing import Any

from jobs.sources import reading
from jobs.sources.errors import Refused, Unavailable

_INSIDE = ("result", "result_object")  # Where the platform puts the list, if not right away.
_AROUND = {"total_item", "total_count", "total_page", "current_page", "page_size"}
_SUCCESS = ("success", "result_success", "is_success")


def listing(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """
    What of an answer holds the list of this name, or says that it is empty.

    Raises:
        Refused: the platform declined, in an answer that is no error otherwise.
        Unavailable: it says nothing of a list.

    """
    inner = next((told[place] for place in _INSIDE if place in told), told)
    body = reading.struct(inner)
    success = [reading.flag(body.get(name)) for name in _SUCCESS]
    if reading.flag(inner) is False or False in success:
        raise Refused(f"AliExpress declined to list: {_why(body)}.")
    if True not in success and not body.keys() & {name, *_AROUND}:
        raise Unavailable("AliExpress answered without the list that was asked for.")
    return body


def _why(body: Mapping[str, Any]) -> str:
    words = (reading.text(body.get(name)) for name in ("error_message", "error_desc", "error_code"))
    return next((word for word in words if word), "no reason").rstrip(".")
