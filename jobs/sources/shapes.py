"""One shape out of the two that the gateway answers in (with and without `simplify`)."""

from typing import Any

# Every list of the interface is named so; a plain object of one list would look the same.
_LISTS = {"attachments", "details", "issues", "tags"}


def simplified(document: dict[str, Any]) -> dict[str, Any]:
    """
    Unwrap `<method>_response` and the item names inside lists.

    What is already simple passes through unchanged.
    """
    wrapped = next((name for name in document if name.endswith("_response")), None)
    body = document[wrapped] if wrapped else document
    plain = _plain(body, "")
    return plain if isinstance(plain, dict) else {"result": plain}


def _plain(told: Any, name: str) -> Any:
    if name in _LISTS or name.endswith("_list"):
        return [_plain(item, "") for item in _items(told)]
    if isinstance(told, dict):
        return {key: _plain(value, key) for key, value in told.items()}
    if isinstance(told, list):
        return [_plain(item, "") for item in told]
    return told


def _items(told: Any) -> list[Any]:
    """`[…]`, `{"item_dto": […]}`, `{"item_dto": {…}}` and `{}` are all lists here."""
    if isinstance(told, list):
        return told
    if not isinstance(told, dict):
        return []
    inner = list(told.values())
    if len(inner) == 1 and isinstance(inner[0], list):
        return inner[0]
    if len(inner) == 1 and isinstance(inner[0], dict):
        return inner
    return [told] if told else []
