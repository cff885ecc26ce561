"""The web process: Slack's signed door, health with its reasons, metrics and docs."""

import json
import time
from dataclasses import replace

import pytest
from pydantic import SecretStr
from slack_sdk.signature import SignatureVerifier

from models import intake, stores
from models.database import Database
from models.reading import sources
from models.reading.sources import Door
from slackbot import health
from tests.builders import HOUR, NOON, a_dispute_record
from tests.support.partner import SIGNING_SECRET, served

TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
SECOND = HOUR / 3600
PARTS = ("worker:delivery", "worker:default", "worker:bulk", "clock")
GREETING = json.dumps({"type": "url_verification", "challenge": "swordfish"}).encode()


# Slack's door.


def knock(web, body=GREETING, headers=None, *, secret=SIGNING_SECRET, seconds_off=0):
    """As Slack would, unless a test has it do otherwise; the SDK looks at the real clock."""
    timestamp = str(int(time.time()) + seconds_off)
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    signed = {TIMESTAMP: timestamp, SIGNATURE: signature, "Content-Type": "application/json"}
    given = {name: value for name, value in (signed | (headers or {})).items() if value}
    return web.http.post("/slack/events", content=body, headers=given)


def test_slack_itself_is_let_in(web):
    assert "swordfish" in knock(web).text


@pytest.mark.parametrize(
    "headers",
    [
        {TIMESTAMP: None, SIGNATURE: None},
        {TIMESTAMP: None},
        {SIGNATURE: None},
        {SIGNATURE: "v0=" + "0" * 64},
        {SIGNATURE: "ü".encode()},
        {TIMESTAMP: "soon"},
        {TIMESTAMP: "-5"},
        {TIMESTAMP: "1.5"},
        {TIMESTAMP: "²".encode()},
        {TIMESTAMP: "9" * 400},
        {TIMESTAMP: "9" * 5000},
    ],
    ids=lambda headers: ascii(headers)[:60],
)
def test_whoever_is_not_slack_is_not_let_in(web, headers):
    assert knock(web, headers=headers).status_code == 401


@pytest.mark.parametrize("wrong", [{"secret": "another"}, {"seconds_off": -400}], ids=str)
def test_nor_is_a_wrong_secret_or_an_old_request(web, wrong):
    assert knock(web, **wrong).status_code == 401


def test_a_body_that_is_no_text_is_not_let_in_either(web):
    headers = {TIMESTAMP: str(int(time.time())), SIGNATURE: "v0=" + "0" * 64}

    answer = web.http.post("/slack/events", content=b"\xff\xfe\x00", headers=headers)

    assert answer.status_code == 401


def test_without_a_signing_secret_the_door_is_closed(a_desk, sqlite_url):
    with served(a_desk(sqlite_url, SLACK_SIGNING_SECRET="")) as web:
        answer = knock(web)

    assert (answer.status_code, "SLACK_SIGNING_SECRET" in answer.json()["detail"]) == (403, True)


# Health.


def beat(desk, *parts, at=NOON):
    with desk.database.write() as session:
        for part in parts:
            sources.beat(session, part, at)


def test_a_process_that_answers_lives(web):
    assert (web.http.get("/health").status_code, web.http.get("/health").json()) == (
        200,
        {"status": "alive"},
    )


def test_it_is_ready_when_every_part_beats(web, desk):
    beat(desk, *PARTS, at=NOON - 179 * SECOND)

    answer = web.http.get("/ready")

    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_never_beat_is_named(web, desk, part):
    beat(desk, *(set(PARTS) - {part}))

    answer = web.http.get("/ready")

    assert answer.status_code == 503
    assert answer.json()["reasons"] == [f"No sign of life from {part} yet."]


def test_a_part_that_fell_silent_is_named(web, desk):
    beat(desk, *PARTS)
    beat(desk, "clock", at=NOON - 181 * SECOND)

    [reason] = web.http.get("/ready").json()["reasons"]
    assert reason == "No sign of life from clock since 2026-11-24 11:56 UTC."


