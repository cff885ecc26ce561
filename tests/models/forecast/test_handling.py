"""How long a person works on one dispute, measured a second time minute by minute."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import rules, stores
from models.disputes import Dispute
from models.events import DESK, AuditEntry
from models.forecast import handling
from models.forecast.handling import ANSWERS, CLAIM, Act
from models.hours.business_time import WorkingTime
from models.rules.schema import Hours
from tests.builders import HOUR, NOON, STORE
from tests.models.test_rates import a_dispute

MINUTE = timedelta(minutes=1)
LONGEST = 4 * HOUR
FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)
WEEK = WorkingTime(Hours(), ZoneInfo("UTC"))
KINDS = [CLAIM, "ReplySettled", "ActionApproved", "DisputeResolved", "CauseCorrected"]


def an_act(minutes, dispute, what, who="UANA", line=0):
    return Act(FRIDAY + minutes * MINUTE, line, who, what, dispute, STORE)


def measured(*acts):
    working = {(act.who, STORE): WEEK for act in acts}
    return [span / MINUTE for span in handling.measured(acts, working, LONGEST)]


def worked_minutes(since, until):
    minutes = int((until - since) / MINUTE)
    return sum(WEEK.is_open(since + n * MINUTE) for n in range(minutes))


def by_minutes(acts):
    """Of one person: for each answer that is the last of its stretch, the minutes before it."""
    found = []
    for place, act in enumerate(acts):
        after = acts[place + 1] if place + 1 < len(acts) else None
        ends = place
        if act.what not in ANSWERS:
            continue
        # A later answer in the same stretch speaks for both.
        first = place
        while first > 0 and together(acts[first - 1], acts[first]):
            first -= 1
        while after is not None and together(acts[ends], after):
            ends += 1
            after = acts[ends + 1] if ends + 1 < len(acts) else None
        if any(one.what in ANSWERS for one in acts[place + 1 : ends + 1]):
            continue
        if acts[first].what == CLAIM:
            began = acts[first].at
        elif first > 0:
            began = acts[first - 1].at
        else:
            continue
        spent = worked_minutes(began, act.at)
        if spent and WEEK.is_open(act.at):
            found.append(spent)
    return found


def together(one, other):
    near = worked_minutes(one.at, other.at) <= LONGEST / MINUTE
    return one.dispute == other.dispute and near


steps = st.tuples(st.integers(0, 700), st.integers(1, 3), st.sampled_from(KINDS))


@given(st.lists(steps, max_size=9))
def test_it_comes_out_as_minute_by_minute(told):
    at, acts = 0, []
    for line, (gap, dispute, what) in enumerate(told):
        at += gap
        acts.append(an_act(at, dispute, what, line=line))

    assert measured(*acts) == by_minutes(acts)


def test_from_the_claim_to_the_last_answer():
    acts = an_act(0, 1, CLAIM), an_act(10, 1, "ReplySettled"), an_act(14, 1, "ActionApproved")

    assert measured(*acts) == [14]


def test_what_was_claimed_together_is_worked_on_one_by_one():
    claims = [an_act(n, n, CLAIM) for n in (1, 2, 3)]
    answers = [an_act(20 * n, n, "ReplySettled") for n in (1, 2, 3)]

    assert measured(*claims, *answers) == [17, 20, 20]


def test_the_weekend_between_is_no_work():
    assert measured(an_act(170, 1, CLAIM), an_act(3 * 1440 - 350, 1, "ReplySettled")) == [20]


def test_two_people_are_measured_each_by_themselves():
    acts = [an_act(0, 1, CLAIM), an_act(2, 2, CLAIM, "UBEN"), an_act(9, 1, "ReplySettled")]

    assert measured(*acts, an_act(30, 2, "ReplySettled", "UBEN")) == [9, 28]


def test_what_ends_without_an_answer_or_began_nobody_knows_when_is_not_counted():
    assert measured(an_act(0, 1, CLAIM), an_act(9, 1, "DisputeReleased")) == []
    assert measured(an_act(0, 1, "ReplySettled")) == []
    assert measured(an_act(0, 1, CLAIM), an_act(300, 1, "ReplySettled")) == []  # After hours.


@pytest.fixture
def desk_of_acts(ground):
    """Each dispute of its own: claimed, and answered so many minutes later."""

    def write(minutes, who="UANA", days_ago=1):
        before = len(ground.all(Dispute))
        rows = [a_dispute(before + n, random.Random(n)) for n in range(len(minutes))]
        ground.add(*rows)
        at, lines = NOON - days_ago * timedelta(days=1) - 2 * HOUR, []
        for row, span in zip(ground.all(Dispute)[before:], minutes, strict=True):
            for what, moment in ((CLAIM, at), ("ReplySettled", at + span * MINUTE)):
                lines.append(AuditEntry(at=moment, actor=who, action=what, dispute_id=row.id))
            at += (span + 1) * MINUTE
        ground.add(*lines)

    def told(text=""):
        with ground.database.read() as session:
            known = rules.read(rules.DEFAULT + text)
            return handling.of(session, known, stores.active(session), NOON)

    return write, told


def test_the_median_and_nine_of_ten_of_what_people_did(desk_of_acts):
    write, told = desk_of_acts
    write(range(1, 12))
    write([1] * 30, who=DESK)
    write([1] * 30, who="platform")
    write([1] * 30, days_ago=29)

    found = told()

    assert (found.work, found.slow, found.count) == (6 * MINUTE, 10 * MINUTE, 11)
    assert not found.is_assumed


def test_of_too_few_the_rules_speak(desk_of_acts):
    write, told = desk_of_acts
    write(range(1, 10))

    found = told('\n[forecast]\nhandling = "35m"\n')

    assert (found.work, found.slow, found.count) == (35 * MINUTE, None, 9)
    assert found.is_assumed


def test_what_took_too_long_is_left_out_and_counted(desk_of_acts):
    write, told = desk_of_acts
    write([5] * 10 + [50])

    found = told('\n[forecast]\nlongest = "30m"\n')

    assert (found.work, found.count, found.left_out) == (5 * MINUTE, 10, 1)


def test_where_there_is_more_than_is_read_the_latest_count(desk_of_acts, monkeypatch):
    monkeypatch.setattr(handling, "MOST", 12)
    write, told = desk_of_acts
    write([30] * 20, days_ago=5)
    write([3] * 12)

    found = told()

    # The first claim lies before the first answer that was read.
    assert (found.work, found.count) == (3 * MINUTE, 11)
