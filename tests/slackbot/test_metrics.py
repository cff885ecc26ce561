"""GET /metrics: what waits and since when, what was counted, and who answers."""

import math
from collections import Counter
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from rq import Queue
from rq.serializers import JSONSerializer

from jobs.clock import slot_id
from models import intake, messages, tallies
from models.database import Database
from models.messages import Kind, State
from models.reading import sources
from tests.builders import HOUR, NOON, a_dispute_record, a_store
from tests.support.ground import at_once
from tests.support.partner import served

SECOND = HOUR / 3600


@pytest.fixture
def scrape(web):
    """Each sample by its name and labels."""

    def scrape():
        answer = web.http.get("/metrics")
        assert answer.status_code == 200
        return {
            (sample.name, *sorted(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }

    return scrape


def value(samples, name, **labels):
    return samples[(name, *sorted(labels.items()))]


def test_what_was_counted_is_there_for_every_process_and_after_a_restart(a_desk, database_url):
    first, second = a_desk(database_url), a_desk(database_url)
    with first.database.write() as session:
        a_store(session)
    first.errors.note("slack", "ratelimited")
    second.errors.note("slack", "ratelimited")
    second.errors.note("job", ValueError("xoxb-secret of marina1987"))
    for desk in (first, second):
        desk.errors.keep(desk.database)

    with served(a_desk(database_url)) as web:
        lines = web.http.get("/metrics").text

    assert 'disputes_errors_total{error="ratelimited",where="slack"} 2.0' in lines
    assert 'disputes_errors_total{error="ValueError",where="job"} 1.0' in lines
    assert 'disputes_failures_total{where="slack"} 2.0' in lines
    assert 'disputes_failures_total{where="listener"} 0.0' in lines  # Else its first is not seen.
    assert "marina" not in lines


def test_delays_are_a_histogram_whose_buckets_add_up(desk, scrape):
    with desk.database.write() as session:
        seen = [(tallies.DELIVERY, seconds, ("card", "post")) for seconds in (0.4, 1, 7, 99_999)]
        tallies.observe(session, seen)

    samples = scrape()

    about = {"kind": "card", "how": "post"}
    name = "disputes_delivery_delay_seconds"
    buckets = [value(samples, f"{name}_bucket", le=le, **about) for le in ("1", "5", "10", "+Inf")]
    assert buckets == [2, 2, 3, 4]
    assert value(samples, f"{name}_count", **about) == 4
    assert value(samples, f"{name}_sum", **about) == pytest.approx(100_007.4)


def test_a_late_nudge_is_counted_as_late(desk, scrape):
    with desk.database.write() as session:
        tallies.observe(session, [(tallies.LATENESS, s, ("deadline",)) for s in (10, 300, 301)])

    samples = scrape()

    assert value(samples, "disputes_nudges_late_total", rule="deadline") == 1
    assert value(samples, "disputes_nudges_late_total", rule="ship_by") == 0


def test_what_is_stuck_is_counted(desk, scrape):
    with desk.database.write() as session:
        message = messages.want(session, Kind.DIGEST, "C1:today", "C1")
        message.state, message.stuck_at = State.UNCLEAR, desk.now()

    samples = scrape()

    assert value(samples, "disputes_messages_stuck") == 1
    assert ("disputes_messages_due", ("kind", "digest")) not in samples


def test_a_part_that_never_gave_a_sign_of_life_is_infinitely_silent(desk, scrape):
    with desk.database.write() as session:
        sources.beat(session, "clock", NOON - 30 * SECOND)
        sources.beat(session, "a part of former days", NOON - 30 * SECOND)

    samples = scrape()

    ages = {
        labels[1]: v
        for (name, *rest), v in samples.items()
        if name == "disputes_heartbeat_age_seconds"
        for labels in rest
    }
    assert ages["clock"] == 30
    assert ages["worker:bulk"] == math.inf
    assert "a part of former days" not in ages


def test_a_stores_doors_are_watched_once_it_is_connected(desk, scrape):
    with desk.database.write() as session:
        store = a_store(session, name="boats")
        store.access_token, store.added_at = b"encrypted", NOON - 2 * HOUR
        sources.succeeded(session, "boats", sources.Door.ORDERS, NOON - HOUR, 1)
        sources.failed(session, "boats", sources.Door.ORDERS, NOON, "No.")

    samples = scrape()

    age = "disputes_source_age_seconds"
    assert value(samples, age, store="boats", door="orders") == 3600
    assert value(samples, age, store="boats", door="disputes") == 7200
    assert value(samples, "disputes_source_failures", store="boats", door="orders") == 1
    assert len([key for key in samples if key[0] == age]) == 3  # None of partners' stores.


def test_jobs_that_wait_in_redis_have_an_age(desk, scrape):
    desk.wake()

    samples = scrape()

    assert value(samples, "disputes_queue_jobs", queue="delivery") == 1
    assert value(samples, "disputes_queue_jobs", queue="bulk") == 0
    assert value(samples, "disputes_queue_age_seconds", queue="bulk") == 0


def test_a_job_that_nobody_came_for_in_time_still_tells_how_long_the_queue_stands(desk, scrape):
    """Redis forgets what the clock enqueued once the next slot's will do; its place remains."""
    slot = slot_id("jobs.messages.deliver", 10, NOON - HOUR / 4)
    queue = Queue("delivery", connection=desk.wake.redis, serializer=JSONSerializer)
    job = queue.enqueue("jobs.messages.deliver", job_id=slot, ttl=20)
    desk.wake.redis.delete(job.key)

    samples = scrape()

    assert value(samples, "disputes_queue_jobs", queue="delivery") == 1
    assert value(samples, "disputes_queue_age_seconds", queue="delivery") == 900


def test_it_answers_without_redis_and_without_the_database(desk, tmp_path):
    away = Database("postgresql://nobody@127.0.0.1:1/away", patience=1)
    alone = replace(desk, database=away)
    alone.wake.redis.connection_pool.connection_kwargs["port"] = 1
    alone.wake.redis.connection_pool.disconnect()

    with served(alone) as web:
        lines = web.http.get("/metrics").text.splitlines()

    assert "disputes_database_up 0.0" in lines
    assert "disputes_redis_up 0.0" in lines


def test_errors_that_the_database_did_not_take_are_counted_once_it_does(desk):
    away = Database("postgresql://nobody@127.0.0.1:1/away", patience=1)
    desk.errors.note("job", "Killed")
    desk.errors.keep(away)
    desk.errors.keep(desk.database)
    desk.errors.keep(desk.database)

    with desk.database.read() as session:
        [row] = tallies.of(session, tallies.ERRORS)
    assert (row.labels, row.count) == ("job,Killed", 1)


def test_tallies_of_many_at_once_are_all_counted(database_url):
    database = Database(database_url)

    def see():
        for _round in range(10):
            with database.write() as session:
                seen = [(tallies.LATENESS, s, (rule,)) for s in (1, 9) for rule in ("a", "b")]
                tallies.observe(session, seen)
                tallies.count(session, tallies.ERRORS, Counter({("job", "A"): 2, ("http", "B"): 1}))

    assert at_once(*[see] * 6) == [None] * 6

    with database.read() as session:
        assert {row.labels: row.count for row in tallies.of(session, tallies.ERRORS)} == {
            "job,A": 120,
            "http,B": 60,
        }
        rows = tallies.of(session, tallies.LATENESS)
        assert [(row.labels, row.bucket, row.count) for row in rows] == [
            (rule, bucket, 60) for rule in "ab" for bucket in ("1", "10")
        ]
    database.close()


def test_a_message_that_waits_has_an_age_by_the_databases_clock(desk, scrape):
    with desk.database.write() as session:
        intake.take_in_dispute(session, a_dispute_record(), NOON)

    age = value(scrape(), "disputes_messages_oldest_seconds", kind="card")

    assert 0 <= age < 60
