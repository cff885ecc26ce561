"""What to change: only what is true and well supported, the most costly first."""

import pytest

from models import moves
from models.figures import lessons, rising
from models.figures.scope import Scope
from models.hotspots.spots import HotSpot, Kind, Standing, Subject
from models.products import Product
from models.records import Outcome
from models.tagging.causes import Cause
from tests.builders import (
    DAY,
    HOUR,
    NOON,
    STORE,
    a_dispute_news,
    a_dispute_record,
    an_actor,
    an_order_record,
)

BROKEN, CUSTOMS = "It arrived shattered.", "The parcel is held by customs."
WEEK = 7 * DAY


def opened(ground, issue, at=NOON - DAY, text=BROKEN, **more):
    about = {"order_id": issue, "opened_at": at, "modified_at": at, "due_at": None, "text": text}
    ground.take_in(a_dispute_record(issue_id=issue, **about | more), at)
    return ground.dispute(issue).id


def ended(ground, issue, outcome, at=NOON - HOUR, **more):
    number = opened(ground, issue, **more)
    over = {"status": "finish", "closed_at": at, "modified_at": at, "outcome": outcome}
    ground.take_in(a_dispute_news(issue_id=issue, **over), at)
    return number


def spot(ground, **changes):
    plain = {
        "store": STORE,
        "kind": Kind.RATE,
        "subject": Subject.PRODUCT,
        "name": "x3",
        "called": "Speaker X3",
        "figures": {"orders": 40, "disputed": 8},
        "found_at": NOON - 30 * DAY,
    }
    ground.add(HotSpot(**plain | changes))


def told(ground, span=WEEK):
    with ground.database.read() as session:
        risen = rising.of(session, [STORE], NOON, span)
        return lessons.of(session, Scope.back([STORE], NOON, span), risen)


def kinds(ground):
    return [one.kind for one in told(ground)]


def test_of_a_quiet_week_there_is_nothing_to_learn(ground):
    opened(ground, "one")

    assert told(ground) == []


def test_a_hot_spot_that_stands_is_told_with_its_disputes_of_the_week(ground):
    spot(ground, cause=Cause.P1)
    mine = [opened(ground, f"{n}", product_id="x3") for n in range(2)]
    opened(ground, "other cause", product_id="x3", text=CUSTOMS)
    opened(ground, "last week", NOON - 8 * DAY, product_id="x3")

    [one] = told(ground)

    assert (one.kind, one.count, one.numbers) == ("hot_spot", 2, sorted(mine, reverse=True))
    assert one.costs == [["USD", "85.30"]]
    assert one.about["called"] == "Speaker X3"
    assert one.about["figures"]["orders"] == 40


@pytest.mark.parametrize(
    "changes",
    [
        {"standing": Standing.DISMISSED},
        {"standing": Standing.FIXED},
        {"ended_at": NOON - 9 * DAY},
        {"name": "x4"},
    ],
)
def test_what_is_over_or_none_is_no_lesson(ground, changes):
    spot(ground, **changes)
    opened(ground, "one", product_id="x3")

    assert told(ground) == []


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        (Subject.CARRIER, "AliExpress Standard"),
        (Subject.LANE, "AliExpress Standard BR"),
        (Subject.SUPPLIER, "Lee"),
        (Subject.WAREHOUSE, "Yiwu"),
    ],
)
def test_a_hot_spot_of_any_kind_finds_its_disputes(ground, subject, name):
    ground.add(
        Product(store=STORE, product_id="x3", supplier="Lee", warehouse="Yiwu", told_at=NOON)
    )
    spot(ground, subject=subject, name=name)
    order = {"carrier": "AliExpress Standard", "buyer_country": "BR", "ship_by": None}
    ground.take_in(an_order_record(order_id="mine", **order))
    ground.take_in(an_order_record(order_id="other", **order | {"carrier": "EMS"}))
    mine = opened(ground, "mine", product_id="x3")
    opened(ground, "other", product_id="x4")

    [one] = told(ground)

    assert one.numbers == [mine]


def test_a_mismatch_is_told_with_those_of_its_product_and_cause_that_came_since(ground):
    about = {"figures": {"product_id": "x3"}, "cause": Cause.P1, "samples": []}
    spot(ground, kind=Kind.MISMATCH, name="x3 smaller", **about)
    mine = opened(ground, "mine", product_id="x3")
    opened(ground, "other cause", product_id="x3", text=CUSTOMS)
    opened(ground, "other product", product_id="x4")

    [one] = told(ground)

    assert one.numbers == [mine]


