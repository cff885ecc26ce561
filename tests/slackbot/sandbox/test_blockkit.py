"""The linter: each limit once at its edge and once beyond it."""

import pytest

from slackbot.sandbox.blockkit import lint_message, lint_view
from tests.slackbot.sandbox.blocks import (
    actions,
    button,
    field,
    home,
    modal,
    options,
    plain,
    section,
)


def select(**more):
    return {"type": "static_select", "action_id": "pick"} | more


def numbered(count):
    return options(*map(str, range(count)))


def element(kind, **more):
    return field(element={"type": kind, "action_id": "a"} | more)


MRKDWN = {"type": "mrkdwn", "text": "words"}
IMAGE = {"type": "image", "image_url": "https://pictures.test/a.png", "alt_text": "A parcel"}
FILE = {"type": "image", "slack_file": {"id": "F0123456789"}, "alt_text": "A chart"}


def chart(series=1, points=2, names="series {}", labels="day {}", **more):
    """A bar chart that Slack draws itself."""
    days = [labels.format(n) for n in range(points)]
    data = [{"label": day, "value": n} for n, day in enumerate(days)]
    drawn = [{"name": names.format(n), "data": data} for n in range(series)]
    plot = {"type": "bar", "series": drawn, "axis_config": {"categories": days}}
    return {"type": "data_visualization", "title": "t" * 50, "chart": plot | more}


def pie(segments=6, label="part"):
    drawn = [{"label": label, "value": 1}] * segments
    chart = {"type": "pie", "segments": drawn}
    return {"type": "data_visualization", "title": "t", "chart": chart}


DAYS = {"categories": ["day 0", "day 1"]}
CONFIRM = {"title": plain("Refund?"), "text": plain("It is final.")}

RIGHT = [
    section("x" * 3000),
    {"type": "section", "fields": [MRKDWN] * 10},
    section(accessory=IMAGE),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "context", "elements": [MRKDWN] * 10},
    actions(*(button(f"a{n}") for n in range(25))),
    actions(button("a" * 255, "v" * 2000, "t" * 75)),
    actions(button("a") | {"confirm": CONFIRM, "style": "danger"}),
    actions(select(options=numbered(100), initial_option=numbered(1)[0])),
    actions({"type": "overflow", "action_id": "a", "options": numbered(5)}),
    actions({"type": "checkboxes", "action_id": "a", "options": numbered(10)}),
    {"type": "divider", "block_id": "b" * 255},
    {"type": "markdown", "text": "**x**"},
    element("plain_text_input", max_length=3000, min_length=1),
    element("datepicker", initial_date="2026-11-24"),
    {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 20] * 3},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    FILE,
    chart(series=6, points=20),
    chart(type="line"),
    pie(),
    chart(series=1, points=1, labels="x" * 20),
]

WRONG = {
    "/blocks/0/text/text": section("x" * 3001),
    "/blocks/0": {"type": "section"},
    "/blocks/0/fields": {"type": "section", "fields": [MRKDWN] * 11},
    "/blocks/0/fields/0/text": {"type": "section", "fields": [MRKDWN | {"text": "x" * 2001}]},
    "/blocks/0/type": {"type": "nonsense"},
    "/blocks/0/slack_file": FILE | {"slack_file": {}},
    "/blocks/0/slack_file/id": FILE | {"slack_file": {"id": ""}},
    "/blocks/0/alt_text": FILE | {"alt_text": "x" * 2001},
    "/blocks/0/title": chart() | {"title": "t" * 51},
    "/blocks/0/chart/type": chart(type="radar"),
    "/blocks/0/chart": pie() | {"chart": {"type": "pie"}},
    "/blocks/0/chart/segments": pie(7),
    "/blocks/0/chart/segments/0/label": pie(1, "x" * 21),
    "/blocks/0/chart/series": chart(series=7),
    "/blocks/0/chart/series/1/name": chart(series=2, names="the same"),
    "/blocks/0/chart/series/0/name": chart(names="x" * 21),
    "/blocks/0/chart/series/0/data": chart(axis_config={"categories": ["other", "days"]}),
    "/blocks/0/chart/axis_config/y_label": chart(axis_config=DAYS | {"y_label": "x" * 51}),
    "/blocks/0/column_settings/0/align": {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "a"}]],
        "column_settings": [{"align": "middle"}],
    },
    "/blocks/0/color": {"type": "divider", "color": "red"},
    "/blocks/0/block_id": {"type": "divider", "block_id": "b" * 256},
    "/blocks/0/text/type": {"type": "header", "text": MRKDWN},
    "/blocks/0/elements": actions(),
    "/blocks/0/elements/0/text/text": actions(button("a", text="x" * 76)),
    "/blocks/0/elements/0/value": actions(button("a", value="x" * 2001)),
    "/blocks/0/elements/0/action_id": actions(button("a" * 256)),
    "/blocks/0/elements/0/style": actions(button("a") | {"style": "default"}),
    "/blocks/0/elements/0/disabled": actions(button("a") | {"disabled": True}),
    "/blocks/0/elements/1/action_id": actions(button("a"), button("a")),
    "/blocks/0/elements/0/confirm": actions(button("a") | {"confirm": {"title": plain("x")}}),
    "/blocks/0/elements/0/options": actions(select(options=numbered(101))),
    "/blocks/0/elements/0": actions(select()),
    "/blocks/0/elements/0/initial_option": actions(
        select(options=numbered(2), initial_option=numbered(3)[2])
    ),
    "/blocks/0/elements/0/options/1/value": actions(select(options=[*numbered(1), *numbered(1)])),
    "/blocks/0/elements/0/options/0/text/text": actions(select(options=options("x" * 76))),
    "/blocks/0/elements/0/type": actions(IMAGE),
    "/blocks/0/accessory": section(accessory={k: v for k, v in IMAGE.items() if k != "alt_text"}),
    "/blocks/0/element/max_length": element("plain_text_input", max_length=3001),
    "/blocks/0/element/min_length": element("plain_text_input", max_length=1, min_length=2),
    "/blocks/0/element/initial_date": element("datepicker", initial_date="24.11.2026"),
    "/blocks/0/rows": {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101},
}


