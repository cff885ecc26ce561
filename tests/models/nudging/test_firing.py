"""Whom a nudge goes to, when it waits, and what several to one person become."""

from threading import Thread

import pytest
from sqlmodel import select

from models import attempts, members, moves, rules, ruling
from models.hours import presence
from models.members import EVERY_STORE, Role
from models.messages import Kind, Message, Subject
from models.nudging import reminders
from models.nudging.nudges import Rule
from models.records import Outcome
from models.rules import To
from tests.builders import HOUR, ISSUE, NOON, a_dispute_news, a_dispute_record, an_actor

MINUTE = HOUR / 60
LIMIT = NOON + 100 * HOUR  # Noon is a Monday's, in UTC.
DAY_SHIFT = """
[people.UANA]
timezone = "UTC"
hours = { start = 09:00:00, end = 17:00:00 }
"""


@pytest.fixture
def team(ground):
    """Ana and Ben answer; the leads have a channel."""
    with ground.database.write() as session:
        for user in ("UANA", "UBEN"):
            members.add(session, user, Role.AGENT, EVERY_STORE, NOON)
    return ground


PATIENT = """
[targets]
first_response = "9000h"
next_response = "9000h"
resolution = "9000h"
[idle]
remind_after = 0.999
release_after = 1.0
"""


def ruled(ground, tables="", top="", text=rules.DEFAULT):
    """The rules, but nobody is thought idle or late by the team's own clock."""
    text = text.replace("version = 1", f"version = 1\n{top}") + PATIENT + tables
    with ground.database.write() as session:
        rules.apply(session, text, "UADA", NOON)


def owned(ground, issue_id=ISSUE, due_at=LIMIT, at=NOON, by="UANA"):
    ground.take_in(a_dispute_record(issue_id=issue_id, due_at=due_at), at)
    ground.move(moves.claim, an_actor(user_id=by), issue_id=issue_id, now=at)


def said_to(ground, channel):
    return [
        m
        for m in ground.messages(Kind.NUDGE) + ground.messages(Kind.BUNDLE)
        if m.channel == channel
    ]


def subjects(ground):
    with ground.database.read() as session:
        return list(session.exec(select(Subject)))


def test_the_ladder_goes_owner_thread_leads_manager(team):
    ruled(team, top='managers = ["UADA"]')
    owned(team)

    went = {}
    for left in (72, 24, 6, 1, -0.01):
        before = {m.key for m in team.messages(Kind.NUDGE) + team.messages(Kind.BUNDLE)}
        team.fire(LIMIT - left * HOUR, leads_channel="CLEADS")
        new = team.messages(Kind.NUDGE) + team.messages(Kind.BUNDLE)
        went[left] = sorted(m.channel for m in new if m.key not in before)

    assert went == {
        72: ["UANA"],
        24: ["CNORDIC"],
        6: ["CLEADS", "CNORDIC"],
        1: ["CLEADS", "CNORDIC", "UADA"],
        -0.01: ["CLEADS", "CNORDIC"],
    }


def test_the_owners_step_stands_in_the_thread_where_nobody_is_the_owner(team):
    team.take_in(a_dispute_record(due_at=LIMIT))

    team.fire(LIMIT - 72 * HOUR)

    [message] = team.messages(Kind.NUDGE)
    assert (message.channel, message.parent_id) == ("CNORDIC", team.cards()[0].id)


def test_a_ladder_keeps_the_steps_with_which_it_started(team):
    owned(team)
    text = rules.DEFAULT.replace(
        'before = "24h", to = ["thread"]', 'before = "30h", to = ["leads"]'
    )
    ruled(team, text=text)

    team.take_in(a_dispute_news(modified_at=NOON + HOUR, amount="9.00"), NOON + HOUR)
    assert team.planned() == [72, 24, 6, 1, 0]

    team.take_in(a_dispute_news(modified_at=NOON + 2 * HOUR, due_at=LIMIT + HOUR), NOON + 2 * HOUR)
    assert team.planned() == [72, 30, 6, 1, 0]


def test_who_rests_hears_it_when_their_shift_begins(team):
    ruled(team, DAY_SHIFT)
    limit = NOON + (72 + 8) * HOUR  # The step falls at eight in the evening.
    owned(team, due_at=limit)

    assert team.fire(limit - 72 * HOUR) == 0
    assert team.fire(NOON + 20.9 * HOUR) == 0
    assert team.fire(NOON + 21 * HOUR) == 1

    [message] = said_to(team, "UANA")
    assert message.payload["person"] == "UANA"


