"""What a person fills in, held against the fields that stand on their screen."""

import re
from collections.abc import Iterator
from typing import Any

from slackbot.sandbox import inputs
from slackbot.sandbox.errors import PersonError
from slackbot.sandbox.people.steps import Values
from slackbot.sandbox.views import View

UNPROCESSABLE = 422
_PATTERNS = {
    "email_text_input": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "url_text_input": r"https?://\S+",
    "number_input": r"-?\d+(\.\d+)?",
}


def type_in(view: View, values: Values) -> None:
    """Put plain values into the view's fields, or say which of them it does not have."""
    fields = {block["block_id"]: list(inputs.elements(block)) for block in view.body["blocks"]}
    for block_id, actions in values.items():
        for action_id, plain in actions.items():
            elements = fields.get(block_id, [])
            element = next((e for e in elements if e["action_id"] == action_id), None)
            if element is None:
                raise PersonError(UNPROCESSABLE, f"There is no field {block_id}/{action_id} here.")
            typed = view.typed.setdefault(block_id, {})
            typed[action_id] = {"is": slack_value(element, plain)}


def slack_value(element: dict[str, Any], plain: Any) -> Any:
    try:
        return inputs.value_of(element, plain)
    except KeyError:
        said = f"{element['action_id']} has no option {plain!r}."
        raise PersonError(UNPROCESSABLE, said) from None


def check(view: View) -> None:
    """Slack's own client refuses these before the app hears of them."""
    mistakes = dict(_mistakes(view))
    if mistakes:
        said = "; ".join(f"{block_id}: {mistake}" for block_id, mistake in mistakes.items())
        raise PersonError(UNPROCESSABLE, f"The form is not complete. {said}", blocks=mistakes)


def _mistakes(view: View) -> Iterator[tuple[str, str]]:
    state = view.state["values"]
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        place, _default = inputs.PLACES[element["type"]]
        value = state[block["block_id"]][element["action_id"]][place]
        if mistake := _mistake(element, value, optional=block.get("optional", False)):
            yield block["block_id"], mistake


def _mistake(element: dict[str, Any], value: Any, *, optional: bool) -> str | None:
    if value in (None, "", []):
        return None if optional else "This field is required."
    if not isinstance(value, str):
        return None
    pattern = _PATTERNS.get(element["type"])
    if pattern and not re.fullmatch(pattern, value):
        return "This does not look right."
    if len(value) < element.get("min_length", 0):
        return f"At least {element['min_length']} characters are needed."
    if len(value) > element.get("max_length", 3000):
        return f"At most {element.get('max_length', 3000)} characters are allowed."
    return None