def test_a_variant_is_told_with_those_of_its_lines_that_came_since(ground):
    spot(ground, subject=Subject.VARIANT, name="x3 blue", samples=[])
    lines = [
        {"product_id": "x3", "name": "X3", "sku": sku, "child_order_id": sku}
        for sku in ("blue", "red")
    ]
    ground.take_in(an_order_record(order_id="both", items=lines))
    ground.take_in(an_order_record(order_id="red", items=lines[1:]))
    mine = opened(ground, "both", product_id="x3", child_order_id="blue")
    opened(ground, "red", product_id="x3")
    opened(ground, "other line", order_id="both", product_id="x3", child_order_id="red")

    [one] = told(ground)

    assert one.numbers == [mine]


def test_what_several_resolvers_noted_is_told_with_the_note_most_of_them_made(ground):
    for n, note in enumerate(["Two cartons.", "Declare it.", "Two  cartons."]):
        opened(ground, f"{n}")
        about = {"issue_id": f"{n}", "now": NOON - HOUR * (3 - n), "prevention": note}
        ground.move(moves.resolve, an_actor(), Outcome.AGREED_REFUND, **about)
    opened(ground, "alone", text=CUSTOMS)
    alone = {"issue_id": "alone", "now": NOON - HOUR, "prevention": "Ask first."}
    ground.move(moves.resolve, an_actor(), Outcome.AGREED_REFUND, **alone)

    [one] = told(ground)

    assert (one.kind, one.count) == ("noted", 3)
    assert one.about == {"cause": "P1", "note": "Two cartons.", "said": 2}


def test_what_was_lost_by_silence_says_who_had_it(ground):
    for n in range(3):
        opened(ground, f"{n}")
        if n:
            ground.move(moves.claim, an_actor(user_id="UBEN"), issue_id=f"{n}")
        over = {"status": "finish", "closed_at": NOON - HOUR, "modified_at": NOON - HOUR}
        ground.take_in(a_dispute_news(issue_id=f"{n}", outcome="lost_by_silence", **over), NOON)

    [one] = told(ground)

    assert (one.kind, one.count, one.costs) == ("silent", 3, [["USD", "127.95"]])
    assert one.about == {"nobody": 1, "people": [["UBEN", 2]]}


def test_one_lost_by_silence_is_on_the_digest_already(ground):
    ended(ground, "one", "lost_by_silence")

    assert told(ground) == []


def test_slow_first_answers_are_told_of_enough_of_them_alone(ground):
    for n in range(9):
        answered(ground, f"{n}", hours=30)
    assert told(ground) == []

    answered(ground, "last", hours=70)

    [one] = told(ground)
    assert one.kind == "slow"
    assert (one.about["median"], one.about["slow"], one.about["count"]) == (30 * 3600, 10, 10)
    assert one.numbers[0] == ground.dispute("last").id
    assert one.costs == []


def test_answers_within_a_day_are_no_lesson(ground):
    for n in range(12):
        answered(ground, f"{n}", hours=23)

    assert told(ground) == []


def answered(ground, issue, hours):
    opened(ground, issue, NOON - 4 * DAY)
    at = NOON - 4 * DAY + hours * HOUR
    ground.take_in(a_dispute_news(issue_id=issue, turn="buyer", modified_at=at), at)


def test_three_at_most_the_most_costly_first_and_slowness_last(ground):
    for n in range(2):
        ended(ground, f"silent {n}", "lost_by_silence", amount="10")
    spot(ground)
    opened(ground, "spot", product_id="x3", amount="900")
    for n in range(3):
        about = {"issue_id": f"noted {n}", "now": NOON - HOUR, "prevention": "Ask first."}
        opened(ground, f"noted {n}", text=CUSTOMS, amount="100")
        ground.move(moves.resolve, an_actor(), Outcome.AGREED_REFUND, **about)
    for n in range(10):
        answered(ground, f"slow {n}", hours=40)

    assert kinds(ground) == ["hot_spot", "noted", "silent"]


def test_what_rose_is_not_told_twice_where_it_is_a_hot_spot(ground):
    for n in range(40):
        opened(ground, f"calm {n}", NOON - (8 + n) * DAY, product_id=f"p{n}", text=CUSTOMS)
    for n in range(9):
        opened(ground, f"{n}", NOON - DAY - n * HOUR, product_id="x3", product_name="Speaker X3")
    assert kinds(ground)[:1] == ["risen"]

    spot(ground)

    assert kinds(ground)[:1] == ["hot_spot"]
    assert "risen" not in kinds(ground)
