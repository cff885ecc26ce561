"""Interactive elements with their limits, as one table."""

from typing import Any

from slackbot.sandbox.blockkit.objects import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    IMAGE_ALT,
    OPTION_GROUPS,
    OVERFLOW_OPTION,
    PLAIN_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    STYLE,
    URL,
    initial_is_offered,
    options_of,
    plain,
)
from slackbot.sandbox.blockkit.rules import (
    Anything,
    Complaint,
    Complaints,
    Flag,
    Items,
    Number,
    Rule,
    Shape,
    Str,
)

INPUT_TEXT = 3000
DATE = Str(10, 10, r"\d{4}-\d{2}-\d{2}")
TIME = Str(5, 5, r"([01]\d|2[0-3]):[0-5]\d")

Fields = dict[str, Rule]
COMMON: Fields = {"action_id": ACTION_ID}
FOCUS: Fields = COMMON | {"focus_on_load": Flag()}
PICK: Fields = FOCUS | {"placeholder": plain(150), "confirm": CONFIRM}
MULTI: Fields = PICK | {"max_selected_items": Number(1)}
TYPE_IN: Fields = FOCUS | {"placeholder": plain(150), "dispatch_action_config": DISPATCH}
RESPONDS: Fields = {"response_url_enabled": Flag(), "default_to_current_conversation": Flag()}
IDS = Items(Str(255, 1), 100)


def _lengths_in_order(element: dict[str, Any], at: str) -> Complaints:
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield Complaint(f"{at}/min_length", "must not be greater than max_length")


STATIC = {"options": options_of(PLAIN_OPTION, 100), "option_groups": OPTION_GROUPS}
OFFERED = ("options", "option_groups")

ELEMENTS: dict[str, Rule] = {
    "button": Shape(
        COMMON
        | {
            "text": plain(75),
            "value": Str(2000),
            "url": Str(URL),
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": Str(75),
            "agent_prompt": Str(4000),
        },
        ("text",),
    ),
    "overflow": Shape(
        COMMON | {"options": options_of(OVERFLOW_OPTION, 5), "confirm": CONFIRM}, ("options",)
    ),
    "static_select": Shape(
        PICK | STATIC | {"initial_option": PLAIN_OPTION},
        one_of=OFFERED,
        also=(initial_is_offered,),
    ),
    "multi_static_select": Shape(
        MULTI | STATIC | {"initial_options": Items(PLAIN_OPTION, 100)},
        one_of=OFFERED,
        also=(initial_is_offered,),
    ),
    "external_select": Shape(
        PICK | {"min_query_length": Number(0), "initial_option": PLAIN_OPTION}
    ),
    "multi_external_select": Shape(
        MULTI | {"min_query_length": Number(0), "initial_options": Items(PLAIN_OPTION, 100)}
    ),
    "users_select": Shape(PICK | {"initial_user": Str(255, 1)}),
    "multi_users_select": Shape(MULTI | {"initial_users": IDS}),
    "conversations_select": Shape(
        PICK | RESPONDS | {"initial_conversation": Str(255, 1), "filter": FILTER}
    ),
    "multi_conversations_select": Shape(
        MULTI | RESPONDS | {"initial_conversations": IDS, "filter": FILTER}
    ),
    "channels_select": Shape(
        PICK | {"initial_channel": Str(255, 1), "response_url_enabled": Flag()}
    ),
    "multi_channels_select": Shape(MULTI | {"initial_channels": IDS}),
    "checkboxes": Shape(
        FOCUS
        | {
            "options": options_of(RICH_OPTION, 10),
            "initial_options": Items(RICH_OPTION, 10),
            "confirm": CONFIRM,
        },
        ("options",),
        also=(initial_is_offered,),
    ),
    "radio_buttons": Shape(
        FOCUS
        | {
            "options": options_of(RICH_OPTION, 10),
            "initial_option": RICH_OPTION,
            "confirm": CONFIRM,
        },
        ("options",),
        also=(initial_is_offered,),
    ),
    "datepicker": Shape(PICK | {"initial_date": DATE}),
    "timepicker": Shape(PICK | {"initial_time": TIME, "timezone": Str(100, 1)}),
    "datetimepicker": Shape(
        FOCUS | {"initial_date_time": Number(10**9, 10**10), "confirm": CONFIRM}
    ),
    "plain_text_input": Shape(
        TYPE_IN
        | {
            "initial_value": Str(INPUT_TEXT),
            "multiline": Flag(),
            "min_length": Number(0, INPUT_TEXT),
            "max_length": Number(1, INPUT_TEXT),
        },
        also=(_lengths_in_order,),
    ),
    "rich_text_input": Shape(TYPE_IN | {"initial_value": Anything()}),
    "email_text_input": Shape(TYPE_IN | {"initial_value": Str(INPUT_TEXT)}),
    "url_text_input": Shape(TYPE_IN | {"initial_value": Str(INPUT_TEXT)}),
    "number_input": Shape(
        TYPE_IN
        | {
            "is_decimal_allowed": Flag(),
            "initial_value": Str(100),
            "min_value": Str(100),
            "max_value": Str(100),
        },
        ("is_decimal_allowed",),
    ),
    "file_input": Shape(COMMON | {"filetypes": Items(Str(20, 1), 100), "max_files": Number(1, 10)}),
    "image": Shape(
        {"image_url": Str(URL, 1), "slack_file": SLACK_FILE, "alt_text": Str(IMAGE_ALT)},
        ("alt_text",),
        one_of=("image_url", "slack_file"),
    ),
    "workflow_button": Shape(
        COMMON
        | {
            "text": plain(75),
            "workflow": Anything(),
            "style": STYLE,
            "accessibility_label": Str(75),
        },
        ("text", "workflow"),
    ),
    "feedback_buttons": Shape(
        COMMON | {"positive_button": Anything(), "negative_button": Anything()},
        ("positive_button", "negative_button"),
    ),
    "icon_button": Shape(
        COMMON
        | {
            "icon": Str(50, 1),
            "text": plain(75),
            "value": Str(2000),
            "visible_to_user_ids": IDS,
            "accessibility_label": Str(75),
            "confirm": CONFIRM,
        },
        ("icon", "text"),
    ),
}

PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
SELECTS = frozenset(kind for kind in ELEMENTS if kind.endswith("_select"))
CHOICES = frozenset({"checkboxes", "radio_buttons"})
TYPED_IN = frozenset(kind for kind in ELEMENTS if kind.endswith("_input"))

IN_ACTIONS = (
    SELECTS | PICKERS | CHOICES | {"button", "overflow", "workflow_button", "rich_text_input"}
)
IN_SECTION = SELECTS | PICKERS | CHOICES | {"button", "overflow", "image", "workflow_button"}
IN_INPUT = SELECTS | PICKERS | CHOICES | TYPED_IN
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
