"""Weeks and months by the wall clock of a zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.periods import Period, Stretch

MADRID = ZoneInfo("Europe/Madrid")
ZONES = some.sampled_from(["UTC", "Europe/Madrid", "Asia/Shanghai", "America/Los_Angeles"])
DAYS = some.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.DAY, date(2026, 3, 29), date(2026, 3, 29)),
        (Period.WEEK, date(2026, 3, 23), date(2026, 3, 29)),
        (Period.MONTH, date(2026, 3, 1), date(2026, 3, 31)),
    ],
)
def test_a_day_lies_in_its_week_and_its_month(period, first, last):
    held = Stretch.holding(period, date(2026, 3, 29), MADRID)

    assert (held.first, held.last) == (first, last)


def test_the_week_in_which_clocks_are_changed_has_an_hour_less():
    week = Stretch.holding(Period.WEEK, date(2026, 3, 29), MADRID)

    assert week.since == datetime(2026, 3, 22, 23, tzinfo=UTC)
    assert week.until - week.since == timedelta(days=7, hours=-1)


@given(period=some.sampled_from(Period), day=DAYS, zone=ZONES)
def test_they_follow_one_another_without_a_gap(period, day, zone):
    held = Stretch.holding(period, day, ZoneInfo(zone))

    assert held.first <= day <= held.last
    assert held.next.before == held
    assert held.until == held.next.since
    assert held.before.until == held.since
