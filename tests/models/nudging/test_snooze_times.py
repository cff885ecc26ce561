"""How long somebody wants to be left alone, in their own words and zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import NotUnderstood
from models.nudging.snooze_times import DAYS, LONGEST, UNITS, WEEKDAYS, is_off, until

MADRID = ZoneInfo("Europe/Madrid")
ODD = timedelta(minutes=37)
NOW = datetime(2026, 11, 23, 14, 20, tzinfo=MADRID)  # A Monday.
ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
MOMENTS = st.integers(-10_000, 300_000).map(lambda times: NOW.astimezone(UTC) + times * ODD)
WALL = st.tuples(st.integers(0, 23), st.integers(0, 59))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2h", "23 16:20"),
        ("2 hours", "23 16:20"),
        ("for 90 min", "23 15:50"),
        ("1h30m", "23 15:50"),
        ("1.5h", "23 15:50"),
        ("1d 2h", "24 16:20"),
        ("1w", "30 14:20"),
        ("2小时", "23 16:20"),
        ("两个小时", "23 16:20"),
        ("半小时", "23 14:50"),
        ("30分钟", "23 14:50"),
        ("三天", "26 14:20"),
        ("Tomorrow", "24 09:00"),
        ("tomorrow 9", "24 09:00"),
        ("tomorrow at 17:30", "24 17:30"),
        ("tomorrow, 5pm", "24 17:00"),
        ("tomorrow 12am", "24 00:00"),
        ("明天", "24 09:00"),
        ("明天9点", "24 09:00"),
        ("明天下午3点半", "24 15:30"),
        ("后天上午10点", "25 10:00"),
        ("today 18", "23 18:00"),
        ("今天18点", "23 18:00"),
        ("monday", "30 09:00"),
        ("tue", "24 09:00"),
        ("on Friday 8:15", "27 08:15"),
        ("next sunday", "29 09:00"),
        ("周五", "27 09:00"),
        ("星期三下午2点", "25 14:00"),
        ("18:00", "23 18:00"),
        ("at 13", "24 13:00"),
        ("9am", "24 09:00"),
        ("下午5点", "23 17:00"),
    ],
)
def test_people_write_it_as_they_speak(words, meant):
    assert f"{until(words, NOW, MADRID).astimezone(MADRID):%d %H:%M}" == meant


@pytest.mark.parametrize(
    "words",
    [
        *("", "9", "soon", "0h", "-2h", "tomorrow 25", "today 9", "9:75", "2h tomorrow", "13pm"),
        *("monday monday", "yesterday", "2x", "⑨h", "h", "99999h", "at", "第三天", "0am"),
    ],
)
def test_what_cannot_be_read_or_is_over_is_refused(words):
    with pytest.raises(NotUnderstood):
        until(words, NOW, MADRID)


def test_a_day_without_a_time_begins_when_the_person_does():
    assert until("tomorrow", NOW, MADRID, time(7, 30)).astimezone(MADRID).hour == 7


@pytest.mark.parametrize(
    ("now", "words", "meant"),
    [
        # The clock goes forward at 02:00: half past two does not come.
        (datetime(2026, 3, 28, 12, tzinfo=MADRID), "tomorrow 2:30", "2026-03-29T01:30"),
        # It goes back at 03:00: half past two comes twice.
        (datetime(2026, 10, 24, 12, tzinfo=MADRID), "tomorrow 2:30", "2026-10-25T00:30"),
        (datetime(2026, 10, 25, 0, 45, tzinfo=UTC), "2:30", "2026-10-25T01:30"),
        # A day of wall time that has 23 hours, and a span that has its own.
        (datetime(2026, 3, 28, 9, tzinfo=MADRID), "tomorrow 9", "2026-03-29T07:00"),
        (datetime(2026, 3, 28, 9, tzinfo=MADRID), "1d", "2026-03-29T08:00"),
    ],
)
def test_where_the_clocks_change(now, words, meant):
    assert f"{until(words, now, MADRID).astimezone(UTC):%Y-%m-%dT%H:%M}" == meant


@pytest.mark.parametrize("words", ["off", "OFF ", "取消"])
def test_it_can_be_ended(words):
    assert is_off(words)
    assert not is_off("2h")


SAID = st.one_of(
    st.tuples(st.integers(0, 9999), st.sampled_from(sorted(UNITS))).map("{0[0]}{0[1]}".format),
    st.sampled_from(sorted(DAYS | WEEKDAYS)),
    st.tuples(st.sampled_from(sorted(DAYS | WEEKDAYS)), WALL).map(
        lambda said: f"{said[0]} {said[1][0]}:{said[1][1]:02}"
    ),
    WALL.map("{0[0]}:{0[1]:02}".format),
    st.text(max_size=20),
)


@given(SAID, MOMENTS, ZONES)
@settings(max_examples=100)
def test_it_is_always_ahead_and_never_endless(words, now, zone):
    try:
        meant = until(words, now, zone)
    except NotUnderstood:
        return
    assert now < meant <= now + LONGEST


@given(MOMENTS, ZONES, st.sampled_from(sorted(WEEKDAYS)), WALL)
def test_a_named_day_and_time_are_those_of_the_persons_own_wall(now, zone, word, wall):
    meant = until(f"{word} {wall[0]}:{wall[1]:02}", now, zone)
    local = meant.astimezone(zone)

    gap = local.replace(hour=wall[0], minute=wall[1]).astimezone(UTC).astimezone(zone) != local
    assert gap or (local.hour, local.minute) == wall
    days = (local.date() - now.astimezone(zone).date()).days
    assert gap or (local.weekday() == WEEKDAYS[word] and timedelta(days=days) <= timedelta(days=7))
