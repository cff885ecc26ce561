"""The clock: each slot's job once, whoever asks, and none that nobody came for in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from jobs.clock import LIVES, SCHEDULE, Clock
from jobs.registry import JOBS
from models.settings import Settings
from slackbot.desk import Desk
from tests.builders import NOON

FIRE = "default:jobs.nudges.fire"


@pytest.fixture
def settings(tmp_path, redis_url, sqlite_url):
    places = {"REDIS_URL": redis_url, "DATABASE_URL": sqlite_url, "SLACK_BOT_TOKEN": "xoxb-none"}
    return Settings.load(tmp_path, places | {"SLACK_SIGNING_SECRET": "none"})


@pytest.fixture
def clock(settings):
    """A clock whose hands stand where the test puts them."""
    desk = Desk.open(settings)
    yield lambda now: Clock(settings, replace(desk, now=lambda: now))
    desk.close()


@pytest.fixture
def waiting(redis_url):
    """What stands in the queue for nudges and the like."""
    with Redis.from_url(redis_url) as client:
        queue = Queue("default", connection=client, serializer=JSONSerializer)
        yield lambda: queue.jobs


def test_two_clocks_in_one_slot_ask_once(clock, waiting):
    for now in (NOON, NOON + timedelta(seconds=19)):
        clock(now).fire(FIRE, SCHEDULE[FIRE])
    assert [job.func_name for job in waiting()] == ["jobs.nudges.fire"]

    clock(NOON + timedelta(seconds=20)).fire(FIRE, SCHEDULE[FIRE])
    assert len(waiting()) == 2


def test_what_nobody_came_for_in_time_is_gone(clock, waiting):
    """The next slot's job does the same: a worker that comes late shall not do it 290 times."""
    clock(NOON).fire(FIRE, SCHEDULE[FIRE])

    [job] = waiting()
    with_expiry = job.connection.ttl(job.key)
    assert 0 < with_expiry <= max(2 * SCHEDULE[FIRE], LIVES)


def test_without_redis_the_next_slot_tries_again(settings, tmp_path):
    away = settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    desk = Desk.open(away)
    Clock(away, desk).fire(FIRE, SCHEDULE[FIRE])
    desk.close()


def test_what_it_enqueues_the_workers_run():
    assert {what.partition(":")[2] for what in SCHEDULE} <= JOBS