def test_a_deadline_before_their_shift_goes_to_somebody_on_shift(team):
    ruled(team, DAY_SHIFT)
    limit = NOON + 20 * HOUR  # Eight in the morning.
    owned(team, due_at=limit)
    team.fire(NOON)

    team.fire(limit - 6 * HOUR)

    [message] = [m for m in said_to(team, "CNORDIC") if m.payload["instead_of"]]
    assert (message.payload["person"], message.payload["instead_of"]) == ("UBEN", "UANA")


def test_several_to_one_person_are_one_direct_message(team):
    ruled(team)
    for n in range(3):
        owned(team, issue_id=f"{n}", due_at=LIMIT + n * HOUR / 60)

    assert team.fire(LIMIT - 72 * HOUR) == 1
    assert team.fire(LIMIT - 71.9 * HOUR) == 0

    [message] = said_to(team, "UANA")
    assert len(message.payload["nudges"]) == len(subjects(team)) == 3


def test_minutes_count_from_the_beginning_of_a_message(team):
    """So nobody's news trickle into one message all day, where Slack calls nobody for them."""
    ruled(team)
    for n in range(6):
        owned(team, issue_id=f"{n}", due_at=LIMIT + n * HOUR / 20)  # Three minutes apart.

    for n in range(6):
        team.fire(LIMIT - 72 * HOUR + n * HOUR / 20)

    told = sorted(len(message.payload["nudges"]) for message in said_to(team, "UANA"))
    assert told == [2, 2, 2]


def test_what_is_lost_within_the_hour_is_a_message_of_its_own(team):
    """Slack calls nobody for an edit."""
    ruled(team)
    owned(team, issue_id="far", due_at=LIMIT)
    team.fire(LIMIT - 72 * HOUR)

    soon = LIMIT - 72 * HOUR + HOUR / 20  # While others would join the first message.
    owned(team, issue_id="near", due_at=soon + HOUR / 2, at=soon)
    team.fire(soon)

    assert len(said_to(team, "UANA")) == 1
    [near] = [m for m in said_to(team, "CNORDIC") if m.payload.get("person") == "UANA"]
    assert near.kind is Kind.NUDGE


def test_in_threads_several_at_once_call_the_owner_once(team):
    ruled(team)
    for n in range(3):
        owned(team, issue_id=f"{n}")
    team.fire(LIMIT - 24 * HOUR)

    [bundle] = said_to(team, "UANA")
    threads = said_to(team, "CNORDIC")
    assert len(bundle.payload["nudges"]) == len(threads) == 3
    assert {message.payload["person"] for message in threads} == {None}


def test_a_snooze_holds_the_owners_steps_and_not_the_leads(team):
    ruled(team)
    owned(team)
    with team.database.write() as session:
        moved = session.get_one(type(team.dispute()), team.dispute().id)
        moved.snoozed_until = LIMIT - 2 * HOUR
        session.add(moved)

    fired = {left: team.fire(LIMIT - left * HOUR, leads_channel="CLEADS") for left in (72, 24, 6)}

    assert fired == {72: 0, 24: 0, 6: 1}
    assert [m.channel for m in team.messages(Kind.NUDGE)] == ["CLEADS"]


def test_a_changed_claim_says_that_its_clock_began_anew(team):
    ruled(team)
    owned(team)
    team.fire(LIMIT - 24 * HOUR)

    later = LIMIT + 96 * HOUR
    team.take_in(a_dispute_news(modified_at=LIMIT - 10 * HOUR, due_at=later), LIMIT - 9 * HOUR)
    team.fire(LIMIT - 9 * HOUR)

    [anew] = team.nudges(Rule.RESTARTED)
    assert (anew.sent_at, anew.limit_at, anew.recipient) == (LIMIT - 9 * HOUR, later, To.THREAD)


# Claimed, and idle.


def test_an_idle_claim_is_reminded_of_and_then_given_back(team):
    owned(team)

    team.fire(NOON + 50 * HOUR)
    assert team.dispute().assignee_id == "UANA"
    [reminder] = [n for n in team.nudges(Rule.IDLE) if n.sent_at]
    assert reminder.person == "UANA"

    team.fire(NOON + 75 * HOUR, leads_channel="CLEADS")
    assert team.dispute().assignee_id is None
    assert "CLEADS" in {m.channel for m in team.messages(Kind.NUDGE)}


def test_an_answered_claim_is_left_alone(team):
    owned(team)
    team.take_in(a_dispute_news(modified_at=NOON + HOUR, turn="buyer"), NOON + HOUR)

    assert team.fire(NOON + 80 * HOUR) == 0
    assert team.dispute().assignee_id == "UANA"


def test_another_claim_has_time_of_its_own(team):
    owned(team)
    team.move(moves.release, an_actor(), now=NOON + 40 * HOUR)
    team.move(moves.claim, an_actor(user_id="UBEN"), now=NOON + 40 * HOUR)

    team.fire(NOON + 69 * HOUR)
    assert [n.person for n in team.nudges(Rule.IDLE) if n.sent_at] == []
    team.fire(NOON + 70 * HOUR)
    assert [n.person for n in team.nudges(Rule.IDLE) if n.sent_at] == ["UBEN"]


