"""Whatever an answer looks like, it is a record or a named error: never a crash."""

import copy
import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.sources import reading
from jobs.sources.calling import answer
from jobs.sources.deadlines import Rules
from jobs.sources.disputes import dispute_record
from jobs.sources.errors import SourceError, Unreadable
from jobs.sources.orders import detailed_order, listed_order
from jobs.sources.parcels import parcel_events
from jobs.sources.rows import ListedDispute, listed_dispute
from jobs.sources.shapes import simplified
from models.records import DisputeRecord, OrderRecord

LISTED = ListedDispute(issue_id="6346000000001470", order_id="8194000000001470")
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=80),
    st.sampled_from(["", "x" * 200, "-1", "1e999", "9999-12-31 23:59:59", "0001-01-01 00:00:00"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)
ROW = {
    "order_id": 8194000000001470,
    "issue_id": 6346000000001470,
    "gmt_update": "2026-05-01 10:00:00",
    "gmt_create": "2026-05-01 10:00:00",
    "order_status": "WAIT_BUYER_ACCEPT_GOODS",
    "over_time_left": "2026-05-09 10:00:00",
    "pay_amount": {"amount": "12.30", "currency_code": "USD"},
    "product_list": [{"product_id": 1, "product_count": 2, "freight_commit_day": "30"}],
    "logistic_info_list": [{"logistics_no": "LP1", "gmt_send": "2026-05-01 10:00:00"}],
    "details": [{"event_date": "2026-05-01 10:00:00", "action_code": "CONSIGN"}],
}


def spoil(draw, told):
    """Put junk in the place of one value, however deep."""
    spoiled = copy.deepcopy(told)
    place = spoiled
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        deeper = isinstance(place[key], dict | list) and place[key]
        if not deeper or draw(st.integers(0, 3)) == 0:
            place[key] = draw(JUNK)
            return spoiled
        place = place[key]


def told(call, *args):
    """What the call gives, or the named error that it raises; anything else is a crash."""
    try:
        return call(*args)
    except SourceError as error:
        return error


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_spoiled_dispute_is_read_or_reported(observed, data):
    detail = simplified(spoil(data.draw, observed)).get("result_object")
    if isinstance(detail, dict):
        record = told(dispute_record, "nordic", LISTED, detail, Rules())
        assert isinstance(record, DisputeRecord | Unreadable)


@settings(max_examples=150)
@given(data=st.data())
def test_a_spoiled_row_is_read_or_reported(data):
    row = spoil(data.draw, ROW)
    assert isinstance(listed_order("nordic", row), OrderRecord | Unreadable)
    assert isinstance(listed_dispute(row), ListedDispute | Unreadable)
    assert isinstance(parcel_events(row), tuple)
    order = told(detailed_order, "nordic", "8194000000001470", row)
    assert isinstance(order, OrderRecord | Unreadable)


@given(body=st.one_of(st.binary(max_size=40), JUNK.map(lambda junk: json.dumps(junk).encode())))
def test_any_body_is_an_answer_or_an_error(body):
    given_back = told(answer, httpx.Response(200, content=body))
    assert isinstance(given_back, dict | SourceError)


@pytest.mark.parametrize("field", ["freight_commit_day", "product_count"])
def test_an_absurd_number_is_unknown(field):
    child = {"product_id": 1, field: 10**30}
    order = listed_order("nordic", ROW | {"product_list": [child], "gmt_send_goods_time": 1e9})
    assert isinstance(order, OrderRecord)
    assert order.promised_by is None


def test_an_absurd_code_hides_no_movement():
    movement = {"event_date": "2026-05-01 10:00:00", "action_code": "X" * 500}
    [event] = parcel_events({"details": [movement]})

    assert event.code == "X" * 64


def test_text_that_no_database_takes_is_mended():
    """PostgreSQL has no NUL, UTF-8 no half of a surrogate pair."""
    assert reading.text("bro\x00ken \ud83d") == "broken ?"
