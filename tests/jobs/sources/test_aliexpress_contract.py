"""The client and the gateway agree, in both shapes and with both names of the token."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from jobs.sources.account import Dialect
from jobs.sources.errors import Refused
from models.records import Status

DIALECTS = [Dialect(*choice) for choice in product(("session", "access_token"), (True, False))]
DIALECTS += [Dialect(order_calls=family) for family in ("solution", "solution-flat")]
STORES = ("nordic", "solar", "toys")
LONG_AGO = timedelta(days=400)


@pytest.fixture(params=DIALECTS, ids=lambda d: f"{d.token_parameter}-{d.simplify}-{d.order_calls}")
def read(calm, request):
    return lambda store="nordic": calm.source(store, request.param)


def all_disputes(source):
    return [source.dispute(row) for status in Status for row in source.disputes(status)]


def every_order(source):
    now = datetime.now(UTC)
    return list(source.orders(now - LONG_AGO, now + timedelta(minutes=1)))


@pytest.mark.parametrize("store", STORES)
def test_every_dispute_comes_as_it_is(calm, read, store):
    """Status, turn, deadline and outcome agree with the world; an appeal's date is ours to say."""
    true = calm.disputes(store)
    records = all_disputes(read(store))
    assert {record.issue_id for record in records} == set(true)
    for record in records:
        world = true[record.issue_id]
        assert (record.status, record.turn) == (world["status"], world["turn"])
        assert record.outcome == world["outcome"]
        assert record.platform_handled == world["platform_handled"]
        if record.status is Status.PROCESSING:
            assert _iso(record.due_at) == world["due_at"]
            assert record.due_kind == world["due_kind"]


@pytest.mark.parametrize("store", STORES)
def test_every_order_comes_once(calm, read, store):
    rows = calm.world()["stores"][store]["orders"]
    got = [(order.order_id, order.status) for order in every_order(read(store))]
    assert sorted(got) == sorted((row["order_id"], row["status"]) for row in rows)


def test_both_shapes_say_the_same(calm):
    simple, wordy = (calm.source("solar", Dialect(simplify=shape)) for shape in (True, False))
    assert all_disputes(simple) == all_disputes(wordy)


def test_ids_beyond_a_double_keep_their_digits(calm):
    """9407000000441867 would lose its last digit in JavaScript, and in a float."""
    orders = every_order(calm.source("toys"))
    assert {order.order_id for order in orders} >= {
        row["order_id"] for row in calm.world()["stores"]["toys"]["orders"]
    }
    assert all(int(order.order_id) > 2**53 for order in orders)


def test_the_newest_dispute_comes_first(read):
    opened = [row.created_at for row in read().disputes(Status.PROCESSING)]
    assert opened == sorted(opened, reverse=True)


def test_a_parcel_is_followed_to_the_door(read):
    source = read()
    [order] = [order for order in every_order(source) if order.status == "IN_FROZEN"]
    full = source.order(order.order_id)
    events = source.tracking(full.order_id, full.tracking_number, full.carrier, full.buyer_country)
    assert [events[0].code, events[-1].code] == ["CONSIGN", "GTMS_SIGNED"]
    assert list(events) == sorted(events, key=lambda event: event.at)


def test_a_parcel_without_trace_has_no_events(read):
    assert read().tracking("8194000000000001", "LP404", "EMS", "BR") == ()


def test_an_order_that_is_not_ours_is_refused(read):
    with pytest.raises(Refused, match="The order does not exist"):
        read().order("404")


def test_the_detail_knows_what_the_list_does_not(read):
    source = read()
    listed = next(order for order in every_order(source) if order.status == "IN_ISSUE")
    detailed = source.order(listed.order_id)
    assert listed.promised_by == listed.shipped_at + timedelta(days=30)
    assert detailed.tracking_number.startswith("LP")
    assert detailed.protection_ends_at > listed.promised_by
    assert detailed.buyer_country


def test_limits_to_ship_lie_near_and_far(read):
    source, now = read(), datetime.now(UTC)
    waiting = [row for row in every_order(source) if row.status == "WAIT_SELLER_SEND_GOODS"]
    left = sorted(source.order(row.order_id).ship_by - now for row in waiting)
    assert left[0] < timedelta(0) < left[1] < timedelta(hours=2)
    assert left[-1] > timedelta(days=5)


def _iso(moment):
    return moment and moment.isoformat()
