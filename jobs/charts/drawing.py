"""From the plain data of a chart to a PNG: the same data give the same bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jobs.charts import over_time, shares
from jobs.charts.paper import Paper, Words, as_png, styled
from models.charts.charts import Name

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Picture:
    png: bytes
    coded: bool  # Codes stand in it for want of a font.


def draw(name: Name, data: Data, language: str) -> Picture:
    words = Words(language)
    with styled():
        sketch = Paper(TALLEST)
        FILLED[name](sketch, data, words)
        paper = Paper(sketch.used)
        FILLED[name](paper, data, words)
        return Picture(as_png(paper.figure), words.coded)


def _overview(paper: Paper, data: Data, words: Words) -> None:
    """One above the other: beside each other a phone would show neither."""
    parts = [one for one in (Name.CAUSES, Name.DEADLINES) if one in data]
    for place, one in enumerate(parts):
        paper.space(BETWEEN if place else 0)
        FILLED[one](paper, data[one] | {"zone": data["zone"]}, words)


TALLEST = 12.0  # Inches.
BETWEEN = 0.1
FILLED: Mapping[Name, Callable[[Paper, Data, Words], None]] = {
    Name.OVERVIEW: _overview,
    Name.CAUSES: over_time.causes,
    Name.DEADLINES: over_time.deadlines,
    Name.PRODUCTS: shares.products,
    Name.WON: shares.won,
}
