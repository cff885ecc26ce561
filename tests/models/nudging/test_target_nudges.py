"""A missed target is told to the leads, once, and not when it no longer holds."""

import pytest

from models import moves
from models.hours.targets import Target
from models.messages import Kind
from models.nudging.nudges import Rule
from models.nudging.target_nudges import STEPS
from models.records import Outcome
from models.rules import To
from tests.builders import DAY, HOUR, NOON, a_dispute_news, a_dispute_record, an_actor

NINE = NOON - 3 * HOUR  # On a Tuesday.
FIRST, NEXT, END = (STEPS[target] for target in Target)
RULES = """
targets = { first_response = "4h", next_response = "8h", resolution = "20h" }
[[ladders]]
name = "answer"
steps = [{ before = "1h", to = ["owner"] }]
"""


@pytest.fixture
def desk(ground):
    """A dispute of this morning, due in a month."""
    ground.put_in_force(RULES)
    ground.take_in(a_dispute_record(opened_at=NINE, due_at=NOON + 30 * DAY), NINE)
    return ground


def news(ground, at, **changes):
    ground.take_in(a_dispute_news(modified_at=at, **changes), at)


def fire(ground, *moments):
    return [ground.fire(moment, leads_channel="CLEADS") for moment in moments]


def planned(ground):
    mine = [n for n in ground.nudges() if n.rule is Rule.TARGET]
    return [(n.step, n.due_at) for n in mine if n.sent_at is None and n.cancelled_at is None]


def test_each_target_is_planned_for_its_time(desk):
    assert planned(desk) == [(FIRST, NINE + 4 * HOUR), (END, NINE + 2 * DAY + 2 * HOUR)]
    assert {n.recipient for n in desk.nudges() if n.rule is Rule.TARGET} == {To.LEADS}


def test_a_missed_one_is_told_to_the_leads_once(desk):
    due = NINE + 4 * HOUR

    assert fire(desk, due - HOUR, due, due + HOUR, due + DAY) == [0, 1, 0, 0]

    [message] = desk.messages(Kind.NUDGE)
    assert (message.channel, message.parent_id) == ("CLEADS", None)


def test_an_answer_in_time_says_nothing_and_pauses_the_rest(desk):
    news(desk, NINE + 3 * HOUR, turn="buyer")

    assert planned(desk) == []
    assert fire(desk, NINE + 9 * DAY) == [0]

    news(desk, NINE + 7 * DAY, turn="ours")
    assert planned(desk) == [
        (NEXT, NINE + 7 * DAY + 8 * HOUR),
        (END, NINE + 7 * DAY + DAY + 8 * HOUR),
    ]


def test_what_is_resolved_is_told_to_nobody_and_holds_again_when_reopened(desk):
    desk.move(moves.resolve, an_actor(), Outcome.WON, now=NINE + HOUR)
    assert planned(desk) == []

    desk.move(moves.reopen, an_actor(), now=NINE + 2 * HOUR)

    assert planned(desk) == [(NEXT, NINE + DAY + HOUR), (END, NINE + 2 * DAY + 3 * HOUR)]


def test_what_stood_still_only_by_night_is_due_as_before(desk):
    before = planned(desk)[1]
    news(desk, NINE + 11 * HOUR, turn="buyer")
    assert planned(desk) == []

    news(desk, NINE + 12 * HOUR, turn="ours")

    assert before in planned(desk)


def test_a_change_that_moves_no_target_plans_nothing_anew(desk):
    before = [n.id for n in desk.nudges() if n.rule is Rule.TARGET]
    fire(desk, NINE + 5 * HOUR)

    news(desk, NINE + 6 * HOUR, amount="9.00")

    assert [n.id for n in desk.nudges() if n.rule is Rule.TARGET] == before
    assert fire(desk, NINE + 7 * HOUR) == [0]


def test_what_was_told_and_answered_is_not_told_again(desk):
    fire(desk, NINE + 5 * HOUR)
    for n, turn in enumerate(["buyer", "ours", "buyer", "ours"]):
        news(desk, NINE + (6 + n) * HOUR, turn=turn)

    assert FIRST not in [step for step, _ in planned(desk)]


def test_a_target_missed_long_ago_is_not_told_any_more(desk):
    assert fire(desk, NINE + 4 * HOUR + 20 * DAY) == [0]


def test_the_platforms_ladder_is_another_one(desk):
    steps = [(n.rule, n.due_at) for n in desk.nudges() if n.rule is Rule.DEADLINE]

    assert steps == [(Rule.DEADLINE, NOON + 30 * DAY - HOUR)]
