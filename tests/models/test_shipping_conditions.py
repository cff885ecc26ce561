"""What an order and its parcel give reason to remind of: by the carrier's codes and the dates."""

from datetime import timedelta

import pytest

from models.nudging.nudges import Rule
from models.orders import Order, ParcelEvent
from models.rules.schema import Shipping
from models.shipping import stages
from models.shipping.conditions import End, Facts, conditions, end_of
from models.shipping.stages import Stage
from models.tagging.files import table
from tests.builders import DAY, HOUR, NOON

RULES = Shipping()
SHIPPED = NOON - 4 * DAY


def an_order(**changes):
    plain = {"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": SHIPPED}
    return Order(store="nordic", order_id="1", last_digits="1", read_at=NOON, **plain | changes)


def events(*codes):
    """One each day since shipping; newest first, as they are read."""
    return [
        ParcelEvent(order_key=1, at=SHIPPED + n * DAY, code=code) for n, code in enumerate(codes)
    ][::-1]


def found(order, parcel=(), rules=RULES, now=NOON, *, disputed=False):
    return conditions(Facts(order, parcel, disputed), rules, now)


def due(order, parcel=(), **more):
    """By reason: when it is said first."""
    return {rule: one.steps[0][1] for rule, one in found(order, parcel, **more).items()}


HALTS = [
    ((), {Rule.NO_SCAN: SHIPPED + 5 * DAY}),
    (("CONSIGN",), {Rule.NO_SCAN: SHIPPED + 5 * DAY}),
    (("CONSIGN", "PU_PICKUP_FAILURE"), {Rule.NO_SCAN: SHIPPED + 5 * DAY}),
    (("CONSIGN", "PU_PICKUP_SUCCESS"), {Rule.NO_MOVEMENT: SHIPPED + 11 * DAY}),
    (("LH_DEPART", "LH_ARRIVE"), {Rule.NO_MOVEMENT: SHIPPED + 11 * DAY}),
    (("LH_ARRIVE", "SOMETHING_NEW"), {Rule.NO_MOVEMENT: SHIPPED + 11 * DAY}),
    (("LH_ARRIVE", "CC_IM_START"), {Rule.CUSTOMS: SHIPPED + 4 * DAY}),
    (("CC_IM_START", "CC_IM_PROCESS"), {Rule.CUSTOMS: SHIPPED + 4 * DAY}),
    (("CC_EX_START",), {Rule.CUSTOMS: SHIPPED + 3 * DAY}),
    (("CC_IM_START", "CC_IM_SUCCESS"), {Rule.NO_MOVEMENT: SHIPPED + 11 * DAY}),
    (("CC_IM_START", "CC_IM_FAILURE"), {Rule.CUSTOMS: SHIPPED + DAY}),
    (("CC_IM_START", "CUS_TAX"), {Rule.CUSTOMS: SHIPPED + DAY}),
    (("GTMS_DELIVERING",), {Rule.NO_MOVEMENT: SHIPPED + 10 * DAY}),
    (("GTMS_DELIVERING", "GTMS_DEL_FAILURE"), {Rule.FAILED_DELIVERY: SHIPPED + DAY}),
    (("GTMS_DEL_FAILURE", "GTMS_FAILURE"), {Rule.FAILED_DELIVERY: SHIPPED}),
    (("GTMS_DEL_FAILURE", "RT_INBOUND"), {Rule.FAILED_DELIVERY: SHIPPED}),
    (("GTMS_DEL_FAILURE", "GTMS_RE_DELIVERING"), {Rule.NO_MOVEMENT: SHIPPED + 11 * DAY}),
    (("GTMS_STA_WAIT_CUST_CHANGE_ADDRESS",), {Rule.FAILED_DELIVERY: SHIPPED}),
    (("GSTA_INBOUND", "GTMS_WAIT_SELF_PICK"), {Rule.PICK_UP: SHIPPED + 8 * DAY}),
    (("GTMS_STA_SIGNED",), {Rule.PICK_UP: SHIPPED + 8 * DAY}),
    (("GSTA_INBOUND", "GSTA_SIGN_FAIL"), {Rule.FAILED_DELIVERY: SHIPPED + DAY}),
    (("GTMS_DELIVERING", "GTMS_SIGNED"), {}),
    (("GSTA_INBOUND", "GSTA_BUYER_SIGN"), {}),
    (("GTMS_SIGNED", "SOMETHING_NEW"), {}),
]


