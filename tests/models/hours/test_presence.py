"""When somebody may be disturbed again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.hours.presence import Presence
from tests.builders import HOUR, NOON

HOURS = st.none() | st.integers(-30, 30).map(lambda hours: NOON + hours * HOUR)


@pytest.mark.parametrize(
    ("quiet", "until"),
    [
        ({}, None),
        ({"dnd_from": NOON - HOUR, "dnd_until": NOON + HOUR}, NOON + HOUR),
        ({"dnd_from": NOON, "dnd_until": NOON + HOUR}, NOON + HOUR),
        ({"dnd_from": NOON - HOUR, "dnd_until": NOON}, None),
        ({"dnd_from": NOON + HOUR, "dnd_until": NOON + 9 * HOUR}, None),
        ({"paused_until": NOON + HOUR}, NOON + HOUR),
        ({"paused_until": NOON - HOUR}, None),
    ],
)
def test_quiet_lasts_until_its_end(quiet, until):
    assert Presence(user_id="UANA", **quiet).quiet_until(NOON) == until


def test_a_pause_that_ends_in_the_night_lasts_until_morning():
    night = {"dnd_from": NOON + HOUR, "dnd_until": NOON + 9 * HOUR}
    quiet = Presence(user_id="UANA", paused_until=NOON + 2 * HOUR, **night)

    assert quiet.quiet_until(NOON) == NOON + 9 * HOUR


@given(HOURS, HOURS, HOURS, st.integers(-30, 30))
def test_after_quiet_comes_no_more_of_what_was_told(begins, ends, paused, hours):
    now = NOON + timedelta(hours=hours)
    quiet = Presence(user_id="UANA", dnd_from=begins, dnd_until=ends, paused_until=paused)
    until = quiet.quiet_until(now)

    assert until is None or (until > now and quiet.quiet_until(until) is None)
