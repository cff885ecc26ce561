"""Disputes that belong together."""

import pytest

from models import disputes, relations
from models.errors import NotAllowed, Refused
from models.events import AuditEntry
from models.members import Role
from models.messages import Kind
from models.relations import Bond
from tests.builders import (
    ISSUE,
    NOON,
    STORE,
    a_dispute_record,
    a_store,
    an_actor,
    an_order_record,
)
from tests.support.ground import at_once

ANA = an_actor()
OTHER = "8000000000000002"


@pytest.fixture
def desk(ground):
    ground.take_in(a_dispute_record())
    ground.take_in(a_dispute_record(issue_id=OTHER, order_id="2"))
    return ground


def tie(desk, change=relations.relate, one=ISSUE, other=OTHER, actor=ANA):
    with desk.database.write() as session:
        both = [disputes.find(session, STORE, issue_id) for issue_id in (one, other)]
        change(session, actor, *both, NOON)


def numbers(desk):
    return desk.dispute().id, desk.dispute(OTHER).id


def related(desk):
    """Whom each of the two is related to."""
    with desk.database.read() as session:
        return [
            relations.of(session, disputes.find(session, STORE, issue_id))
            for issue_id in (ISSUE, OTHER)
        ]


def test_each_names_the_other_and_both_cards_are_drawn_anew(desk):
    before = [card.wanted for card in desk.messages(Kind.CARD)]
    tie(desk)

    one, other = numbers(desk)
    assert related(desk) == [[other], [one]]
    after = [card.wanted for card in desk.messages(Kind.CARD)]
    assert after == [wanted + 1 for wanted in before]


def test_said_again_from_either_side_it_is_said_once(desk):
    tie(desk)
    tie(desk, one=OTHER, other=ISSUE)

    one, other = numbers(desk)
    assert related(desk) == [[other], [one]]
    told = [e.dispute_id for e in desk.all(AuditEntry) if e.action == "DisputesRelated"]
    assert told == [one, other]


def test_parted_they_are_strangers_and_parted_again_it_is_refused(desk):
    tie(desk)
    tie(desk, relations.part, OTHER, ISSUE)

    assert related(desk) == [[], []]
    with pytest.raises(Refused, match=r"#\d+ and #\d+ are not related"):
        tie(desk, relations.part)


def test_it_takes_another_dispute_and_a_role_in_both_stores(desk):
    with pytest.raises(Refused, match="one and the same"):
        tie(desk, other=ISSUE)
    with desk.database.write() as session:
        a_store(session, "iberia")
    desk.take_in(a_dispute_record(store="iberia", issue_id="9"))
    with desk.database.read() as session:
        mine = disputes.find(session, STORE, ISSUE)
        theirs = disputes.find(session, "iberia", "9")
        for change in (relations.relate, relations.part):
            for both in ((mine, theirs), (theirs, mine)):
                with pytest.raises(NotAllowed, match="no role in the store iberia"):
                    change(session, an_actor(Role.LEAD, store=STORE), *both, NOON)


def test_two_who_say_it_at_once_say_it_once(desk):
    assert at_once(lambda: tie(desk), lambda: tie(desk, one=OTHER, other=ISSUE)) == [None, None]

    one, other = numbers(desk)
    assert related(desk) == [[other], [one]]


def test_the_likely_ones_come_by_the_closest_bond(desk):
    desk.take_in(an_order_record(tracking_number="LP1"))
    desk.take_in(an_order_record(order_id="30", tracking_number="LP1"))
    record = a_dispute_record()
    more = {"text": record.text, "reason": record.reason}
    for issue_id, said in {
        "same order": {"order_id": record.order_id},
        "same parcel": {"order_id": "30"},
        "same buyer": {"order_id": "40"},
        "same product": {"order_id": "50", "buyer": "else"},
        "nothing in common": {"order_id": "60", "buyer": "else", "product_id": "9"},
    }.items():
        desk.take_in(a_dispute_record(issue_id=issue_id, **more | said))

    with desk.database.read() as session:
        one = disputes.find(session, STORE, ISSUE)
        found = relations.likely(session, one, 10)
        told = {other.issue_id: bond for other, bond in found}
        nearest = [other.issue_id for other, _ in relations.likely(session, one, 2)]
    assert told == {
        "same order": Bond.ORDER,
        "same parcel": Bond.PARCEL,
        "same buyer": Bond.BUYER,
        OTHER: Bond.BUYER,
        "same product": Bond.PRODUCT,
    }
    assert nearest == ["same order", "same parcel"]
