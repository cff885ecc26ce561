"""Charts in a message: the pictures that stand, Slack's own where it draws them, or none yet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.charts.charts import Chart, Name, State
from models.tagging.causes import Family
from models.words import say
from slackbot.views import blocks, native_charts
from slackbot.views.blocks import Block, Content, escape, plain
from slackbot.views.findings import LONGEST_NAME, finding

LONGEST_ALT = 2000  # Slack's limit.
CODES = {Family.LOGISTICS: "L", Family.PRODUCT: "P", Family.BUYER: "B"}
LATE, RISK, LATER = "< 0 h", "≤ 24 h", "> 24 h"


def alt(chart: Chart) -> str:
    """What a chart says, for a place where nothing is markup."""
    return plain(finding(chart.name, chart.data, chart.language, plain), LONGEST_ALT)


def shown(charts: Sequence[Chart], now: datetime, *, native: bool) -> list[Chart]:
    """Those that the message can show by now."""
    return [chart for chart in charts if _stands(chart, now) or (native and _is_native(chart))]


def _stands(chart: Chart, now: datetime) -> bool:
    rests = chart.show_at is not None and chart.show_at > now
    return chart.state is State.STANDS and not rests


def _is_native(chart: Chart) -> bool:
    return chart.state in {State.WANTED, State.NATIVE}


def with_charts(content: Content, charts: Iterable[Chart]) -> Content:
    """The content as it is remains for a Slack that refuses the charts."""
    drawn = [block for chart in charts for block in _drawn(chart)]
    if not drawn:
        return content
    return replace(content, blocks=[*content.blocks, *drawn], fallback=content)


def _drawn(chart: Chart) -> list[Block]:
    if chart.file_id is None:
        return native_charts.drawn(chart)
    picture = {"type": "image", "slack_file": {"id": chart.file_id}, "alt_text": chart.alt}
    return [picture, blocks.context(_caption(chart))] if chart.coded else [picture]


def _caption(chart: Chart) -> str:
    """Where the picture holds codes for want of a font: what it says, and what the codes are."""
    said = finding(chart.name, chart.data, chart.language, escape)
    key = " · ".join(_key(chart.name, chart.data, chart.language))
    return f"{said} {say('chart-key', chart.language, key=key)}" if key else said


def _key(name: Name, data: dict[str, Any], language: str) -> list[str]:
    told: list[str] = []
    if name is Name.OVERVIEW:
        return [
            part
            for one in (Name.CAUSES, Name.DEADLINES)
            if one in data
            for part in _key(one, data[one], language)
        ]
    if name is Name.CAUSES:
        told += [f"{code} {say(f'chart-family-{one}', language)}" for one, code in CODES.items()]
    if name is Name.PRODUCTS:
        named = [called or product for product, called, _number in data["products"]]
        told += [f"{n} {escape(one, LONGEST_NAME)}" for n, one in enumerate(named, 1)]
    return told
