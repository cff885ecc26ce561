"""A dispute is found by whatever a person remembers of it, in their stores alone."""

import pytest

from models import disputes, finding
from models.members import Role
from tests.builders import (
    DAY,
    ISSUE,
    NOON,
    ORDER,
    STORE,
    a_dispute_record,
    an_actor,
    an_order_record,
)

LONG_AGO = NOON + 120 * DAY


@pytest.fixture
def desk(ground):
    ground.take_in(an_order_record(tracking_number="LP00123456789012"))
    ground.take_in(a_dispute_record())
    ground.take_in(a_dispute_record(issue_id="3", order_id="6", text="Посылка", buyer="igor"))
    ground.take_in(
        a_dispute_record(issue_id="2", order_id="5", product_name="Toy train 100%", text="Broken.")
    )
    return ground


def found(desk, words, actor=None, now=NOON):
    with desk.database.read() as session:
        hits = finding.find(session, actor or an_actor(), words, now)
    return [dispute.issue_id for dispute in hits]


@pytest.mark.parametrize(
    "words", [ISSUE, ORDER, "001470", "LP00123456789012", "lp00123456789012", f"#{ORDER}"]
)
def test_by_its_ids_its_parcel_and_the_last_digits(desk, words):
    assert found(desk, words) == [ISSUE]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("speaker x3", ["3", ISSUE]),
        ("TOY", ["2"]),
        ("посылка", ["3"]),
        ("ПОСЫЛКА", ["3"]),
        ("two months", [ISSUE]),
        ("100%", ["2"]),
        ("o", []),  # Too short to mean anything.
        ("%%%", []),
        ("nowhere", []),
    ],
)
def test_by_words_of_the_product_or_the_buyer(desk, words, hits):
    assert found(desk, words) == hits


def test_by_the_buyers_login_for_those_who_may_know_it(desk):
    assert found(desk, "marina") == []
    assert found(desk, "marina", an_actor(Role.LEAD)) == ["2", ISSUE]


def test_by_the_number_that_people_say(desk):
    with desk.database.read() as session:
        number = disputes.find(session, STORE, ISSUE).id

    assert found(desk, f"#{number}") == found(desk, str(number)) == [ISSUE]


def test_another_stores_disputes_are_nobodys_to_find(desk):
    stranger = an_actor(store="iberia")

    assert [found(desk, words, stranger) for words in (ISSUE, ORDER, "speaker")] == [[], [], []]


def test_words_are_sought_in_what_is_open_or_closed_lately_and_ids_for_ever(desk):
    desk.take_in(a_dispute_record(status="finish", modified_at=NOON, closed_at=NOON))

    assert found(desk, "two months") == [ISSUE]
    assert found(desk, "two months", now=LONG_AGO) == []
    assert found(desk, ISSUE, now=LONG_AGO) == [ISSUE]