def test_after_a_loss_there_are_seven_days_to_appeal(team):
    owned(team)
    lost = {"status": "finish", "outcome": Outcome.ARBITRATED_LOST, "closed_at": NOON + HOUR}
    team.take_in(a_dispute_news(modified_at=NOON + HOUR, **lost), NOON + HOUR)

    assert team.planned() == [72, 24]
    assert team.fire(NOON + (1 + 4 * 24) * HOUR) == 1
    assert team.fire(NOON + (1 + 6 * 24) * HOUR, leads_channel="CLEADS") == 1


# Who has it changes while it is held.


def test_what_is_held_for_one_owner_is_anothers_at_once(team):
    ruled(team, DAY_SHIFT)
    limit = NOON + (72 + 8) * HOUR
    owned(team, due_at=limit)
    assert team.fire(limit - 72 * HOUR) == 0

    lead = an_actor(role=Role.LEAD, user_id="ULEA")
    team.move(moves.assign, lead, "UBEN", now=limit - 71 * HOUR)

    assert team.fire(limit - 71 * HOUR) == 1
    assert len(said_to(team, "UBEN")) == 1


@pytest.mark.parametrize("now_works", ["UANA", "everybody"])
def test_what_is_held_is_decided_anew_when_the_shifts_change(team, now_works):
    ruled(team, DAY_SHIFT)
    limit = NOON + (72 + 8) * HOUR  # The step falls at eight in the evening.
    owned(team, due_at=limit)
    evening = limit - 72 * HOUR
    assert team.fire(evening) == 0

    with team.database.write() as session:
        if now_works == "everybody":
            ruling.apply(session, rules.DEFAULT + PATIENT, "UADA", evening)
        else:
            later = DAY_SHIFT.replace("17:00", "23:00")
            ruling.apply(session, rules.DEFAULT + PATIENT + later, "UADA", evening)

    assert team.fire(evening) == 1
    assert said_to(team, "UANA")


def test_what_slack_never_had_is_decided_once_more(team):
    """In the evening its owner worked; now they rest, and it is held for them."""
    ruled(team, DAY_SHIFT)
    afternoon = NOON + 4 * HOUR
    owned(team, due_at=afternoon + 72 * HOUR)
    team.fire(afternoon)
    [message] = said_to(team, "UANA")

    night = NOON + 10 * HOUR
    with team.database.write() as session:
        reminders.put_back(session, session.get_one(Message, message.id))
    assert team.fire(night) == 0
    assert team.fire(NOON + 21 * HOUR) == 1

    [anew] = said_to(team, "UANA")
    assert anew.id == message.id
    [nudge] = [n for n in team.nudges(Rule.DEADLINE) if n.sent_at]
    assert (nudge.sent_at, nudge.person, nudge.message_key) == (
        NOON + 21 * HOUR,
        "UANA",
        message.key,
    )


def test_two_clocks_at_once_make_one_message_to_a_person(team):
    ruled(team)
    for issue_id in ("1", "2"):
        owned(team, issue_id)
    due = LIMIT - 72 * HOUR

    with team.database.write() as session:
        reminders.fire(session, due, most=1)
        other = Thread(target=team.fire, args=[due])
        other.start()
        other.join(1)
    other.join()
    team.fire(due)

    [message] = said_to(team, "UANA")
    assert len(message.payload["nudges"]) == 2


def test_what_joins_a_message_that_may_have_to_be_repeated_is_said_as_well(team):
    """Its sender read it, and could not look for it in Slack; meanwhile one more fell due."""
    ruled(team)
    owned(team, "1")
    due = LIMIT - 72 * HOUR
    team.fire(due)
    [message] = said_to(team, "UANA")
    with team.database.write() as session:
        claimed = attempts.claim(session, session.get_one(Message, message.id), NOON)
    owned(team, "2", at=due + MINUTE)
    team.fire(due + MINUTE)

    with team.database.write() as session:
        assert attempts.repeat(session, claimed)

    [message] = said_to(team, "UANA")
    assert len(message.payload["nudges"]) == 2
    assert message.payload["repeat"]


def test_put_back_it_goes_to_whose_it_is_by_now(team):
    ruled(team)
    owned(team)
    team.fire(LIMIT - 72 * HOUR)
    with team.database.write() as session:
        [message] = session.exec(select(Message).where(Message.channel == "UANA"))
        reminders.put_back(session, message)
    team.move(moves.release, an_actor(), now=LIMIT - 71 * HOUR)

    team.fire(LIMIT - 71 * HOUR)

    [thread] = said_to(team, "CNORDIC")
    assert (thread.payload["person"], team.sent()) == (None, [72])