@pytest.mark.parametrize(("codes", "expected"), HALTS, ids=lambda one: str(one)[:60])
def test_a_parcel_stands_still_for_one_reason(codes, expected):
    assert due(an_order(), events(*codes)) == expected


def test_every_code_that_is_known_has_a_stage():
    """What the tagger makes something of is told apart here, too."""
    known = {
        "delivered": Stage.DELIVERED,
        "returned": Stage.RETURNED,
        "not_delivered": Stage.FAILED,
        "not_signed": Stage.FAILED,
        "not_collected": Stage.FAILED,
        "wrong_address": Stage.FAILED,
        "waits_for_pickup": Stage.PICK_UP,
        "clearance_failed": Stage.STOPPED,
        "duty": Stage.STOPPED,
    }
    for code, event in table("tracking")["codes"].items():
        if event in known:
            assert stages.codes()[code] is known[event], code


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Delivered, signed by neighbour", Stage.DELIVERED),
        ("Delivery failed: nobody home", Stage.FAILED),
        ("Held by customs", Stage.CUSTOMS),
        ("Return to sender", Stage.RETURNED),
        ("Arrived at pick-up point", Stage.PICK_UP),
        ("Left the hub", Stage.MOVING),
        ("", Stage.MOVING),
    ],
)
@pytest.mark.parametrize("code", ["", "NOBODYS_CODE"])
def test_without_a_code_the_words_tell(text, stage, code):
    assert stages.of(ParcelEvent(order_key=1, at=NOON, code=code, text=text)) is stage


def test_the_limit_to_ship_has_its_steps():
    order = an_order(status="WAIT_SELLER_SEND_GOODS", shipped_at=None, ship_by=NOON + 60 * HOUR)

    condition = found(order)[Rule.SHIP_BY]

    assert condition.limit_at == NOON + 60 * HOUR
    assert [(step, at - NOON) for step, at in condition.steps] == [
        (48, 12 * HOUR),
        (24, 36 * HOUR),
        (6, 54 * HOUR),
    ]


def test_promise_and_protection_are_spoken_of_before_they_end():
    order = an_order(promised_by=NOON + 10 * DAY, protection_ends_at=NOON + 30 * DAY)

    assert due(order, events("LH_DEPART")) == {
        Rule.NO_MOVEMENT: SHIPPED + 10 * DAY,
        Rule.PROMISE: NOON + 7 * DAY,
        Rule.PROTECTION: NOON + 25 * DAY,
    }


def test_the_stores_thresholds_count():
    rules = Shipping(no_movement_after=timedelta(days=4), promise_before=timedelta(days=1))
    order = an_order(promised_by=NOON + 10 * DAY)

    assert due(order, events("LH_DEPART"), rules=rules) == {
        Rule.NO_MOVEMENT: NOON,
        Rule.PROMISE: NOON + 9 * DAY,
    }


@pytest.mark.parametrize(
    "order",
    [
        an_order(status="FINISH"),
        an_order(status="IN_CANCEL"),
        an_order(status="IN_ISSUE"),
        an_order(status="PLACE_ORDER_SUCCESS", shipped_at=None),
        an_order(protection_ends_at=NOON),
        an_order(shipped_at=NOON - 200 * DAY),
        an_order(status="WAIT_SELLER_SEND_GOODS", shipped_at=None, ship_by=NOON),
    ],
    ids=lambda order: str(order.status),
)
def test_nothing_is_said_of_what_is_over_or_not_begun(order):
    assert found(order) == {}


def test_an_open_dispute_leaves_only_the_limit_to_ship():
    to_ship = an_order(status="WAIT_SELLER_SEND_GOODS", shipped_at=None, ship_by=NOON + DAY)

    assert found(an_order(), disputed=True) == {}
    assert found(to_ship, disputed=True).keys() == {Rule.SHIP_BY}


@pytest.mark.parametrize(
    ("facts", "rule", "end"),
    [
        (Facts(an_order()), Rule.SHIP_BY, End.SHIPPED),
        (Facts(an_order(), events("GTMS_SIGNED")), Rule.NO_MOVEMENT, End.DELIVERED),
        (Facts(an_order(), events("LH_DEPART")), Rule.NO_SCAN, End.MOVED),
        (Facts(an_order(), disputed=True), Rule.CUSTOMS, End.DISPUTED),
        (Facts(an_order(status="FINISH")), Rule.PROMISE, End.ENDED),
        (Facts(an_order()), Rule.PROTECTION, End.PASSED),
    ],
)
def test_what_ended_a_reminder_is_told(facts, rule, end):
    assert end_of(facts, rule, NOON, NOON) is end
