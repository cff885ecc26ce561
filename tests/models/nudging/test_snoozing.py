"""Snooze: by whom, for how long at most, and how it ends."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import disputes, intake, moves, rules
from models.errors import NotAllowed, Refused
from models.events import AuditEntry
from models.members import Role
from models.nudging import snoozing
from models.nudging.nudges import Nudge
from tests.builders import DAY, HOUR, ISSUE, NOON, STORE, a_dispute_news, a_dispute_record, an_actor

DUE = NOON + 2 * DAY
RESTS = NOON + 3 * HOUR
OWNER = an_actor()


@pytest.fixture
def claimed(ground):
    ground.take_in(a_dispute_record(due_at=DUE, modified_at=NOON))
    ground.move(moves.claim, OWNER)
    return ground


def test_it_is_written_down_with_who_and_until_when(claimed):
    claimed.move(snoozing.snooze, OWNER, RESTS)

    dispute, line = claimed.dispute(), claimed.all(AuditEntry)[-1]
    assert (dispute.snoozed_until, dispute.snoozed_by) == (RESTS, "UANA")
    assert (line.action, line.details) == ("DisputeSnoozed", {"until": RESTS.isoformat()})


@pytest.mark.parametrize("asked", [DUE - HOUR, DUE, DUE + 30 * DAY])
def test_it_never_lasts_past_the_last_step_before_the_deadline(claimed, asked):
    claimed.move(snoozing.snooze, OWNER, asked)

    assert claimed.dispute().snoozed_until == DUE - HOUR


def test_the_last_step_is_that_of_its_own_ladder(claimed):
    early = rules.DEFAULT.replace('before = "1h"', 'before = "5h"')
    with claimed.database.write() as session:
        rules.apply(session, early, "UADA", NOON)
    claimed.move(snoozing.snooze, OWNER, DUE)

    assert claimed.dispute().snoozed_until == DUE - 5 * HOUR


def test_near_the_deadline_there_is_no_rest(claimed):
    with pytest.raises(Refused, match="too near"):
        claimed.move(snoozing.snooze, OWNER, DUE, now=DUE - HOUR)


@pytest.mark.parametrize(
    ("role", "user", "may"),
    [
        (Role.AGENT, "UANA", True),
        (Role.AGENT, "UBEN", False),
        (Role.VIEWER, "UANA", False),
        (Role.LEAD, "ULEA", True),
    ],
)
def test_only_its_owner_or_a_lead_may(claimed, role, user, may):
    actor = an_actor(role, user)
    if not may:
        with pytest.raises(NotAllowed):
            claimed.move(snoozing.snooze, actor, RESTS)
        return
    claimed.move(snoozing.snooze, actor, RESTS)
    assert claimed.dispute().snoozed_by == user


def test_what_is_closed_or_the_platforms_does_not_rest(claimed):
    claimed.move(moves.resolve, OWNER, "withdrawn")

    with pytest.raises(Refused, match="is closed"):
        claimed.move(snoozing.snooze, OWNER, RESTS)


def test_it_ends_with_the_owner_who_wanted_it(claimed):
    claimed.move(snoozing.snooze, OWNER, RESTS)
    claimed.move(moves.release, OWNER)

    assert claimed.dispute().snoozed_until is None


@pytest.mark.parametrize(
    "change",
    [
        {"turn": "buyer"},
        {"due_at": DUE + 5 * DAY},
        {"platform_handled": True},
        {"status": "finish", "outcome": "withdrawn"},
    ],
)
def test_it_ends_with_the_claim_for_which_it_was_asked(claimed, change):
    claimed.move(snoozing.snooze, OWNER, RESTS)

    claimed.take_in(a_dispute_news(modified_at=NOON + HOUR, **change), NOON + HOUR)

    assert (claimed.dispute().snoozed_until, claimed.dispute().snoozed_by) == (None, None)


def test_what_is_resolved_does_not_rest_when_it_is_reopened(claimed):
    claimed.move(snoozing.snooze, OWNER, RESTS)
    claimed.move(moves.resolve, OWNER, "withdrawn")
    claimed.move(moves.reopen, OWNER)

    assert claimed.dispute().snoozed_until is None


def test_news_that_change_nothing_for_its_owner_do_not_wake_them(claimed):
    claimed.move(snoozing.snooze, OWNER, RESTS)

    claimed.take_in(a_dispute_news(modified_at=NOON + HOUR, text="Where is it?"), NOON + HOUR)

    assert claimed.dispute().snoozed_until == RESTS


def test_nobody_is_nudged_while_it_lasts_and_then_it_is_said(claimed):
    due = DUE - 23 * HOUR  # An hour after the step of 24 hours.
    claimed.fire(NOON)
    claimed.move(snoozing.snooze, OWNER, due + 2 * HOUR)
    claimed.fire(due)
    assert 24 not in claimed.sent()

    claimed.fire(due + 2 * HOUR)
    assert 24 in claimed.sent()


def test_ended_early_what_was_held_falls_due_at_once(claimed):
    due = DUE - 23 * HOUR
    claimed.move(snoozing.snooze, OWNER, due + 9 * HOUR)
    claimed.fire(due)
    claimed.move(snoozing.wake, OWNER, now=due)
    claimed.fire(due)

    assert 24 in claimed.sent()
    assert all(n.due_at <= due for n in claimed.all(Nudge) if n.step == 24)


def test_what_does_not_rest_cannot_be_woken(claimed):
    with pytest.raises(Refused, match="does not rest"):
        claimed.move(snoozing.wake, OWNER)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(asked=st.integers(1, 2000), left=st.integers(1, 1000), now=st.integers(0, 100))
def test_whatever_is_asked_it_ends_ahead_and_before_the_deadline(quick_ground, asked, left, now):
    moment = NOON + now * HOUR
    due_at = moment + left * HOUR / 4
    with quick_ground.undone() as session:
        record = a_dispute_record(due_at=due_at, modified_at=NOON)
        claimed_in(session, record, moment)
        dispute = disputes.find(session, STORE, ISSUE)
        try:
            until = snoozing.snooze(session, OWNER, dispute, moment + asked * HOUR / 4, moment)
        except Refused:
            assert due_at - moment <= HOUR
            return
        assert moment < until <= due_at - HOUR


def claimed_in(session, record, now):
    """A claimed dispute, within the caller's transaction."""
    intake.take_in_dispute(session, record, now)
    moves.claim(session, OWNER, disputes.find(session, STORE, record.issue_id), now)
