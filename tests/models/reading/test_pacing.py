"""One budget of calls, whoever calls and from wherever."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import Database, clock
from models.reading import pacing
from models.reading.pacing import Pace
from tests.support.ground import at_once

LONG = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.close()


def reserve(database, pace, longest=LONG):
    with database.write() as session:
        return pacing.reserve(session, pace, longest)


def test_callers_side_by_side_get_a_time_of_their_own(database):
    pace = Pace.of("an app", 2)
    waits = sorted(at_once(*[lambda: reserve(database, pace)] * 8))
    steps = [later - earlier for earlier, later in pairwise(waits[3:])]
    assert all(abs(step - SECOND / 2) < SECOND / 4 for step in steps)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rate=st.integers(1, 50), calls=st.integers(1, 30))
def test_nobody_gets_more_than_the_budget(database, rate, calls):
    """The n-th call at once waits until the budget has grown to it, a second's burst aside."""
    with database.write() as session:
        pace = Pace.of("an app", rate)
        start = clock(session)
        waits = [pacing.reserve(session, pace, LONG) for _ in range(calls)]
        took = clock(session) - start
        session.rollback()
    assert waits[-1] >= max(timedelta(), (calls - 1) * pace.step - pacing.BURST - took)


def test_what_would_take_too_long_is_not_reserved(database):
    pace = Pace.of("an app", 1)
    with database.write() as session:
        pacing.ban(session, pace, 60)
    waits = [reserve(database, pace, longest=SECOND) for _ in range(3)]
    assert all(timedelta(seconds=50) < wait <= timedelta(seconds=60) for wait in waits)


def test_a_ban_holds_for_everybody_of_the_app_and_for_nobody_else(database):
    pace, other = Pace.of("an app", 100), Pace.of("another app", 100)
    with database.write() as session:
        pacing.ban(session, pace, 30)
    assert reserve(database, Pace.of("an app", 100)) > timedelta(seconds=20)
    assert reserve(database, other) == timedelta()


def test_a_shorter_ban_ends_no_longer_one(database):
    pace = Pace.of("an app", 100)
    with database.write() as session:
        pacing.ban(session, pace, 30)
        pacing.ban(session, pace, 1)
        assert pacing.wait(session, pace) > timedelta(seconds=20)
