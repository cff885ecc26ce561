"""What an order's row and detail say, and what is made of what they leave out."""

from datetime import UTC, datetime, timedelta

import pytest

from jobs.sources.aliexpress import windows
from jobs.sources.errors import Unreadable
from jobs.sources.orders import detailed_order, listed_order
from jobs.sources.parcels import carrier, parcel_events, service_key

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def listed(**row):
    return listed_order("nordic", {"order_id": 8194000000001470} | row)


def detailed(**target):
    return detailed_order("nordic", "8194000000001470", target)


def test_only_the_number_is_needed():
    order = listed()
    assert order.order_id == "8194000000001470"
    assert order.model_fields_set == {"store", "order_id"}


def test_a_row_without_a_number_is_reported():
    assert isinstance(listed_order("nordic", {}), Unreadable)


def test_an_unknown_status_is_kept():
    assert listed(order_status="WAIT_FOR_THE_MOON").status == "WAIT_FOR_THE_MOON"


def test_a_countdown_is_no_limit():
    """Another moment at every reading would be another limit each time."""
    left = {"left_send_good_day": "1", "left_send_good_hour": "2", "left_send_good_min": "30"}
    assert listed(order_status="WAIT_SELLER_SEND_GOODS", **left).ship_by is None


def test_items_without_names_do_not_replace_those_of_the_list():
    child = {"child_order_id": 8194000000011470, "product_id": 1005000000000013}
    assert "items" not in detailed(child_order_list=[child]).model_fields_set
    [item] = detailed(child_order_list=[child | {"product_name": "Lamp"}]).items
    assert (item.product_id, item.name) == ("1005000000000013", "Lamp")


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
    assert (pieces[0][0], pieces[-1][1]) == (NOW - 400 * DAY, NOW)
    assert [before[1] for before in pieces[:-1]] == [after[0] for after in pieces[1:]]


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


@pytest.mark.parametrize(
    ("name", "key", "shown"),
    [
        ("AliExpress Standard Shipping", "CAINIAO_STANDARD", "AliExpress Standard Shipping"),
        (None, "CAINIAO_STANDARD", "AliExpress Standard Shipping"),
        ("Yanwen Economic Air Mail", "YANWEN_JYT", "YANWEN_JYT"),
        ("EMS", None, "EMS"),
    ],
)
def test_a_carriers_name_leads_back_to_its_key(name, key, shown):
    """Tracking is asked for by key: a name that would not lead back is not shown."""
    assert carrier(name, key) == shown
    assert service_key(shown) == (key or name)


def test_an_order_without_a_carrier_has_no_key():
    assert service_key(carrier(None, None)) == ""
