"""Whose turn it is to be read: fairly, urgent first, by one reader at a time."""

import pytest

from models.database import Database
from models.reading import rounds
from models.reading.rounds import Round
from tests.builders import DAY, HOUR, NOON, a_dispute_record, a_store
from tests.support.ground import Ground, at_once


@pytest.fixture
def ground(database_url):
    database = Database(database_url)
    with database.write() as session:
        for name in ("calm", "quiet", "pressed"):
            a_store(session, name, access_token=b"locked")
        a_store(session, "gone", access_token=b"locked", removed_at=NOON)
        a_store(session, "loose")  # Nobody connected it.
        rounds.ensure(session, NOON)
    yield Ground(database)
    database.close()


def taken(ground, now=NOON):
    with ground.database.write() as session:
        turn = rounds.next_due(session, now)
    return turn and turn.store


def finished(ground, turn, due_at):
    with ground.database.write() as session:
        rounds.finish(session, turn, due_at)


def held(ground, store, now=NOON):
    with ground.database.write() as session:
        return rounds.hold(session, store, now)


def wait_since(ground, store, since):
    with ground.database.write() as session:
        session.get_one(Round, store).due_at = since


def test_a_store_with_a_near_deadline_goes_first(ground):
    wait_since(ground, "calm", NOON - HOUR / 12)
    ground.take_in(a_dispute_record(store="pressed", due_at=NOON + HOUR))
    assert [taken(ground) for _ in range(4)] == ["pressed", "calm", "quiet", None]


def test_whoever_waited_long_goes_with_the_urgent_ones(ground):
    ground.take_in(a_dispute_record(store="pressed", due_at=NOON + HOUR))
    wait_since(ground, "quiet", NOON - HOUR)
    assert [taken(ground) for _ in range(2)] == ["quiet", "pressed"]


def test_a_store_is_not_due_before_its_time(ground):
    turn = held(ground, "calm")
    finished(ground, turn, NOON + HOUR)
    assert {taken(ground) for _ in range(3)} == {"quiet", "pressed", None}
    assert "calm" in {taken(ground, NOON + HOUR) for _ in range(3)}


def test_many_readers_take_each_store_once(ground):
    found = at_once(*[lambda: taken(ground)] * 5)
    assert sorted(filter(None, found)) == ["calm", "pressed", "quiet"]


def test_a_reader_that_comes_late_ends_nobody_elses_hold(ground):
    late = held(ground, "calm")
    later = NOON + rounds.BUSY * 2
    assert held(ground, "calm", later) is not None

    finished(ground, late, later)

    assert held(ground, "calm", later) is None


def renewed(ground, turn, now):
    with ground.database.write() as session:
        rounds.renew(session, turn, now)


def test_a_dead_reader_soon_holds_its_store_no_more(ground):
    held(ground, "calm")
    assert held(ground, "calm", NOON + rounds.BUSY) is None
    assert held(ground, "calm", NOON + rounds.BUSY * 1.1) is not None


def test_a_reader_that_says_it_lives_holds_its_store_on(ground):
    turn = held(ground, "calm")
    renewed(ground, turn, NOON + rounds.BUSY)
    assert held(ground, "calm", NOON + rounds.BUSY * 1.9) is None


def test_the_word_of_a_reader_that_was_replaced_renews_nothing(ground):
    late, soon = held(ground, "calm"), NOON + rounds.BUSY * 1.1
    held(ground, "calm", soon)
    renewed(ground, late, soon + rounds.BUSY * 0.9)
    assert held(ground, "calm", soon + rounds.BUSY * 1.1) is not None


def test_a_night_begins_once_and_ends_with_a_whole_reading(ground):
    def begin(since, now):
        with ground.database.write() as session:
            return rounds.begin_night(session, "calm", since, now)

    assert begin(NOON, NOON + HOUR)
    assert not begin(NOON, NOON + 2 * HOUR)
    turn = held(ground, "calm")
    assert turn.anew_from == NOON + HOUR

    with ground.database.write() as session:
        rounds.end_night(session, turn)

    assert not begin(NOON, NOON + 3 * HOUR)
    assert begin(NOON + DAY, NOON + DAY)
