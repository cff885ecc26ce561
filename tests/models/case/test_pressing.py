"""The next dispute is the one of which most is lost while nobody answers it."""

from decimal import Decimal

import pytest

from models import moves
from models.case.courses import keepable
from models.case.pressing import pressing
from models.members import Role
from models.tagging import Cause
from tests.builders import HOUR, NOON, a_dispute_record, an_actor

ANA = an_actor()


def following(ground, actor=ANA, now=NOON):
    with ground.database.read() as session:
        return pressing(session, actor, now)


def line(ground):
    """All of them, in the order in which one person would be given them."""
    found = []
    while (next_one := following(ground)) is not None:
        found.append(next_one.dispute.issue_id)
        ground.move(moves.claim, ANA, issue_id=found[-1])
    return found


def test_of_the_same_money_the_first_to_fall_due_is_next_and_what_is_over_comes_last(ground):
    for issue, hours in [("late", -1), ("soon", 5), ("later", 50), ("whenever", None)]:
        due = None if hours is None else NOON + hours * HOUR
        ground.take_in(a_dispute_record(issue_id=issue, due_at=due))

    assert line(ground) == ["soon", "later", "whenever", "late"]


def test_much_money_tomorrow_comes_before_a_little_today(ground):
    ground.take_in(a_dispute_record(issue_id="little", amount="2.00", due_at=NOON + 3 * HOUR))
    ground.take_in(a_dispute_record(issue_id="much", amount="200.00", due_at=NOON + 20 * HOUR))

    assert line(ground) == ["much", "little"]


def test_a_little_less_money_that_is_near_comes_before_more_that_is_far(ground):
    ground.take_in(a_dispute_record(issue_id="far", amount="60.00", due_at=NOON + 100 * HOUR))
    ground.take_in(a_dispute_record(issue_id="near", amount="50.00", due_at=NOON + 3 * HOUR))

    assert line(ground) == ["near", "far"]


def test_what_an_answer_hardly_helps_comes_after_what_it_saves(ground):
    lost = {"text": "Broken on arrival, the glass is in pieces."}
    saved = {"text": "I entered the wrong address and it was returned."}
    ground.take_in(a_dispute_record(issue_id="lost", **lost, reason="Damaged goods"))
    ground.take_in(a_dispute_record(issue_id="saved", **saved, reason="Wrong address"))

    assert keepable(Cause.B1) > keepable(Cause.P1)
    assert line(ground) == ["saved", "lost"]


def test_it_says_what_an_answer_is_believed_to_keep(ground):
    ground.take_in(a_dispute_record(amount="100.00"))

    found = following(ground)

    assert found.keeps == Decimal(100) * Decimal(str(keepable(found.dispute.cause)))


def test_an_unknown_amount_counts_for_a_little(ground):
    for issue, amount in [("unknown", None), ("cheap", "2.00"), ("dear", "60.00")]:
        ground.take_in(a_dispute_record(issue_id=issue, amount=amount))

    assert line(ground) == ["dear", "unknown", "cheap"]


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_is_worth_an_answer(cause):
    assert 0 < keepable(cause) < 1


@pytest.mark.parametrize(
    "state", [{"turn": "buyer"}, {"platform_handled": True}, {"status": "finish"}], ids=str
)
def test_what_does_not_wait_for_us_is_not_in_line(ground, state):
    ground.take_in(a_dispute_record(**state))

    assert following(ground) is None


def test_another_stores_disputes_are_not_in_line(ground):
    ground.take_in(a_dispute_record())

    assert following(ground, an_actor(store="iberia")) is None
    assert following(ground, an_actor(Role.VIEWER)) is None
