"""The team's own targets: in working time, and only while it is our turn."""

from datetime import timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import moves, rules
from models.hours import targets
from models.hours.business_time import NOTHING, WorkingTime
from models.hours.targets import Due, Target, standings
from models.reading.turns import Period, Side, TurnEntry
from models.records import DueKind, Outcome
from models.rules.schema import Hours, Targets
from models.stores import Store
from tests.builders import (
    DAY,
    HOUR,
    NOON,
    STORE,
    a_dispute_news,
    a_dispute_record,
    an_actor,
)

FIRST, NEXT, END = Target.FIRST_RESPONSE, Target.NEXT_RESPONSE, Target.RESOLUTION
OURS, THEIRS, HANDLED, CLOSED = Side
SPANS = Targets(first_response=4 * HOUR, next_response=8 * HOUR, resolution=20 * HOUR)
NINE = NOON - 3 * HOUR  # On a Tuesday; in UTC, where the store's people work until six.


@pytest.fixture
def working():
    with_zone = Store(name=STORE, channel="C1", added_at=NOON)
    return WorkingTime(Hours(), with_zone.zone)


def history(*told):
    """Periods from their sides and their lengths; the last one goes on."""
    starts = [*accumulate((length for _, length in told[:-1]), initial=NINE)]
    ends = [*starts[1:], None]
    return [
        Period(side, start, end, None, DueKind.RESPOND)
        for (side, _), start, end in zip(told, starts, ends, strict=True)
    ]


def found(working, *told):
    return {(one.target, one.since): one for one in standings(history(*told), SPANS, working)}


def test_the_first_response_is_due_in_working_time(working):
    one = found(working, (OURS, None))[FIRST, NINE]

    assert (one.due_at, one.met_at) == (NINE + 4 * HOUR, None)
    assert not one.is_missed(NINE + 4 * HOUR)
    assert one.is_missed(NINE + 5 * HOUR)


def test_what_opens_in_the_evening_is_due_the_next_day(working):
    late = [Period(OURS, NOON + 4 * HOUR, None, None, DueKind.RESPOND)]  # Two hours before six.

    [first, end] = standings(late, SPANS, working)

    assert first.due_at == NINE + DAY + 2 * HOUR
    assert end.due_at == NINE + 2 * DAY + 9 * HOUR  # Two hours on Tuesday, and then two whole days.


def test_an_answer_meets_it_in_time_or_late(working):
    in_time = found(working, (OURS, 3 * HOUR), (THEIRS, None))[FIRST, NINE]
    late = found(working, (OURS, 5 * HOUR), (THEIRS, None))[FIRST, NINE]

    assert (in_time.met_at, in_time.was_late) == (NINE + 3 * HOUR, False)
    assert (late.due_at, late.was_late) == (NINE + 4 * HOUR, True)


def test_each_return_of_the_turn_asks_for_the_next_response(working):
    told = (OURS, HOUR), (THEIRS, 2 * HOUR), (OURS, HOUR), (THEIRS, HOUR), (OURS, None)

    all_of_them = standings(history(*told), SPANS, working)

    assert [one.target for one in all_of_them] == [FIRST, NEXT, NEXT, END]
    assert all_of_them[1].met_at == NINE + 4 * HOUR
    assert all_of_them[2].due_at == NINE + DAY + 4 * HOUR  # Four hours on each day.


def test_the_buyers_turn_pauses_the_resolution(working):
    going = found(working, (OURS, 4 * HOUR), (THEIRS, 7 * DAY), (OURS, None))
    paused = found(working, (OURS, 4 * HOUR), (THEIRS, None))[END, NINE]

    assert going[END, NINE].due_at == NINE + 7 * DAY + 2 * DAY + 2 * HOUR
    assert (paused.due_at, paused.left) == (None, 16 * HOUR)
    assert not paused.is_missed(NINE + 90 * DAY)


def test_what_the_platform_handles_pauses_the_first_response_too(working):
    back = found(working, (OURS, HOUR), (HANDLED, DAY), (OURS, None))[FIRST, NINE]

    assert back.due_at == NINE + DAY + 4 * HOUR


def test_what_the_platform_took_over_and_ended_asks_for_no_response(working):
    ended = standings(history((OURS, HOUR), (HANDLED, DAY), (CLOSED, None)), SPANS, working)

    assert [one.target for one in ended] == [END]
    assert ended[0].met_at == NINE + DAY + HOUR


def test_what_was_answered_before_we_knew_it_has_only_next_responses(working):
    told = standings(history((THEIRS, HOUR), (OURS, None)), SPANS, working)

    assert [one.target for one in told] == [NEXT, END]


