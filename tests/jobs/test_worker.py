"""What a worker runs, and what it will not."""

import subprocess
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from jobs.desk_job import DeskJob
from jobs.queues import QueueName
from jobs.running.run_plan import disputes
from jobs.worker import desk_worker, is_idle, work
from models.database import Database
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
