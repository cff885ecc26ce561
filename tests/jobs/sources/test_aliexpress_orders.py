"""What an order's row and detail say, and what is made of what they leave out."""

from datetime import UTC, datetime, timedelta

import pytest

from jobs.sources.aliexpress import windows
from jobs.sources.errors import Unreadable
from jobs.sources.orders import detailed_order, listed_order
from jobs.sources.parcels import parcel_events, service_key

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def listed(**row):
    return listed_order("nordic", {"order_id": 8194000000001470} | row, NOW)


def detailed(**target):
    return detailed_order("nordic", "8194000000001470", target)


def test_only_the_number_is_needed():
    order = listed()
    assert order.order_id == "8194000000001470"
    assert order.model_fields_set == {"store", "order_id"}


def test_a_row_without_a_number_is_reported():
    assert isinstance(listed_order("nordic", {}, NOW), Unreadable)


def test_an_unknown_status_is_kept():
    assert listed(order_status="WAIT_FOR_THE_MOON").status == "WAIT_FOR_THE_MOON"


def test_what_is_left_to_ship_is_counted_down():
    left = {"left_send_good_day": "1", "left_send_good_hour": "2", "left_send_good_min": "30"}
    assert listed(order_status="WAIT_SELLER_SEND_GOODS", **left).ship_by == (
        NOW + timedelta(days=1, hours=2, minutes=30)
    )
    assert listed(order_status="FINISH", **left).ship_by is None


def test_the_promise_runs_from_shipping_and_the_slowest_child_counts():
    children = [{"freight_commit_day": "20"}, {"freight_commit_day": "30"}]
    order = listed(gmt_send_goods_time="2026-04-20 00:00:00", product_list=children)
    assert order.promised_by - order.shipped_at == 30 * DAY


@pytest.mark.parametrize(
    ("status", "field"),
    [
        ("WAIT_SELLER_SEND_GOODS", "ship_by"),
        ("WAIT_BUYER_ACCEPT_GOODS", "protection_ends_at"),
        ("IN_ISSUE", "protection_ends_at"),
        ("RISK_CONTROL", None),
    ],
)
def test_the_end_of_a_status_means_what_the_status_means(status, field):
    order = detailed(order_status=status, over_time_left="2026-05-03 05:00:00")
    limits = {name for name in ("ship_by", "protection_ends_at") if getattr(order, name)}
    assert limits == ({field} if field else set())


def test_protection_ended_with_the_order():
    order = detailed(order_status="FINISH", gmt_trade_end="2026-04-30 05:00:00")
    assert order.protection_ends_at == NOW - DAY


def test_nothing_of_the_address_but_the_country_is_read():
    address = {"country": "BR", "city": "São Paulo", "contact_person": "A. Person", "zip": "01000"}
    order = detailed(receipt_address=address)
    assert order.buyer_country == "BR"
    assert "Person" not in order.model_dump_json()


def test_a_long_span_is_cut_into_windows():
    pieces = list(windows(NOW - 400 * DAY, NOW, 180 * DAY))
    assert len(pieces) == 3
    assert pieces[0][0] == "2025-03-27 05:00:00"
    assert pieces[-1][1] == "2026-05-01 05:00:00"


def test_tracking_times_come_as_text_and_as_epoch():
    events = parcel_events(
        {
            "details": [
                {
                    "event_date": 1777636800000,
                    "action_code": "GTMS_SIGNED",
                    "event_desc": "Delivered",
                },
                {
                    "event_date": "2026-04-30 05:00:00",
                    "event_desc": "On its way",
                    "address": "Lyon",
                },
                {"event_date": "", "event_desc": "no time"},
            ]
        }
    )
    assert [event.at for event in events] == [NOW - DAY, NOW]
    assert events[0].text == "On its way, Lyon"


def test_a_carrier_shown_by_name_is_asked_for_by_key():
    assert service_key("AliExpress Standard Shipping") == "CAINIAO_STANDARD"
    assert service_key("YANWEN_JYT") == "YANWEN_JYT"
    assert service_key(None) == ""
