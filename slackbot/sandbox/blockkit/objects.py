"""Composition objects: texts, options, confirmations and the like, with their limits."""

from typing import Any

from slackbot.sandbox.blockkit.rules import (
    Complaint,
    Complaints,
    Flag,
    Items,
    OneOf,
    Rule,
    Shape,
    Str,
    Typed,
)

ID = 255
URL = 3000
IMAGE_ALT = 2000

ACTION_ID = Str(ID, 1)
BLOCK_ID = Str(ID, 1)


def text(most: int, *kinds: str, least: int = 1) -> Rule:
    """A text object of at most so many characters, of these kinds (both when none is named)."""
    table: dict[str, Rule] = {
        "plain_text": Shape({"text": Str(most, least), "emoji": Flag()}, ("text",)),
        "mrkdwn": Shape({"text": Str(most, least), "verbatim": Flag()}, ("text",)),
    }
    return Typed(table, frozenset(kinds) if kinds else None)


def plain(most: int, least: int = 1) -> Rule:
    return text(most, "plain_text", least=least)


STYLE = OneOf(("primary", "danger"))

CONFIRM = Shape(
    {
        "title": plain(100),
        "text": text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": STYLE,
    },
    ("title", "text"),
)


def option(label: Rule, description: Rule, *, url: bool = False) -> Rule:
    fields: dict[str, Rule] = {"text": label, "value": Str(150, 1), "description": description}
    return Shape(fields | ({"url": Str(URL, 1)} if url else {}), ("text", "value"))


PLAIN_OPTION = option(plain(75), plain(75))
RICH_OPTION = option(text(75), text(75))  # Checkboxes and radio buttons allow mrkdwn.
OVERFLOW_OPTION = option(plain(75), plain(75), url=True)


def options_of(of: Rule, most: int) -> Rule:
    return Items(of, most, unique="value")


OPTION_GROUPS = Items(
    Shape({"label": plain(75), "options": options_of(PLAIN_OPTION, 100)}, ("label", "options")),
    100,
)

DISPATCH = Shape(
    {
        "trigger_actions_on": Items(OneOf(("on_enter_pressed", "on_character_entered")), 2),
    }
)

FILTER = Shape(
    {
        "include": Items(OneOf(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    any_of=("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

SLACK_FILE = Shape({"id": Str(ID, 1), "url": Str(URL, 1)}, one_of=("id", "url"))


def initial_is_offered(element: dict[str, Any], at: str) -> Complaints:
    """A default must be one of the options, letter by letter."""
    groups = element.get("option_groups") or []
    offered = [*(element.get("options") or []), *(o for g in groups for o in g.get("options", []))]
    one, many = element.get("initial_option"), element.get("initial_options") or []
    if one is not None and one not in offered:
        yield Complaint(f"{at}/initial_option", "must be one of the provided options")
    if any(chosen not in offered for chosen in many):
        yield Complaint(f"{at}/initial_options", "must be among the provided options")
