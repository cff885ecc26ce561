"""How near a deadline is, and when what a card says of it stops being true."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.deadlines import Urgency, next_change, urgency
from slackbot.views.blocks import left
from tests.builders import DAY, HOUR, NOON

SECOND = timedelta(seconds=1)
UNHURRIED = settings(deadline=None)
AHEAD = st.one_of(
    st.timedeltas(-DAY, DAY), st.timedeltas(DAY, 4 * DAY), st.timedeltas(-9 * DAY, 40 * DAY)
)
MOMENTS = AHEAD.map(lambda ahead: NOON + ahead)


@pytest.mark.parametrize(
    ("time_left", "expected"),
    [
        (73 * HOUR, Urgency.LATER),
        (72 * HOUR, Urgency.LATER),
        (72 * HOUR - SECOND, Urgency.SOON),
        (24 * HOUR, Urgency.SOON),
        (24 * HOUR - SECOND, Urgency.TODAY),
        (6 * HOUR, Urgency.TODAY),
        (6 * HOUR - SECOND, Urgency.NOW),
        (-HOUR, Urgency.NOW),
    ],
    ids=str,
)
def test_the_mark_grows_as_the_deadline_nears(time_left, expected):
    assert urgency(NOON + time_left, NOON) is expected


def test_without_a_deadline_nothing_is_near_and_nothing_changes():
    assert urgency(None, NOON) is Urgency.LATER
    assert next_change(None, NOON) is None


def said(due_at, now):
    """The mark and the words of a card, which change with time alone."""
    return urgency(due_at, now), left(due_at, now, "en")


@UNHURRIED
@given(due_at=MOMENTS, share=st.floats(0, 1))
def test_what_a_card_says_is_true_until_the_next_change(due_at, share):
    changes = next_change(due_at, NOON)
    until = (changes - SECOND if changes else NOON + 90 * DAY) - NOON

    assert until < timedelta() or said(due_at, NOON + until) == said(due_at, NOON)
    assert until < timedelta() or said(due_at, NOON + share * until) == said(due_at, NOON)


@UNHURRIED
@given(due_at=MOMENTS)
def test_redrawn_at_each_change_a_card_comes_to_say_that_it_passed(due_at):
    now, drawn = NOON, 0
    while (changes := next_change(due_at, now)) is not None:
        assert changes > now
        now, drawn = changes, drawn + 1

    assert said(due_at, now) == (Urgency.NOW, "deadline passed")
    assert drawn <= 40 + 48 + 2