def test_what_the_leads_heard_already_still_reaches_its_new_owner_at_once(team):
    ruled(team, DAY_SHIFT)
    limit = NOON + (72 + 2) * HOUR
    eight = limit - 6 * HOUR
    owned(team, due_at=limit)
    team.fire(limit - 25 * HOUR)
    team.fire(eight, leads_channel="CLEADS")
    six = [n for n in team.nudges(Rule.DEADLINE) if n.step == 6]
    assert {n.recipient for n in six if n.sent_at} == {To.LEADS}

    lead = an_actor(role=Role.LEAD, user_id="ULEA")
    team.move(moves.assign, lead, "UBEN", now=eight + HOUR / 6)
    team.fire(eight + HOUR / 6, leads_channel="CLEADS")

    [told] = [n for n in team.nudges(Rule.DEADLINE) if n.step == 6 and n.recipient is To.THREAD]
    assert (told.sent_at, told.person) == (eight + HOUR / 6, "UBEN")


def test_what_is_given_back_waits_for_nobodys_shift(team):
    """The steps that were held for its owner stand in the thread now."""
    with team.database.write() as session:
        rules.apply(session, rules.DEFAULT + DAY_SHIFT, "UADA", NOON)
    limit, early = NOON + (24 + 20) * HOUR, NOON - 50 * HOUR
    team.take_in(a_dispute_record(due_at=limit, modified_at=early), early)
    team.move(moves.claim, an_actor(), now=early)  # Three quarters of its time end at half past.
    eight = limit - 24 * HOUR
    team.fire(eight)
    assert [n for n in team.nudges(Rule.DEADLINE) if n.step == 24 and n.sent_at] == []

    for _round in range(2):
        team.fire(eight + HOUR / 2, leads_channel="CLEADS")

    assert team.dispute().assignee_id is None
    assert [n.step for n in team.nudges(Rule.DEADLINE) if n.sent_at] == [24]


def test_a_new_turn_is_new_time_for_its_owner(team):
    owned(team)
    team.take_in(a_dispute_news(modified_at=NOON + HOUR, turn="buyer"), NOON + HOUR)
    back, limit = NOON + 90 * HOUR, NOON + 190 * HOUR
    team.take_in(a_dispute_news(modified_at=back, turn="ours", due_at=limit), back)

    team.fire(back + 49 * HOUR)
    assert team.dispute().assignee_id == "UANA"
    assert [n for n in team.nudges(Rule.IDLE) if n.sent_at] == []
    team.fire(back + 50 * HOUR)
    assert [n.person for n in team.nudges(Rule.IDLE) if n.sent_at] == ["UANA"]


def test_given_back_in_the_same_round_its_owner_is_not_asked_any_more(team):
    owned(team)

    team.fire(NOON + 80 * HOUR, leads_channel="CLEADS")

    assert [n for n in team.nudges(Rule.IDLE) if n.sent_at] == []


def test_no_deadline_is_said_to_have_passed_before_it_did(team):
    ruled(team)
    owned(team)
    owned(team, issue_id="2", due_at=LIMIT + 6 * HOUR - HOUR / 60)

    team.fire(LIMIT - HOUR / 60)  # The second one's step falls due in the same minute.

    assert 0 not in team.sent()


def test_an_appeal_is_no_clock_that_began_anew(team):
    owned(team)
    team.fire(LIMIT - 24 * HOUR)
    lost = {"status": "finish", "outcome": Outcome.ARBITRATED_LOST, "closed_at": LIMIT}
    team.take_in(a_dispute_news(modified_at=LIMIT, **lost), LIMIT)

    assert team.nudges(Rule.RESTARTED) == []


def test_who_cannot_be_written_to_is_stood_in_for(team):
    ruled(team)
    owned(team)
    with team.database.write() as session:
        presence.put(session, "UANA", has_left=True)

    team.fire(LIMIT - 72 * HOUR)

    [message] = said_to(team, "CNORDIC")
    assert (message.payload["person"], message.payload["instead_of"]) == ("UBEN", "UANA")


def test_several_deadlines_at_once_are_one_list_for_the_leads(team):
    for n in range(3):
        team.take_in(a_dispute_record(issue_id=f"{n}", due_at=LIMIT))

    team.fire(LIMIT - 6 * HOUR, leads_channel="CLEADS")
    team.take_in(a_dispute_record(issue_id="late", due_at=LIMIT), LIMIT - 6 * HOUR)
    team.fire(LIMIT - 5.99 * HOUR, leads_channel="CLEADS")

    [told] = team.messages(Kind.BUNDLE)
    assert (told.channel, len(told.payload["nudges"])) == ("CLEADS", 4)
