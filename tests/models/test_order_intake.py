"""Orders through the one door: items, parcels, shipping limits."""

from decimal import Decimal

import pytest

from models.errors import UnknownStore
from models.intake import Verdict
from models.nudging.nudges import Rule
from models.orders import Item, ParcelEvent
from tests.builders import DAY, HOUR, NOON, an_order_news, an_order_record
from tests.support.ground import at_once

PICKED_UP = {"at": NOON - DAY, "code": "PU_PICKUP_SUCCESS", "text": "Picked up"}
HELD = {"at": NOON, "code": "CC_IM_HELD", "text": "Held by customs"}


def test_the_same_order_again_changes_nothing(ground):
    verdicts = [ground.take_in(an_order_record(), NOON + n * HOUR) for n in range(3)]

    assert verdicts == [Verdict.OPENED, Verdict.UNCHANGED, Verdict.UNCHANGED]
    assert ground.planned() == [48, 24, 6]
    assert ground.order().read_at == NOON + 2 * HOUR


def test_an_order_is_found_by_its_last_six_digits(ground):
    ground.take_in(an_order_record())

    assert ground.order().last_digits == "001470"
    assert ground.order().amount == Decimal("42.65")


def test_a_store_that_is_not_ours_is_refused(ground):
    with pytest.raises(UnknownStore, match="“atlantis”"):
        ground.take_in(an_order_record(store="atlantis"))


def test_what_is_left_out_or_null_stays_as_it_was(ground):
    ground.take_in(an_order_record())

    news = an_order_news(modified_at=NOON, ship_by=None, carrier="", buyer=None)
    assert ground.take_in(news) is Verdict.UNCHANGED
    assert ground.order().buyer == "marina1987"
    assert ground.planned() == [48, 24, 6]
    assert len(ground.all(Item)) == 1


def test_fresher_items_replace_the_known_ones(ground):
    ground.take_in(an_order_record())

    items = [{"product_id": "1", "quantity": 2}, {"product_id": "2"}]
    assert ground.take_in(an_order_news(modified_at=NOON, items=items)) is Verdict.CHANGED
    assert [(i.product_id, i.quantity) for i in ground.all(Item)] == [("1", 2), ("2", 1)]


def test_staler_items_do_not(ground):
    ground.take_in(an_order_record(modified_at=NOON))

    stale = an_order_record(modified_at=NOON - DAY, items=[{"product_id": "1"}])
    assert ground.take_in(stale) is Verdict.UNCHANGED
    assert [item.product_id for item in ground.all(Item)] == ["1005001234567890"]


def test_a_parcels_way_grows_and_repeats_nothing(ground):
    ground.take_in(an_order_record(events=[PICKED_UP]))

    verdicts = [ground.take_in(an_order_record(events=[HELD, PICKED_UP])) for _ in range(2)]

    assert verdicts == [Verdict.CHANGED, Verdict.UNCHANGED]
    assert {event.code for event in ground.all(ParcelEvent)} == {"PU_PICKUP_SUCCESS", "CC_IM_HELD"}


def test_a_stale_record_turns_no_clock_back(ground):
    ground.take_in(an_order_record(modified_at=NOON))

    ground.take_in(an_order_record(modified_at=NOON - DAY, status="FINISH", events=[HELD]))

    order = ground.order()
    assert (order.status, order.modified_at) == ("WAIT_SELLER_SEND_GOODS", NOON)


def test_a_shipped_order_is_tracked_and_no_longer_reminded_of(ground):
    ground.take_in(an_order_record())

    sent = {"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": NOON, "tracking_number": "LP0012"}
    ground.take_in(an_order_news(modified_at=NOON, **sent), NOON + HOUR)

    assert Rule.SHIP_BY not in {nudge.rule for nudge in ground.nudges() if not nudge.cancelled_at}
    assert ground.order().track_at == NOON + HOUR


def test_two_doors_at_once_lose_nothing_of_each_other(ground):
    ground.take_in(an_order_news())
    said = [{"carrier": f"carrier {n}"} for n in range(8)] + [{"buyer": f"b{n}"} for n in range(8)]
    records = [an_order_news(modified_at=NOON, **one) for one in said]

    at_once(*(lambda record=record: ground.take_in(record) for record in records))

    assert ground.order().carrier is not None
    assert ground.order().buyer is not None
    assert {"carrier", "buyer"} <= ground.order().field_times.keys()


def test_many_at_once_are_judged_as_if_one_by_one(ground):
    ground.take_in(an_order_record())
    told = [
        an_order_record(order_id="2", events=[PICKED_UP]),
        an_order_record(modified_at=NOON, items=[{"product_id": "7"}]),
        an_order_record(order_id="2", events=[HELD, PICKED_UP]),
        an_order_record(modified_at=NOON, items=[{"product_id": "7"}]),
    ]

    assert ground.take_in_all(*told) == ["opened", "changed", "changed", "unchanged"]
    assert ground.take_in_all(*told) == ["unchanged"] * 4
    assert [item.product_id for item in ground.all(Item)] == ["1005001234567890", "7"]
    assert len(ground.all(ParcelEvent)) == 3


def test_many_at_once_say_no_more_to_the_database_than_a_few(ground):
    def statements(count):
        told = [an_order_record(order_id=f"{count}-{n}") for n in range(count)]
        return ground.statements(lambda: ground.take_in_all(*told))

    assert statements(40) == statements(2)


def test_once_its_carrier_is_told_a_parcel_is_followed_anew(ground):
    ground.take_in(an_order_record(tracking_number="LP1"))

    ground.take_in(an_order_news(carrier="CAINIAO_STANDARD", modified_at=NOON), NOON + HOUR)

    assert ground.order().track_at == NOON + HOUR