def test_a_resolved_dispute_that_comes_back_goes_on_with_what_is_left(working):
    back = found(working, (OURS, 6 * HOUR), (CLOSED, 3 * HOUR), (OURS, None))

    assert (back[END, NINE].met_at, back[END, NINE].left) == (None, 14 * HOUR)
    assert back[NEXT, NINE + 9 * HOUR].due_at == NINE + DAY + 8 * HOUR


HISTORIES = st.lists(
    st.tuples(st.sampled_from([OURS, THEIRS, HANDLED]), st.timedeltas(HOUR, 3 * DAY)), min_size=1
)


@settings(deadline=None, max_examples=60)
@given(told=HISTORIES)
def test_exactly_the_target_is_spent_of_our_working_time_when_it_is_due(told):
    working = WorkingTime(Hours(), Store(name=STORE, channel="C1", added_at=NOON).zone)
    periods = history(*told)
    for one in standings(periods, SPANS, working):
        if one.target is not END:
            continue
        until = one.due_at or NINE + 900 * DAY
        spent = sum(
            (
                working.between(p.since, min(until, p.until or until))
                for p in periods
                if p.side is OURS and p.since < until
            ),
            NOTHING,
        )
        assert spent == (SPANS.resolution if one.due_at else SPANS.resolution - one.left)


# From what sources tell.


def of(ground):
    with ground.database.read() as session:
        [found] = targets.of(session, [session.merge(ground.dispute())]).values()
        return {one.target: one for one in found}


def due(ground):
    with ground.database.read() as session:
        [found] = targets.due(session, [session.merge(ground.dispute())]).values()
        return found


def test_a_dispute_is_followed_from_its_opening_to_its_end(ground):
    with ground.database.write() as session:
        rules.apply(session, RULES, "test", NOON)
    ground.take_in(a_dispute_record(opened_at=NINE))
    assert due(ground) == [Due(FIRST, NINE + 4 * HOUR), Due(END, NINE + 2 * DAY + 2 * HOUR)]

    ground.take_in(a_dispute_news(modified_at=NINE + 3 * HOUR, turn="buyer"), NOON)
    assert (due(ground), of(ground)[FIRST].met_at) == ([], NINE + 3 * HOUR)

    ground.take_in(a_dispute_news(modified_at=NINE + DAY, turn="ours"), NOON + DAY)
    assert due(ground)[0] == Due(NEXT, NINE + DAY + 8 * HOUR)

    ground.move(moves.resolve, an_actor(), Outcome.WON, now=NINE + DAY + HOUR)
    assert due(ground) == []
    assert of(ground)[END].met_at == of(ground)[NEXT].met_at == NINE + DAY + HOUR

    ground.move(moves.reopen, an_actor(), now=NINE + DAY + 2 * HOUR)
    assert [one.target for one in due(ground)] == [NEXT, END]


def test_only_what_changes_the_turn_or_the_deadline_is_written_down(ground):
    for n, news in enumerate(
        [{}, {"amount": "1.00"}, {"due_at": NOON + 9 * DAY}, {"turn": "buyer"}]
    ):
        ground.take_in(a_dispute_news(modified_at=NOON + n * HOUR, **news))
    ground.take_in(a_dispute_news(modified_at=NOON + 9 * HOUR, due_at=NOON + 99 * DAY))

    entries = ground.all(TurnEntry)

    assert [(entry.side, entry.due_at) for entry in entries] == [
        (OURS, None),
        (OURS, NOON + 9 * DAY),
        (THEIRS, None),
    ]


def test_what_was_late_before_the_desk_knew_it_is_not_held_against_the_team(ground):
    ground.take_in(a_dispute_record(opened_at=NOON - 30 * DAY))

    assert due(ground) == []
    assert of(ground)[FIRST].is_missed(NOON)


def test_a_dispute_older_than_the_history_counts_from_what_is_known(ground):
    ground.take_in(a_dispute_record(opened_at=NINE))
    with ground.database.write() as session:
        session.execute(TurnEntry.__table__.delete())

    assert [one.target for one in due(ground)] == [FIRST, END]


RULES = """
targets = { first_response = "4h", next_response = "8h", resolution = "20h" }
[[ladders]]
name = "answer"
steps = [{ before = "6h", to = ["owner"] }]
"""


def test_the_platforms_deadline_moves_no_target(ground):
    ground.take_in(a_dispute_record(opened_at=NINE))
    before = due(ground)

    ground.take_in(a_dispute_news(modified_at=NOON, due_at=NOON + timedelta(minutes=5)))

    assert due(ground) == before
