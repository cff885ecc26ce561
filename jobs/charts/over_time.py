"""Causes over time, and deadlines ahead."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from jobs.charts import bars
from jobs.charts.paper import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    SKY,
    VERMILION,
    Paper,
    Swatch,
    Words,
)
from models.charts.charts import Name
from models.charts.windows import named_by
from models.tagging.causes import Family
from models.words import say
from slackbot.views.blocks import plain
from slackbot.views.charts import CODES, LATE, LATER, RISK
from slackbot.views.findings import title

KINDS = {
    Family.LOGISTICS: (BLUE, None),
    Family.PRODUCT: (ORANGE, "///"),
    Family.BUYER: (GREEN, "..."),
}
BARS = 1.25  # Inches.

Data = Mapping[str, Any]


def causes(paper: Paper, data: Data, words: Words) -> None:
    zone, language = ZoneInfo(data["zone"]), words.language
    head(paper, Name.CAUSES, data, words)
    ends = [named_by(end, zone) for end in data["ends"]]
    told = {"days": data["days"], "time": _time(data["ends"][-1], zone)}
    paper.subtitle(words.fit(say("chart-under-causes", language, **told), ""))
    kinds = []
    for family, (colour, hatch) in KINDS.items():
        name = words.fit(say(f"chart-family-{family}", language), CODES[family])
        kinds.append(_kind(colour, hatch, name, data["families"][family]))
    paper.legend([swatch for swatch, _numbers in kinds])
    axes = paper.axes(BARS, beneath=0.5)
    bars.stacked(axes, kinds)
    axes.set_xticks(range(len(ends)), _dates(ends, words, language))


def _time(end: str, zone: ZoneInfo) -> str:
    there = datetime.fromisoformat(end).astimezone(zone)
    return f"{there:%H:%M}" if there.time() else "24:00"


def _dates(ends: list[datetime], words: Words, language: str) -> list[str]:
    """The day; its month as well at both ends and where a new one begins."""
    last, told = None, []
    for end in ends:
        month = str(format_skeleton("MMM", end, locale=language))
        named = words.fit(month, f"{end:%Y-%m}")
        told.append(f"{end.day}" + (f"\n{named}" if end.month != last else ""))
        last = end.month
    return told


def deadlines(paper: Paper, data: Data, words: Words) -> None:
    head(paper, Name.DEADLINES, data, words)
    paper.subtitle(words.fit(say("chart-under-deadlines", words.language), ""))
    language, days = words.language, len(data["days"])
    late = words.fit(say("chart-late", language), LATE)
    risk = words.fit(say("chart-risk", language), RISK)
    later = words.fit(say("chart-later", language), LATER)
    kinds = [
        _kind(BLACK, "xxx", late, [data["overdue"]] + [0] * days),
        _kind(VERMILION, "\\\\\\", risk, [0, *data["risk"]]),
        _kind(SKY, None, later, [0, *data["later"]]),
    ]
    paper.legend([swatch for swatch, _numbers in kinds])
    axes = paper.axes(BARS, beneath=0.5)
    bars.stacked(axes, kinds)
    axes.set_xticks(range(days + 1), [late, *_days(data, words)])
    axes.get_xticklabels()[1].set_fontweight("bold")


def _kind(
    colour: str, hatch: str | None, name: str, numbers: list[int]
) -> tuple[Swatch, list[int]]:
    return Swatch(colour, hatch, f"{name}: {sum(numbers)}"), numbers


def _days(data: Data, words: Words) -> list[str]:
    days = [date.fromisoformat(one) for one in data["days"]]
    named = [str(format_skeleton("E", day, locale=words.language)) for day in days]
    today = words.fit(say("chart-today", words.language), "")
    weekdays = [today, *(words.fit(name, "") for name in named[1:])]
    return [f"{name}\n{day.day}".strip() for name, day in zip(weekdays, days, strict=True)]


def head(paper: Paper, name: Name, data: Data, words: Words) -> None:
    """What the chart says, where it can be written; else the caption under the picture does."""
    paper.title(words.fit(title(name, data, words.language, plain), ""))
