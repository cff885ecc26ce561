"""AliExpress's pushes: believed with their signature only, and answered whatever stands still."""

import json
import socket
import sqlite3
import time

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from slackbot.hints import WHOLE_STORE, Hint, merged
from slackbot.signatures import push_signature
from tests.support.partner import served
from tests.support.running import until

KEY, SECRET = "123456", "app-secret"
BODY = (
    b'{"data":{"buyerId":1861703697,"orderId":1105933950463697,"orderStatus":"OrderShipped"},'
    b'"message_type":53,"seller_id":"1234","site":"ae_global","timestamp":1719389200}'
)
SIGNED = push_signature(KEY, SECRET, BODY)
HALF_A_SECOND = 0.5


@pytest.fixture
def open_desk(a_desk, sqlite_url):
    return a_desk(sqlite_url, ALIEXPRESS_APP_KEY=KEY, ALIEXPRESS_APP_SECRET=SECRET)


@pytest.fixture
def web(open_desk):
    with served(open_desk) as web:
        yield web


def push(web, signature=SIGNED, body=BODY):
    headers = {} if signature is None else {"Authorization": signature}
    return web.http.post("/aliexpress/push", content=body, headers=headers)


def hinted(redis_url):
    """What waits in the queue for the workers."""
    with Redis.from_url(redis_url) as connection:
        jobs = Queue("default", connection=connection, serializer=JSONSerializer).jobs
        return [tuple(job.args) for job in jobs if job.func_name == "jobs.pushes.read"]


@pytest.mark.parametrize("said", [SIGNED, SIGNED.upper(), f"HMAC-SHA256 {SIGNED}"])
def test_a_signed_push_is_a_hint(web, redis_url, said):
    assert push(web, said).status_code == 200
    assert until(lambda: hinted(redis_url), 5, 0.02) == [("1234", "1105933950463697")]


@pytest.mark.parametrize("said", [None, "", "0" * 64, SIGNED[:-1], "ü".encode(), "x y"])
def test_whoever_is_not_aliexpress_is_not_let_in(web, redis_url, said):
    assert push(web, said).status_code == 401
    assert push(web, body=BODY + b" ").status_code == 401
    assert hinted(redis_url) == []


def test_without_an_app_the_door_is_closed(a_desk, sqlite_url):
    with served(a_desk(sqlite_url)) as web:
        assert push(web).status_code == 403


def test_a_body_beyond_measure_is_refused(web):
    assert push(web, body=b"x" * 300_000).status_code == 413


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b'{"seller_id": true}', b"[" * 9999])
def test_a_signed_body_that_says_nothing_is_no_fault(web, body):
    assert push(web, push_signature(KEY, SECRET, body), body).status_code == 200


def test_a_burst_about_one_order_is_one_hint(web, redis_url):
    for _again in range(20):
        push(web)

    assert until(lambda: hinted(redis_url), 5, 0.02) == [("1234", "1105933950463697")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"seller_id": 12, "data": {"order_id": "34"}}, Hint("12", "34")),
        ({"sellerId": "12", "data": '{"trade_order_id": 34}'}, Hint("12", "34")),
        ({"user_id": "9", "seller_id": "12", "data": []}, Hint("12")),
        ({"seller_id": "12", "data": {"orderId": "3; DROP"}}, Hint("12")),
        ({"seller_id": "12", "message_type": 9999, "data": "words"}, Hint("12")),
        (
            {"data": {"seller_id": "12", "orderId": 9007199254740993}},
            Hint("12", "9007199254740993"),
        ),
        ({"data": {"orderId": 34}}, None),
        ({"seller_id": "1" * 100}, None),
    ],
)
def test_any_topic_is_read_for_its_seller_and_order(told, expected):
    assert Hint.read(json.dumps(told).encode()) == expected


def test_many_orders_of_a_store_are_one_reading_of_it():
    many = {Hint("1", str(order)) for order in range(WHOLE_STORE + 1)}

    assert merged(many | {Hint("2", "7")}) == [Hint("1"), Hint("2", "7")]
    assert merged({Hint("1", "7"), Hint("1")}) == [Hint("1")]


def test_it_is_answered_in_time_while_database_and_redis_stand_still(a_desk, sqlite_url):
    """A database that somebody holds, a Redis that takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        redis = f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
        app = {"ALIEXPRESS_APP_KEY": KEY, "ALIEXPRESS_APP_SECRET": SECRET}
        desk = a_desk(sqlite_url, REDIS_URL=redis, **app)
        holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with served(desk) as web:
            took = [_seconds(web) for _push in range(12)]
        holder.close()

    assert max(took) < HALF_A_SECOND


def _seconds(web):
    began = time.monotonic()
    assert push(web).status_code == 200
    time.sleep(0.05)  # Some of them come while the hints before them are being sent.
    return time.monotonic() - began - 0.05
