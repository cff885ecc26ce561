"""Nudges: planned as rows, fired once, and only while what they say still holds."""

from threading import Thread

import pytest
from sqlmodel import select, update

from models import messages, moves, rules
from models.disputes import Dispute
from models.guarding import guarded
from models.messages import Kind
from models.nudging import reminders
from models.nudging.nudges import Nudge, Rule
from models.records import Outcome
from models.stores import Store
from tests.builders import (
    HOUR,
    NOON,
    STORE,
    a_dispute_news,
    a_dispute_record,
    a_store,
    an_actor,
    an_order_news,
    an_order_record,
)
from tests.support.ground import STEPPED, at_once

LIMIT = NOON + 100 * HOUR
LADDER = [72, 24, 6, 1, 0]
HOURS_LEFT = [100, 73, 72, 71, 49, 48, 47, 25, 24, 23, 7, 6, 5, 2, 1, 0.5, 0, -1, -20]


PATIENT = """
[targets]
first_response = "9000h"
next_response = "9000h"
resolution = "9000h"
"""


@pytest.fixture
def ground(ground):
    """Where the team's own clock is never late: its nudges have their own tests."""
    ground.put_in_force(rules.DEFAULT + PATIENT)
    return ground


def reasons(ground):
    """Why steps were dropped that nobody heard of at all."""
    dropped = {n.step: n.why for n in ground.nudges(*STEPPED) if n.cancelled_at is not None}
    return {step: why for step, why in dropped.items() if step not in ground.sent()}


# The ladder.


def test_each_step_is_planned_for_its_hour(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))

    mine = [nudge for nudge in ground.nudges() if nudge.rule is Rule.DEADLINE]
    assert {n.step: n.due_at for n in mine} == {s: LIMIT - s * HOUR for s in LADDER}
    assert {(n.limit_at, n.store) for n in mine} == {(LIMIT, "nordic")}


@pytest.mark.parametrize(
    ("hours_left", "planned"),
    [
        (73, [72, 24, 6, 1, 0]),
        (72, [72, 24, 6, 1, 0]),
        (24.5, [72, 24, 6, 1, 0]),
        (24, [24, 6, 1, 0]),
        (3, [6, 1, 0]),
        (0.5, [1, 0]),
        (0, [0]),
        (-50, [0]),
    ],
)
def test_steps_past_at_first_sight_collapse_into_the_latest(quick_ground, hours_left, planned):
    quick_ground.take_in(a_dispute_record(due_at=NOON + hours_left * HOUR))

    assert quick_ground.planned() == planned


def test_as_time_passes_each_step_is_said_once_in_the_cards_thread(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))

    fired = {left: ground.fire(LIMIT - left * HOUR) for left in HOURS_LEFT}

    assert [left for left, count in fired.items() if count] == LADDER
    [card], said = ground.cards(), ground.messages(Kind.NUDGE)
    assert len(said) == sum(fired.values()) == len(LADDER)
    assert {(m.parent_id, m.channel, m.dispute_id) for m in said} == {
        (card.id, "CNORDIC", card.dispute_id)
    }


def test_a_claim_silences_nothing(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))

    ground.move(moves.claim, an_actor())

    assert ground.planned() == LADDER


# Once.


def test_fired_again_at_the_same_moment_nothing_is_said(ground):
    ground.take_in(a_dispute_record(due_at=NOON + 5 * HOUR))

    assert [ground.fire(NOON) for _ in range(3)] == [1, 0, 0]
    assert len(ground.messages(Kind.NUDGE)) == 1


def test_fired_by_several_at_once_each_is_said_once(ground):
    for n in range(10):
        ground.take_in(a_dispute_record(issue_id=f"{n}", due_at=NOON + 5 * HOUR))

    fired = at_once(*(lambda: ground.fire(NOON) for _ in range(4)))

    assert sum(fired) == 10
    said = [message.dispute_id for message in ground.messages(Kind.NUDGE)]
    assert len(said) == len(set(said)) == 10


def test_a_round_and_a_move_never_wait_for_each_other(ground):
    ground.take_in(a_dispute_record(due_at=NOON + 5 * HOUR))
    fired = []

    with ground.database.write() as session:
        dispute = session.exec(select(Dispute)).one()
        assert guarded(session, dispute, snoozed_by="UANA")
        messages.bump(session, dispute.id)
        round_ = Thread(target=lambda: fired.append(ground.fire(NOON)))
        round_.start()
        round_.join(1)
        session.exec(update(Nudge).values(cancelled_at=NOON, why="it was answered"))
    round_.join()

    assert fired == [0]
    assert ground.messages(Kind.NUDGE) == []


def test_after_the_clock_stood_still_only_the_latest_is_said(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))

    assert ground.fire(LIMIT - 5 * HOUR) == 1

    assert (ground.sent(), ground.planned()) == ([6], [1, 0])
    assert reasons(ground).keys() == {72, 24}


def test_so_it_is_when_more_fell_due_than_one_round_takes(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))
    ground.take_in(a_dispute_record(issue_id="2", due_at=LIMIT + HOUR))

    for _ in range(5):
        with ground.database.write() as session:
            reminders.fire(session, LIMIT - 5 * HOUR, most=1)

    assert ground.sent() == [6, 6]


def test_a_host_whose_clock_lags_says_nothing_older(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT), LIMIT - 24 * HOUR)
    ground.fire(LIMIT - 24 * HOUR)

    ground.take_in(a_dispute_news(modified_at=NOON, amount="1.00"), LIMIT - 24.1 * HOUR)

    assert (ground.sent(), ground.planned()) == ([24], [6, 1, 0])


# Only while it holds.


