"""What a worker runs, and what it will not."""

import os
import re
import signal
import subprocess
import time
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from jobs import leaving
from jobs.desk_job import DeskJob
from jobs.failures import Failures
from jobs.queues import QueueName
from jobs.running.run_plan import disputes
from jobs.visiting import side_by_side
from jobs.worker import desk_worker, is_idle, work
from models import tallies, tracing
from models.database import Database
from models.migrations import migrate
from models.reading import sources
from models.settings import Settings
from tests.support.terminal import clean, eventually


def living(url):
    with Database(url).read() as session:
        return set(sources.beats(session))


class OnlyWrite(DeskJob):
    registry = frozenset({"tests.jobs.test_worker.write"})


def write(path):
    Path(path).write_text("written", encoding="utf-8")


@pytest.fixture
def redis(redis_url):
    with Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
def run(redis):
    """Whatever somebody writes into Redis, and what has become of it."""

    def run(job, *arguments, **options):
        queue = Queue("bulk", connection=redis, serializer=JSONSerializer)
        job_id = queue.enqueue(job, *arguments, **options).id
        desk_worker(redis, QueueName.BULK, OnlyWrite).work(burst=True)
        return Job.fetch(job_id, connection=redis, serializer=JSONSerializer)

    return run


def test_a_registered_job_runs(run, tmp_path):
    file = tmp_path / "told"

    assert run("tests.jobs.test_worker.write", str(file)).is_finished
    assert file.read_text() == "written"


@pytest.mark.parametrize("name", ["os.system", "tests.jobs.test_worker.write.__call__"])
def test_any_other_name_is_refused(run, tmp_path, name):
    file = tmp_path / "told"

    job = run(name, f"touch {file}")

    assert job.get_status() is JobStatus.FAILED
    assert "UnknownJob" in job.latest_result().exc_string
    assert not file.exists()


def test_a_callback_in_redis_is_not_called(run, tmp_path, redis):
    """RQ would run it with the job as its argument."""
    queue = Queue("bulk", connection=redis, serializer=JSONSerializer)
    waiting = queue.enqueue("tests.jobs.test_worker.write", str(tmp_path / "one"))
    redis.hset(waiting.key, "success_callback_name", "no.such.callback")

    run("tests.jobs.test_worker.write", str(tmp_path / "two"))

    waiting.refresh()
    assert waiting.is_finished


def test_a_worker_says_that_it_lives(redis_url, redis, sqlite_url, tmp_path):
    settings = Settings.load(tmp_path, {"REDIS_URL": redis_url, "DATABASE_URL": sqlite_url})
    Queue("default", connection=redis, serializer=JSONSerializer).enqueue("os.system", "true")
    assert not is_idle(settings)

    work(settings, QueueName.DEFAULT, burst=True)

    assert is_idle(settings)
    assert living(sqlite_url) == {"worker:default"}


def test_a_worker_without_a_queue_serves_all_and_ends_cleanly(redis_url, sqlite_url, tmp_path):
    places = {"REDIS_URL": redis_url, "DATABASE_URL": sqlite_url}
    command = subprocess.Popen(disputes("worker"), cwd=tmp_path, env=clean() | places)

    assert eventually(lambda: living(sqlite_url) == {f"worker:{queue}" for queue in QueueName})

    command.terminate()
    assert command.wait(30) == 0
    with Redis.from_url(redis_url) as client:
        assert client.smembers("rq:workers") == set()


def test_a_job_that_failed_is_counted_by_its_class(redis_url, redis, sqlite_url, tmp_path):
    settings = Settings.load(tmp_path, {"REDIS_URL": redis_url, "DATABASE_URL": sqlite_url})
    Queue("bulk", connection=redis, serializer=JSONSerializer).enqueue("os.system", "true")

    work(settings, QueueName.BULK, burst=True)

    with Database(sqlite_url).read() as session:
        [row] = tallies.of(session, tallies.ERRORS)
    assert (row.labels, row.count) == ("job,UnknownJob", 1)


class OnlyMigrate(DeskJob):
    registry = frozenset({"tests.jobs.test_worker.bring_back"})


def bring_back(url):
    database = Database(url)
    migrate(database)
    database.close()


def test_a_failure_that_no_database_took_is_counted_once_it_is_back(redis_url, redis, tmp_path):
    url = f"sqlite:///{tmp_path}/desk.db"  # Without a table.
    settings = Settings.load(tmp_path, {"REDIS_URL": redis_url, "DATABASE_URL": url})
    queue = Queue("bulk", connection=redis, serializer=JSONSerializer)
    queue.enqueue("os.system", "true")
    queue.enqueue("tests.jobs.test_worker.bring_back", url)
    worker, failures = desk_worker(redis, QueueName.BULK, OnlyMigrate), Failures(settings, 0)
    worker.failed, worker.keep = failures, failures.keep

    worker.work(burst=True)

    with Database(url).read() as session:
        [row] = tallies.of(session, tallies.ERRORS)
    assert (row.labels, row.count) == ("job,UnknownJob", 1)


class OnlyDie(DeskJob):
    registry = frozenset({"tests.jobs.test_worker.die"})


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_job_whose_process_was_killed_is_counted_by_the_worker_that_lives_on(redis):
    Queue("bulk", connection=redis, serializer=JSONSerializer).enqueue("tests.jobs.test_worker.die")
    worker, told = desk_worker(redis, QueueName.BULK, OnlyDie), []
    worker.failed = told.append

    worker.work(burst=True)

    assert told == ["Killed"]


class OnlyLinger(DeskJob):
    registry = frozenset({"tests.jobs.test_worker.linger"})


def linger(path):
    Path(path).write_text("begun", encoding="utf-8")
    side_by_side.repeat(lambda: time.sleep(0.01) is None, 2, timedelta(seconds=45))
    assert leaving.asked()
    Path(path).write_text("left in order", encoding="utf-8")


def lingering(url):
    with Redis.from_url(url) as connection:
        desk_worker(connection, QueueName.BULK, OnlyLinger).work()


def test_a_worker_that_is_asked_to_end_asks_its_job_too(redis_url, redis, tmp_path):
    file = tmp_path / "told"
    queue = Queue("bulk", connection=redis, serializer=JSONSerializer)
    queue.enqueue("tests.jobs.test_worker.linger", str(file))
    worker = get_context("spawn").Process(target=lingering, args=(redis_url,))
    worker.start()
    assert eventually(file.exists)

    worker.terminate()
    worker.join(30)

    assert (worker.exitcode, file.read_text()) == (0, "left in order")


class OnlyTell(DeskJob):
    registry = frozenset({"tests.jobs.test_worker.tell"})


def tell(path):
    Path(path).write_text(tracing.current(), encoding="utf-8")


@pytest.mark.parametrize(
    ("borne", "told"),
    [
        ("push-4f1d0c9a2b7e", r"push-4f1d0c9a2b7e"),
        (None, r"test_worker-[0-9a-f]{12}"),
        ('"}\n{"event": "forged', r"test_worker-[0-9a-f]{12}"),  # Redis is not believed.
    ],
)
def test_a_job_goes_on_under_the_id_of_its_hint(redis, tmp_path, borne, told):
    queue = Queue("bulk", connection=redis, serializer=JSONSerializer)
    queue.enqueue("tests.jobs.test_worker.tell", str(tmp_path / "told"), meta={"trace": borne})

    desk_worker(redis, QueueName.BULK, OnlyTell).work(burst=True)

    assert re.fullmatch(told, (tmp_path / "told").read_text())
