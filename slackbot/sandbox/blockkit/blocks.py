"""Blocks with their limits, as one table, and where each may stand."""

from slackbot.sandbox.blockkit.charts import CHARTS
from slackbot.sandbox.blockkit.elements import (
    ELEMENTS,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from slackbot.sandbox.blockkit.objects import BLOCK_ID, IMAGE_ALT, SLACK_FILE, URL, plain, text
from slackbot.sandbox.blockkit.rules import (
    Anything,
    Flag,
    Items,
    Number,
    OneOf,
    Rule,
    Shape,
    Str,
    Typed,
)

MARKDOWN = 12_000  # For all markdown blocks of a message together.
TABLE_ROWS, TABLE_COLUMNS = 100, 20
DATA_TABLE_TEXT = 20_000

Fields = dict[str, Rule]
COMMON: Fields = {"block_id": BLOCK_ID}
CONTEXT_ELEMENTS: dict[str, Rule] = {
    "image": ELEMENTS["image"],
    "plain_text": Shape({"text": Str(3000, 1), "emoji": Flag()}, ("text",)),
    "mrkdwn": Shape({"text": Str(3000, 1), "verbatim": Flag()}, ("text",)),
}
CELL: dict[str, Rule] = {
    "raw_text": Shape({"text": Str(3000)}, ("text",)),
    "rich_text": Shape({"elements": Items(Anything(), 1000), "block_id": BLOCK_ID}, ("elements",)),
}
COLUMN = Shape({"align": OneOf(("left", "center", "right")), "is_wrapped": Flag()})
RICH_PARTS = frozenset(
    {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
)
RICH: dict[str, Rule] = {
    kind: Shape(
        {
            "elements": Items(Anything(), 1000, 0),
            "style": OneOf(("bullet", "ordered")),
            "indent": Number(0, 8),
            "offset": Number(0),
            "border": Number(0, 1),
            "language": Str(50),
        },
        ("elements",),
    )
    for kind in RICH_PARTS
}
PICTURE = Shape(
    {"image_url": Str(URL, 1), "slack_file": SLACK_FILE, "alt_text": Str(IMAGE_ALT)}, ("alt_text",)
)
BLOCKS: dict[str, Rule] = {
    "section": Shape(
        COMMON
        | {
            "text": text(3000),
            "fields": Items(text(2000), 10),
            "accessory": Typed(ELEMENTS, IN_SECTION),
            "expand": Flag(),
        },
        any_of=("text", "fields"),
    ),
    "divider": Shape(COMMON),
    "header": Shape(COMMON | {"text": plain(150), "level": Number(1, 4)}, ("text",)),
    "image": Shape(
        COMMON
        | {
            "image_url": Str(URL, 1),
            "slack_file": SLACK_FILE,
            "alt_text": Str(IMAGE_ALT),
            "title": plain(2000),
        },
        ("alt_text",),
        one_of=("image_url", "slack_file"),
    ),
    "context": Shape(COMMON | {"elements": Items(Typed(CONTEXT_ELEMENTS), 10)}, ("elements",)),
    "actions": Shape(
        COMMON | {"elements": Items(Typed(ELEMENTS, IN_ACTIONS), 25, unique="action_id")},
        ("elements",),
    ),
    "context_actions": Shape(
        COMMON | {"elements": Items(Typed(ELEMENTS, IN_CONTEXT_ACTIONS), 5, unique="action_id")},
        ("elements",),
    ),
    "input": Shape(
        COMMON
        | {
            "label": plain(2000),
            "hint": plain(2000),
            "element": Typed(ELEMENTS, IN_INPUT),
            "optional": Flag(),
            "dispatch_action": Flag(),
        },
        ("label", "element"),
    ),
    "rich_text": Shape(COMMON | {"elements": Items(Typed(RICH), 1000, 0)}, ("elements",)),
    "markdown": Shape(COMMON | {"text": Str(MARKDOWN, 1)}, ("text",)),
    "file": Shape(
        COMMON | {"external_id": Str(255, 1), "source": OneOf(("remote",))},
        ("external_id", "source"),
    ),
    "video": Shape(
        COMMON
        | {
            "alt_text": Str(IMAGE_ALT, 1),
            "title": plain(199),
            "title_url": Str(URL),
            "thumbnail_url": Str(URL, 1),
            "video_url": Str(URL, 1),
            "author_name": Str(50),
            "provider_name": Str(50),
            "provider_icon_url": Str(URL),
            "description": plain(200),
        },
        ("alt_text", "title", "thumbnail_url", "video_url"),
    ),
    "table": Shape(
        COMMON
        | {
            "rows": Items(Items(Typed(CELL), TABLE_COLUMNS), TABLE_ROWS),
            "column_settings": Items(COLUMN, TABLE_COLUMNS, 0),
        },
        ("rows",),
    ),
    "data_table": Shape(
        COMMON
        | {
            "rows": Items(Items(Anything(), TABLE_COLUMNS), 201, 2),
            "caption": Str(150),
            "page_size": Number(1, 100),
            "row_header_column_index": Number(0, TABLE_COLUMNS - 1),
        },
        ("rows",),
    ),
    "data_visualization": Shape(
        COMMON | {"title": Str(50, 1), "chart": Typed(CHARTS)}, ("title", "chart")
    ),
    "alert": Shape(
        COMMON
        | {
            "text": text(200),
            "level": OneOf(("default", "info", "success", "warning", "error")),
        },
        ("text",),
    ),
    "task_card": Shape(
        COMMON
        | {
            "task_id": Str(255, 1),
            "title": Str(255, 1),
            "status": OneOf(("pending", "in_progress", "complete", "error")),
            "details": Anything(),
            "output": Anything(),
            "sources": Anything(),
        },
        ("task_id", "title"),
    ),
    "plan": Shape(COMMON | {"title": Str(255, 1), "tasks": Anything()}, ("title",)),
}
BLOCKS["card"] = Shape(
    COMMON
    | {
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "hero_image": PICTURE,
        "icon": PICTURE,
        "slack_icon": Anything(),
        "actions": Items(Typed(ELEMENTS, frozenset({"button"})), 3, unique="action_id"),
    },
    any_of=("title", "body", "hero_image", "actions"),
)
BLOCKS["carousel"] = Shape(
    COMMON | {"elements": Items(Typed(BLOCKS, frozenset({"card"})), 10)}, ("elements",)
)
BLOCKS["container"] = Shape(
    COMMON
    | {
        "title": plain(150),
        "subtitle": text(150),
        "icon": PICTURE,
        "width": OneOf(("narrow", "standard", "wide", "full")),
        "is_collapsible": Flag(),
        "default_collapsed": Flag(),
        "child_blocks": Items(Typed(BLOCKS), 10),
    },
    ("child_blocks",),
)

EVERYWHERE = frozenset(
    {"section", "divider", "header", "image", "context", "actions", "input", "rich_text", "video"}
)
ON_SURFACE = {
    "message": frozenset(BLOCKS) - {"alert"},
    "modal": EVERYWHERE | {"alert", "markdown"},
    "home": EVERYWHERE,
}
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