def test_a_new_deadline_starts_a_new_ladder(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))
    ground.fire(LIMIT - 70 * HOUR)

    ground.take_in(a_dispute_news(modified_at=NOON, due_at=LIMIT + 100 * HOUR), NOON + 40 * HOUR)

    assert ground.planned() == LADDER
    gone = {n.limit_at for n in ground.nudges(*STEPPED) if n.cancelled_at}
    assert gone == {LIMIT}
    assert (ground.fire(NOON + 41 * HOUR), ground.fire(LIMIT)) == (1, 0)  # That it began anew.


def test_a_deadline_that_moves_back_is_not_said_twice(ground):
    for n, limit in enumerate([LIMIT, LIMIT + HOUR, LIMIT]):
        record = a_dispute_record(due_at=limit, modified_at=NOON + n * HOUR)
        ground.take_in(record, LIMIT - 50 * HOUR)
        ground.fire(LIMIT - 50 * HOUR)

    assert [(n.step, n.limit_at) for n in ground.nudges(*STEPPED) if n.sent_at] == [
        (72, LIMIT),
        (72, LIMIT + HOUR),
    ]
    assert ground.planned() == [24, 6, 1, 0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"turn": "buyer"}, "it was answered"),
        ({"platform_handled": True}, "the platform handles it"),
        ({"status": "finish"}, "it is closed"),
        ({"due_at": None}, "the deadline changed"),
    ],
    ids=str,
)
def test_what_no_longer_waits_for_us_is_not_nudged(ground, change, why):
    ground.take_in(a_dispute_record(due_at=LIMIT))

    ground.take_in(a_dispute_news(modified_at=NOON, **change))

    assert (ground.planned(), ground.fire(LIMIT)) == ([], 0)
    assert {n.why for n in ground.nudges(*STEPPED)} == {why}


def test_what_a_person_resolved_is_not_nudged_until_reopened(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))
    ground.move(moves.resolve, an_actor(), Outcome.WON)
    assert ground.fire(LIMIT - 10 * HOUR) == 0

    ground.move(moves.reopen, an_actor(), now=LIMIT - 8 * HOUR)

    assert ground.planned() == [24, 6, 1, 0]


def test_our_turn_again_before_the_same_deadline_repeats_nothing(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))
    ground.fire(LIMIT - 20 * HOUR)
    for n, turn in enumerate(["buyer", "ours"]):
        news = a_dispute_news(modified_at=NOON + n * HOUR, turn=turn)
        ground.take_in(news, LIMIT - 10 * HOUR)

    assert (ground.sent(), ground.planned()) == ([24], [6, 1, 0])


def test_when_it_fires_the_dispute_is_looked_at_again(ground):
    ground.take_in(a_dispute_record(due_at=LIMIT))
    with ground.database.write() as session:
        session.exec(update(Dispute).values(due_at=LIMIT + HOUR))  # And nobody planned anew.

    assert ground.fire(LIMIT - 70 * HOUR) == 0
    assert reasons(ground) == {72: "it no longer held"}


# Orders that must ship.


def test_orders_are_reminded_of_in_one_message_a_store(ground):
    with ground.database.write() as session:
        a_store(session, "iberia")
    limits = {"nordic": [20, 22, 24, 90], "iberia": [20]}
    for store, hours in limits.items():
        for n, left in enumerate(hours):
            order = {"order_id": f"{n}", "ship_by": NOON + left * HOUR}
            ground.take_in(an_order_record(store=store, **order))

    assert ground.fire(NOON) == 2

    said = ground.messages(Kind.SHIPPING)
    assert {message.channel for message in said} == {"CNORDIC", "CIBERIA"}
    listed = ground.all(Nudge, Nudge.message_key.in_([message.key for message in said]))
    assert sorted(nudge.store for nudge in listed) == ["iberia", "nordic", "nordic", "nordic"]


def test_an_order_is_reminded_of_at_48_24_and_6_hours(ground):
    ground.take_in(an_order_record(ship_by=LIMIT))

    fired = {left: ground.fire(LIMIT - left * HOUR) for left in HOURS_LEFT}

    assert [left for left, count in fired.items() if count] == [48, 24, 6]


@pytest.mark.parametrize(
    "change",
    [{"status": "WAIT_BUYER_ACCEPT_GOODS"}, {"status": "FINISH"}, {"shipped_at": NOON}],
    ids=str,
)
def test_what_was_shipped_or_ended_is_not_reminded_of(ground, change):
    ground.take_in(an_order_record(ship_by=LIMIT))

    ground.take_in(an_order_news(modified_at=NOON, **change))

    to_ship = [n for n in ground.nudges() if n.rule is Rule.SHIP_BY]
    assert all(nudge.cancelled_at for nudge in to_ship)
    assert ground.fire(LIMIT - HOUR) == 0


def test_a_shipping_limit_that_passed_is_not_reminded_of(ground):
    ground.take_in(an_order_record(ship_by=NOON))
    ground.take_in(an_order_record(order_id="2", ship_by=LIMIT))

    assert (ground.fire(LIMIT), ground.sent(), ground.planned()) == (0, [], [])


# A store that was removed.


def set_removed(ground, moment):
    with ground.database.write() as session:
        session.get_one(Store, STORE).removed_at = moment


def test_a_removed_store_is_reminded_of_nothing_until_it_is_added_again(ground):
    ground.take_in(a_dispute_record(due_at=NOON + 7 * HOUR))
    ground.take_in(an_order_record(ship_by=NOON + 30 * HOUR))
    ground.fire(NOON)
    assert sorted(ground.sent()) == [24, 48]

    set_removed(ground, NOON)
    assert ground.fire(NOON + 6.5 * HOUR) == 0

    set_removed(ground, None)
    ground.fire(NOON + 6.5 * HOUR)
    assert sorted(ground.sent()) == [1, 24, 24, 48]
