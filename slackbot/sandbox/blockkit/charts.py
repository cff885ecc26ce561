"""The charts that Slack draws itself, with their limits."""

from typing import Any

from slackbot.sandbox.blockkit.rules import (
    Complaint,
    Complaints,
    Items,
    Number,
    Rule,
    Shape,
    Str,
    repeated,
)

# Slack's page of the block says six; others were told twelve. What keeps to six passes both.
MOST_SERIES = 6
MOST_POINTS = 20
LABEL = Str(20, 1)
LOWEST = -(10**15)


def _points_lie_on_the_axis(chart: dict[str, Any], at: str) -> Complaints:
    """Each series has a point for each category, by its name and in its order."""
    axis = chart.get("axis_config")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    series = chart.get("series")
    for index, one in enumerate(series if isinstance(series, list) else ()):
        points = one.get("data") if isinstance(one, dict) else None
        labels = [p.get("label") for p in points or () if isinstance(p, dict)]
        if labels != categories:
            yield Complaint(f"{at}/series/{index}/data", "labels must match axis categories")


def _names_differ(chart: dict[str, Any], at: str) -> Complaints:
    series = chart.get("series")
    yield from repeated(series if isinstance(series, list) else [], "name", f"{at}/series")


SEGMENT = Shape({"label": LABEL, "value": Number(0)}, ("label", "value"))
POINT = Shape({"label": LABEL, "value": Number(LOWEST)}, ("label", "value"))
SERIES = Shape({"name": LABEL, "data": Items(POINT, MOST_POINTS)}, ("name", "data"))
AXES = Shape(
    {"categories": Items(LABEL, MOST_POINTS), "x_label": Str(50), "y_label": Str(50)},
    ("categories",),
)
PLOT = Shape(
    {"series": Items(SERIES, MOST_SERIES), "axis_config": AXES},
    ("series", "axis_config"),
    also=(_points_lie_on_the_axis, _names_differ),
)
CHARTS: dict[str, Rule] = {
    "pie": Shape({"segments": Items(SEGMENT, MOST_SERIES)}, ("segments",)),
    "bar": PLOT,
    "line": PLOT,
    "area": PLOT,
}
