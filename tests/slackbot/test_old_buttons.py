"""What stands in Slack since an earlier version can still be pressed."""

import pytest

from models.figures.behind import Behind
from models.figures.rates import SPAN
from models.periods import Period
from slackbot import measuring
from slackbot.listeners.actions import period_of
from tests.builders import DAY


@pytest.mark.parametrize(
    ("value", "period"),
    [("now", Period.DAY), ("day", Period.DAY), ("week", Period.WEEK), ("month", Period.MONTH)],
)
def test_the_digest_button_was_of_now_before_there_were_periods(value, period):
    assert period_of(value) is period


@pytest.mark.parametrize(
    ("value", "chosen"),
    [
        ("won:", (Behind.WON, SPAN, "")),
        ("lost:nordic", (Behind.LOST, SPAN, "nordic")),
        ("silent:north:west", (Behind.SILENT, SPAN, "north:west")),
        ("won:7:", (Behind.WON, 7 * DAY, "")),
        ("won:90:north:west", (Behind.WON, 90 * DAY, "north:west")),
    ],
)
def test_a_figure_had_no_span_before_there_were_any(value, chosen):
    assert measuring.chosen(value) == chosen
