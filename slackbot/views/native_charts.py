"""Charts as blocks that Slack draws itself, within what it takes of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from models.charts.charts import Chart, Name
from models.charts.windows import named_by
from models.tagging.causes import Family
from models.words import say
from slackbot.views.blocks import Block, plain
from slackbot.views.findings import day

TITLE, LABEL, POINTS = 50, 20, 20  # Characters of a title and of a label, points of a series.
CELL = 60

Data = Mapping[str, Any]


def drawn(chart: Chart) -> list[Block]:
    return DRAWN[chart.name](chart.data, chart.language, ZoneInfo(chart.data["zone"]))


def date_of(end: str, zone: ZoneInfo, language: str) -> str:
    """The last date of a step, as the reader writes it."""
    return str(format_skeleton("MMMd", named_by(end, zone), locale=language))


def _overview(data: Data, language: str, zone: ZoneInfo) -> list[Block]:
    parts = [one for one in (Name.CAUSES, Name.DEADLINES) if one in data]
    return [block for one in parts for block in DRAWN[one](data[one], language, zone)]


def _causes(data: Data, language: str, zone: ZoneInfo) -> list[Block]:
    labels = [date_of(end, zone, language) for end in data["ends"]]
    series = {say(f"chart-family-{one}", language): data["families"][one] for one in Family}
    return [_bars(say("chart-title-causes", language), labels, series)]


def _deadlines(data: Data, language: str, _zone: ZoneInfo) -> list[Block]:
    days = [day(one, language) for one in data["days"]]
    labels = [say("chart-late", language), say("chart-today", language), *days[1:]]
    series = {
        say("chart-risk", language): [data["overdue"], *data["risk"]],
        say("chart-later", language): [0, *data["later"]],
    }
    return [_bars(say("chart-title-deadlines", language), labels, series)]


def _products(data: Data, language: str, _zone: ZoneInfo) -> list[Block]:
    head = [
        say("chart-product", language),
        say("chart-disputes", language),
        say("chart-share", language),
    ]
    rows, reached = [head], 0
    for product, called, number in data["products"]:
        reached += number
        share = f"{round(100 * reached / data['total'])} %"
        rows.append([plain(called or product, CELL), str(number), share])
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in rows]
    right = {"align": "right"}
    return [{"type": "table", "rows": cells, "column_settings": [{}, right, right]}]


def _won(data: Data, language: str, zone: ZoneInfo) -> list[Block]:
    """Weeks of too few are left out: a point there would stand for nothing."""
    told = [
        (date_of(end, zone, language), round(100 * won / whole))
        for end, won, whole in zip(data["ends"], data["won"], data["whole"], strict=True)
        if whole >= data["enough"]
    ]
    labels = [label for label, _percent in told]
    series = {say("chart-fought", language): [percent for _label, percent in told]}
    return [_bars(say("chart-title-won", language), labels, series, kind="line")]


def _bars(
    title: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[int]],
    kind: str = "bar",
) -> Block:
    named = [label[:LABEL] for label in labels][-POINTS:]
    drawn = [
        {
            "name": name[:LABEL],
            "data": [
                {"label": label, "value": value}
                for label, value in zip(named, values[-POINTS:], strict=True)
            ],
        }
        for name, values in series.items()
    ]
    chart = {"type": kind, "series": drawn, "axis_config": {"categories": named}}
    return {"type": "data_visualization", "title": title[:TITLE], "chart": chart}


DRAWN: Mapping[Name, Callable[[Data, str, ZoneInfo], list[Block]]] = {
    Name.OVERVIEW: _overview,
    Name.CAUSES: _causes,
    Name.DEADLINES: _deadlines,
    Name.PRODUCTS: _products,
    Name.WON: _won,
}
