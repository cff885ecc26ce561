"""What stands in the fields of blocks: Slack's `state.values`, from defaults and from typing."""

from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]

# Element type -> where its value stands in the state, and where its default stands in the element.
TEXTS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
LISTS = {
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
OPTION = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
}
OPTIONS = {
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
}
PLACES = TEXTS | LISTS | OPTION | OPTIONS


_LISTS_OF_PARTS = ("elements", "actions", "child_blocks")


def elements(block: Block) -> Iterator[Element]:
    """The interactive parts of a block, wherever its type keeps them."""
    single = [block[place] for place in ("element", "accessory") if place in block]
    several = [part for place in _LISTS_OF_PARTS for part in block.get(place, ())]
    for part in [*single, *several]:
        yield from (part,) if "action_id" in part else elements(part)


def options_of(element: Element) -> list[dict[str, Any]]:
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(o for group in groups for o in group["options"])]


def value_of(element: Element, plain: Any) -> Any:
    """A plain value as Slack writes it: for an option's value the whole option, or KeyError."""
    kind = element["type"]
    known = {option["value"]: option for option in options_of(element)}
    if (kind in OPTION or kind == "overflow") and plain is not None:
        return known[plain]
    if kind in OPTIONS:
        return [known[value] for value in ([plain] if isinstance(plain, str) else plain or ())]
    return plain


def state_of(element: Element, typed: Any) -> dict[str, Any]:
    place, default = PLACES[element["type"]]
    empty: Any = [] if element["type"] in LISTS | OPTIONS else None
    return {"type": element["type"], place: element.get(default, empty) if typed is None else typed}


def values(blocks: list[Block], typed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """`state.values`; `typed` holds `[block_id][action_id]` as `{"is": …}` where one was given."""
    state: dict[str, dict[str, Any]] = {}
    for block in blocks:
        for element in elements(block):
            if element["type"] in PLACES:
                own = typed.get(block["block_id"], {}).get(element["action_id"])
                drawn = state_of(element, None)
                if own is not None:
                    drawn[PLACES[element["type"]][0]] = own["is"]
                state.setdefault(block["block_id"], {})[element["action_id"]] = drawn
    return state
