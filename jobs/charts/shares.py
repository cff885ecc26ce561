"""The Pareto of products, and the win rate."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from jobs.charts.over_time import head
from jobs.charts.paper import BLUE, INK, LINE, PAPER, PLAIN, SKY, SMALL, SOFT, Paper, Words
from models.charts.charts import Name
from models.charts.windows import named_by
from models.words import say
from slackbot.views.blocks import plain

LONGEST_LABEL = 38
ROW = 0.44  # Inches of a bar with the name above it.
LINES = 1.5

Data = Mapping[str, Any]


def products(paper: Paper, data: Data, words: Words) -> None:
    head(paper, Name.PRODUCTS, data, words)
    paper.subtitle(words.fit(say("chart-under-products", words.language, days=data["span"]), ""))
    rows = [(_named(place, one, words), one[2]) for place, one in enumerate(data["products"], 1)]
    rest, number = data["others"]
    if rest:
        others = say("chart-others", words.language, count=rest)
        rows.append((words.fit(others, f"+ {rest}"), number))
    paper.space(0.06)
    axes = paper.axes(ROW * len(rows), beneath=-0.05)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    reached = 0
    for place, (name, number) in enumerate(rows):
        reached += number
        few = place < (data["few"] or 0)
        _bar(axes, place, name, number, f"{round(100 * reached / data['total'])} %", few)
    axes.set_xlim(0, max(number for _name, number in rows) * 1.34)
    axes.set_ylim(len(rows) - 0.3, -0.62)


def _named(place: int, product: list[Any], words: Words) -> str:
    """Its number among them, and its name where a font has it; the end of its id else."""
    key, called, _number = product
    name = plain(called or key, LONGEST_LABEL)
    return f"{place}  {words.fit(name, f'…{key[-6:]}' if key.isascii() else '')}".rstrip()


def _bar(axes: Any, place: int, name: str, number: int, share: str, few: bool) -> None:
    colour, hatch = (BLUE, None) if few else (SKY, "///")
    axes.barh(place, number, 0.42, color=colour, hatch=hatch, edgecolor=PAPER, linewidth=0)
    axes.text(0, place - 0.3, name, size=SMALL, ha="left", va="bottom", color=INK)
    axes.annotate(
        str(number),
        (number, place),
        xytext=(5, 0),
        textcoords="offset points",
        size=PLAIN,
        weight="bold",
        va="center",
    )
    axes.text(
        1,
        place,
        share,
        transform=axes.get_yaxis_transform(),
        size=PLAIN,
        color=SOFT,
        ha="right",
        va="center",
    )


def won(paper: Paper, data: Data, words: Words) -> None:
    head(paper, Name.WON, data, words)
    paper.subtitle(words.fit(say("chart-under-won", words.language), ""))
    paper.space(0.1)
    axes = paper.axes(LINES, beneath=0.62)
    axes.set_ylim(-8, 116)
    axes.axhline(50, color=LINE, linewidth=0.8, zorder=0)
    axes.axhline(100, color=LINE, linewidth=0.8, zorder=0)
    weeks = list(zip(data["won"], data["whole"], strict=True))
    enough = [(n, round(100 * w / of)) for n, (w, of) in enumerate(weeks) if of >= data["enough"]]
    axes.plot(*zip(*enough, strict=True), color=BLUE, linewidth=2.2, marker="o", markersize=6)
    for place, percent in enough:
        axes.annotate(
            str(percent),
            (place, percent),
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            size=SMALL,
            weight="bold",
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
        )
    axes.set_xlim(-0.5, len(weeks) - 0.5)
    zone = ZoneInfo(data["zone"])
    ends = [named_by(end, zone) for end in data["ends"]]
    axes.set_xticks(
        range(len(weeks)), [_week(n, end, weeks[n][1], words, ends) for n, end in enumerate(ends)]
    )


def _week(place: int, end: datetime, whole: int, words: Words, ends: list[datetime]) -> str:
    month = words.fit(str(format_skeleton("MMM", end, locale=words.language)), f"{end:%Y-%m}")
    new = place == 0 or ends[place - 1].month != end.month
    return f"n {whole}\n{end.day}" + (f"\n{month}" if new else "")