def test_the_socket_counts_only_where_slack_is_reached_by_it(desk):
    beat(desk, *PARTS)
    by_socket = desk.settings.model_copy(update={"slack_app_token": SecretStr("xapp-1")})

    assert health.reasons(desk) == []
    assert health.reasons(replace(desk, settings=by_socket)) == ["No sign of life from socket yet."]


def test_without_its_database_it_is_not_ready_and_says_so(desk):
    away = replace(desk, database=Database("postgresql://nobody@127.0.0.1:1/none", 1))
    with served(away) as web:
        answer = web.http.get("/ready")

    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["The database does not answer: OperationalError."]


def test_without_redis_it_is_not_ready_and_says_so(a_desk, desk):
    beat(desk, *PARTS)
    alone = a_desk(desk.settings.database_url, REDIS_URL="redis://127.0.0.1:1/0")
    with served(alone) as web:
        answer = web.http.get("/ready")

    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["Redis does not answer: ConnectionError."]


@pytest.fixture
def connected(desk):
    """A desk whose parts all beat, with a store that AliExpress is read for since an hour."""
    beat(desk, *PARTS)
    with desk.database.write() as session:
        store = stores.get(session, "nordic")
        store.access_token, store.added_at = b"locked", NOON - HOUR
        session.add(store)
    return desk


def read(desk, at, doors=tuple(Door)):
    with desk.database.write() as session:
        for door in doors:
            sources.succeeded(session, "nordic", door, at, 3)


def test_the_ages_of_what_was_read_are_told(connected):
    read(connected, NOON - 60 * SECOND)
    with served(connected) as web:
        answer = web.http.get("/ready")

    ages = {"nordic/disputes": 60.0, "nordic/orders": 60.0, "nordic/parcels": 60.0}
    assert (answer.status_code, answer.json()["source_ages"]) == (200, ages)


def test_a_source_that_was_not_read_for_long_is_a_reason(connected):
    read(connected, NOON)
    read(connected, NOON - HOUR, [Door.DISPUTES])
    with connected.database.write() as session:
        sources.failed(session, "nordic", Door.DISPUTES, NOON, "The token expired.")

    assert health.reasons(connected) == [
        "nordic: disputes not read since 2026-11-24 11:00 UTC. The token expired."
    ]


def test_a_store_that_was_never_read_is_a_reason_too(connected):
    assert health.reasons(connected) == [
        f"nordic: {door} not read since 2026-11-24 11:00 UTC." for door in Door
    ]


def test_a_store_just_connected_is_given_time(connected):
    with connected.database.write() as session:
        stores.get(session, "nordic").added_at = NOON - 60 * SECOND

    assert health.reasons(connected) == []


def test_a_store_that_partners_alone_speak_for_is_not_waited_for(desk):
    beat(desk, *PARTS)

    assert health.reasons(desk) == []


# Figures and docs.


def test_the_metrics_count_what_is_open_and_due(web, desk):
    beat(desk, "clock", at=NOON - 30 * SECOND)
    with desk.database.write() as session:
        record = a_dispute_record(due_at=NOON + 5 * HOUR)
        intake.take_in_dispute(session, record, NOON)

    lines = web.http.get("/metrics").text.splitlines()

    assert "disputes_open 1.0" in lines
    assert 'disputes_messages_due{kind="card"} 1.0' in lines
    assert 'disputes_nudges_due{state="unfired"} 2.0' in lines  # In the thread, and for the leads.
    assert 'disputes_heartbeat_age_seconds{name="clock"} 30.0' in lines


def test_the_docs_name_every_door(web):
    paths = web.http.get("/openapi.json").json()["paths"].keys()

    assert web.http.get("/docs").status_code == 200
    assert paths >= {"/slack/events", "/intake/disputes", "/intake/orders", "/health", "/ready"}
    assert paths >= {f"/aliexpress/{door}" for door in ("authorize", "callback", "push")}
