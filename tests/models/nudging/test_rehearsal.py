"""What rules would have sent: as in truth, and without a trace."""

import pytest

from models import moves
from models.nudging.nudges import Nudge
from models.nudging.rehearsal import ORDERS, rehearse
from models.reading.turns import TurnEntry
from models.rules import To, read
from tests.builders import (
    DAY,
    HOUR,
    NOON,
    a_dispute_news,
    a_dispute_record,
    an_actor,
    an_order_news,
    an_order_record,
)

LADDER = """
managers = ["ULEA"]
targets = { first_response = "90d", next_response = "90d", resolution = "90d" }
[[ladders]]
name = "answer"
steps = [
  { before = "72h", to = ["owner"] },
  { before = "24h", to = ["thread", "leads"] },
  { before = "6h", to = ["manager"] },
]
"""
SEEN = NOON - 5 * DAY


@pytest.fixture
def opened(ground):
    """Seen five days ago, due a day ago."""
    record = {"opened_at": SEEN, "modified_at": SEEN, "due_at": NOON - DAY}
    ground.take_in(a_dispute_record(**record), SEEN)
    return ground


def rehearsed(ground, text=LADDER, now=NOON):
    with ground.database.read() as session:
        return rehearse(session, read(text), now)


def test_each_step_counts_once_for_each_of_its_recipients(opened):
    assert rehearsed(opened) == dict.fromkeys(To, 1)
    assert rehearsed(opened, LADDER.replace('["manager"]', '["owner"]'))[To.OWNER] == 2
    assert rehearsed(opened, LADDER.replace('"72h"', '"4d"')) == rehearsed(opened)


def test_only_the_last_week_counts_and_what_is_ahead_does_not(opened):
    assert rehearsed(opened, now=NOON - 3 * DAY) == {To.OWNER: 1}
    assert rehearsed(opened, now=NOON + 4 * DAY) == {To.THREAD: 1, To.LEADS: 1, To.MANAGER: 1}
    assert rehearsed(opened, now=NOON + 30 * DAY) == {}


def test_what_is_first_seen_late_gets_the_latest_step_alone(ground):
    ground.take_in(a_dispute_record(opened_at=SEEN, due_at=NOON + 3 * HOUR), NOON)

    assert rehearsed(ground) == {To.MANAGER: 1}


def test_an_answer_ends_it_and_a_return_to_the_same_deadline_repeats_nothing(opened):
    answered = a_dispute_news(modified_at=NOON - 3 * DAY, turn="buyer")
    opened.take_in(answered, NOON - 3 * DAY)
    assert rehearsed(opened) == {To.OWNER: 1}

    back = a_dispute_news(modified_at=NOON - 2.5 * DAY, turn="ours")
    opened.take_in(back, NOON - 2.5 * DAY)
    assert rehearsed(opened) == dict.fromkeys(To, 1)


def test_a_new_deadline_is_a_new_ladder(opened):
    news = a_dispute_news(modified_at=NOON - 3 * DAY, due_at=NOON + HOUR)
    opened.take_in(news, NOON - 3 * DAY)

    assert rehearsed(opened)[To.OWNER] == 2


def test_without_a_manager_nothing_goes_to_one(opened):
    assert To.MANAGER not in rehearsed(opened, LADDER.replace('"ULEA"', ""))


def test_a_loss_starts_the_ladder_of_its_appeal(opened):
    lost = {"status": "finish", "outcome": "arbitrated_lost", "closed_at": NOON - 6 * DAY}
    opened.take_in(a_dispute_news(modified_at=NOON - 4 * DAY, **lost), NOON - 4 * DAY)

    assert rehearsed(opened) == {To.OWNER: 1}  # Four days ago, three before its end.


def test_a_missed_target_is_told_to_the_leads(opened):
    strict = LADDER.replace('first_response = "90d"', 'first_response = "1h"')

    assert rehearsed(opened, strict)[To.LEADS] == rehearsed(opened)[To.LEADS] + 1


def test_a_claim_that_lay_idle_is_reminded_of_and_given_back(opened):
    plain = rehearsed(opened)
    opened.move(moves.claim, an_actor(), now=SEEN)
    assert rehearsed(opened) - plain == {To.OWNER: 1, To.LEADS: 1}

    opened.move(moves.release, an_actor(), now=SEEN + 2.5 * DAY)  # Of four days.
    assert rehearsed(opened) - plain == {To.OWNER: 1}


def test_an_order_is_reminded_of_until_it_is_shipped(ground):
    record = {"paid_at": SEEN, "modified_at": SEEN, "ship_by": NOON - DAY}
    ground.take_in(an_order_record(**record), SEEN)
    assert rehearsed(ground) == {ORDERS: 3}
    later = LADDER.replace("[[ladders]]", 'shipping = { ship_by = ["6h"] }\n[[ladders]]')
    assert rehearsed(ground, later) == {ORDERS: 1}

    sent = {"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": NOON - 1.5 * DAY}
    ground.take_in(an_order_news(modified_at=NOON - 1.5 * DAY, **sent), NOON)
    assert rehearsed(ground) == {ORDERS: 2}


@pytest.mark.parametrize(("still", "sent"), [("3d", {ORDERS: 2}), ("6d", {})])
def test_a_parcel_that_stood_still_counts_by_its_threshold(ground, still, sent):
    moved = [NOON - 9 * DAY, NOON - 4 * DAY]
    events = [{"at": at, "code": "LH_ARRIVE", "text": f"{at:%d}"} for at in moved]
    about = {"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": NOON - 13 * DAY, "ship_by": None}
    about |= {"paid_at": NOON - 14 * DAY, "modified_at": NOON, "events": events}
    ground.take_in(an_order_record(**about), NOON)
    rules = f'shipping = {{ no_movement_after = "{still}" }}\n[[ladders]]'

    assert rehearsed(ground, LADDER.replace("[[ladders]]", rules)) == sent


def test_nothing_is_written(opened):
    before = [len(opened.all(table)) for table in (Nudge, TurnEntry)]

    rehearsed(opened)

    assert [len(opened.all(table)) for table in (Nudge, TurnEntry)] == before