def pointers(complaints):
    return [complaint.pointer for complaint in complaints]


@pytest.mark.parametrize("block", RIGHT, ids=str)
def test_what_stands_at_a_limit_is_fine(block):
    assert lint_message("A text", [block]) == []


@pytest.mark.parametrize(("pointer", "block"), WRONG.items(), ids=WRONG)
def test_what_goes_beyond_it_is_pointed_at(pointer, block):
    assert pointers(lint_message("A text", [block])) == [pointer]


@pytest.mark.parametrize(
    ("blocks", "constraint"),
    [
        ([{"type": "divider"}] * 51, "no more than 50 items allowed"),
        ([{"type": "divider", "block_id": "x"}] * 2, "duplicate block_id 'x'"),
        ([section("x" * 2800)] * 4, "the blocks are too long"),
        ([section("ж" * 2300)] * 3, "the blocks are too long"),
        ([{"type": "markdown", "text": "x" * 6001}] * 2, "markdown must be less than 12001"),
        ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2, "only 1 table"),
        ([chart()] * 3, "only 2 data_visualization"),
        ([{"type": "alert", "text": plain("x")}], "alert is not allowed in a message"),
        ("not a list", "must be an array"),
        (["not a block"], "must be an object"),
    ],
)
def test_the_whole_message_has_limits_too(blocks, constraint):
    assert any(constraint in str(complaint) for complaint in lint_message("A text", blocks))


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_message_needs_a_text(text):
    assert pointers(lint_message(text, [section()])) == ["/text"]


@pytest.mark.parametrize(
    "view",
    [
        modal(title=plain("x" * 24), private_metadata="x" * 3000),
        modal(section(), submit=None),
        modal(*[section("x")] * 100),
        home(*[section("x")] * 100),
    ],
    ids=["title", "no input", "long modal", "long home"],
)
def test_a_view_at_its_limits_is_fine(view):
    assert lint_view(view) == []


@pytest.mark.parametrize(
    ("pointer", "view"),
    [
        ("/view/title/text", modal(title=plain("x" * 25))),
        ("/view", modal() | {"title": None}),
        ("/view/submit", modal(submit=None)),
        ("/view/private_metadata", modal(private_metadata="x" * 3001)),
        ("/view/callback_id", modal(callback_id="x" * 256)),
        ("/view/blocks", modal(*[section()] * 101)),
        ("/view/color", modal(color="red")),
        ("/view/submit", home() | {"submit": plain("Send")}),
        ("/view/blocks/0/type", home({"type": "alert", "text": plain("x")})),
        ("/view/type", {"type": "message", "blocks": []}),
        ("/view", modal(*[section("x" * 3000)] * 90)),
        ("/view/blocks", modal(*[element("plain_text_input", focus_on_load=True)] * 2)),
    ],
)
def test_a_view_beyond_them_is_pointed_at(pointer, view):
    assert pointer in pointers(lint_view(view))
