"""Which orders are worth a call of their own."""

from datetime import timedelta

import pytest

from jobs.sources.orders import ListedOrder, listed_order
from jobs.sources.times import instant
from jobs.visiting.order_reading import may_have_changed, wants_detail
from models.known import KnownOrder
from tests.builders import DAY, HOUR, NOON, ORDER, STORE

SENT = {"status": "WAIT_BUYER_ACCEPT_GOODS", "shipped_at": NOON - 3 * DAY}

UNREAD = {"tracking_number": None, "protection_ends_at": None}
OVER = {"status": "FINISH"}


def listed(**told):
    return ListedOrder(store=STORE, order_id=ORDER, **{"modified_at": NOON} | told)


def before(**known):
    plain = {
        "order_id": ORDER,
        "status": "WAIT_BUYER_ACCEPT_GOODS",
        "modified_at": NOON - DAY,
        "shipped_at": NOON - 3 * DAY,
        "ship_by": None,
        "protection_ends_at": NOON + 40 * DAY,
        "tracking_number": "LP1",
        "track_at": NOON + HOUR,
        "read_at": NOON - HOUR,
    }
    return KnownOrder(**plain | known)


@pytest.mark.parametrize(
    ("row", "known", "wanted"),
    [
        (listed(status="PLACE_ORDER_SUCCESS"), None, False),
        (listed(status="RISK_CONTROL"), None, False),
        (listed(status="WAIT_SELLER_SEND_GOODS", ship_by=NOON + DAY), None, False),
        (listed(status="WAIT_SELLER_SEND_GOODS"), None, True),
        (listed(status="FINISH", shipped_at=NOON - 9 * DAY), None, False),
        (listed(status="FINISH", in_issue=True), None, True),
        (listed(status="IN_CANCEL"), None, False),
        (listed(**SENT), None, True),
        (listed(**SENT), before(), False),
        (listed(**SENT), before(tracking_number=None), True),
        (listed(**SENT), before(protection_ends_at=NOON + 2 * DAY), True),
        (listed(**SENT | {"shipped_at": NOON - DAY}), before(), True),
        (listed(status="IN_ISSUE", in_issue=True), before(), True),
        (listed(**SENT, modified_at=NOON - DAY), before(tracking_number=None), False),
        (listed(**SENT, modified_at=NOON - DAY), before(**UNREAD), True),
        (listed(status="FINISH", modified_at=NOON - DAY), before(**OVER | UNREAD), False),
    ],
)
def test_a_detail_is_read_where_it_knows_more_than_the_list(row, known, wanted):
    assert wants_detail(row, known, NOON) is wanted


def test_in_the_autumns_second_hour_an_order_may_have_changed():
    first, second = (instant(f"2026-11-01 {at}") for at in ("01:50:00", "01:10:00"))
    known, now = before(modified_at=first, read_at=first + HOUR / 6), second + 1.1 * HOUR

    assert may_have_changed(listed(**SENT, modified_at=second), known, now)
    assert not may_have_changed(listed(**SENT, modified_at=first), known, now)


@pytest.mark.parametrize(
    ("left", "hours"),
    [
        ({"left_send_good_day": "1", "left_send_good_hour": "2", "left_send_good_min": "30"}, 26.5),
        ({"left_send_good_hour": "2", "timeout_left_time": 7_230_000}, 7230 / 3600),
        ({"left_send_good_hour": "0", "timeout_left_time": -3_600_000}, -1),
        ({"timeout_left_time": 10**18}, None),
        ({"left_send_good_day": "soon"}, None),
        ({}, None),
    ],
)
def test_what_is_left_to_ship_is_a_limit(left, hours):
    row = {"order_id": ORDER, "order_status": "WAIT_SELLER_SEND_GOODS"} | left
    order = listed_order(STORE, row, NOON)
    assert order.ship_by == (hours if hours is None else NOON + timedelta(hours=hours))


def test_only_an_order_to_be_shipped_counts_down_to_shipping():
    row = {"order_id": ORDER, "order_status": "RISK_CONTROL", "left_send_good_day": "3"}
    assert listed_order(STORE, row, NOON).ship_by is None
