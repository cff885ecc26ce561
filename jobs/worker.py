"""A worker: one queue, one process, a fork for each job."""

import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from typing import Any

from redis import Redis
from rq import Queue, Worker
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer

from jobs import leaving
from jobs.desk_job import DeskJob
from jobs.failures import Failures
from jobs.heartbeats import Heartbeat
from jobs.queues import QueueName
from jobs.registry import JOBS, LAZY
from jobs.sources.calling import trusted
from models.settings import Settings
from slackbot.warming import warm

LONGEST = 100  # Of the name of an error.


class DeskWorker(Worker):
    """Says that it lives, at least every 45 seconds; its horses say nothing."""

    beat: Callable[[], None] = staticmethod(lambda: None)
    failed: Callable[[str], None] = staticmethod(lambda _error: None)
    keep: Callable[[], None] = staticmethod(lambda: None)
    max_connection_wait_time = 5.0  # Seconds; by RQ's own it may look a minute after Redis is back.
    _told: int
    _tells: int  # A pipe from the horse: why its job failed.

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        super().heartbeat(timeout, pipeline)
        if not self.is_horse:
            self.beat()
            self.keep()

    def handle_work_horse_killed(self, job: Job, *how: Any) -> None:
        super().handle_work_horse_killed(job, *how)  # type: ignore[no-untyped-call]
        self.failed("Killed")

    def handle_exception(self, job: Job, *what: Any) -> None:
        """In the horse, which ends at once: only its worker can wait for a database."""
        super().handle_exception(job, *what)
        os.write(self._tells, what[0].__name__.encode())

    def fork_work_horse(self, job: Job, queue: Queue) -> None:
        self._told, self._tells = os.pipe()
        super().fork_work_horse(job, queue)
        os.close(self._tells)  # The horse keeps its own, and never comes here.

    def setup_work_horse_signals(self) -> None:
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]
        leaving.listen()

    def handle_warm_shutdown_request(self) -> None:
        super().handle_warm_shutdown_request()  # type: ignore[no-untyped-call]
        if self.horse_pid:
            with suppress(ProcessLookupError):
                os.kill(self.horse_pid, signal.SIGTERM)

    def monitor_work_horse(self, job: Job, queue: Queue, execution: Execution) -> None:
        try:
            super().monitor_work_horse(job, queue, execution)
        finally:
            if error := _last_words(self._told):
                self.failed(error)


def _last_words(told: int) -> str:
    """What a horse that ended had to say; a child of it that lives on is not waited for."""
    os.set_blocking(told, False)
    with os.fdopen(told, "rb", buffering=0) as words:
        return (words.read(LONGEST) or b"").decode(errors="replace")


def work(settings: Settings, queue: QueueName, *, burst: bool = False) -> None:
    """
    Work a queue off until SIGTERM, or until it is empty.

    It also returns when Redis goes away under a job, so whoever called starts it again.
    """
    preload(JOBS - LAZY)
    trusted()
    warm()
    with Redis.from_url(settings.redis) as connection:
        worker = desk_worker(connection, queue)
        worker.beat = Heartbeat(settings, f"worker:{queue}")
        failures = Failures(settings)
        worker.failed, worker.keep = failures, failures.keep
        worker.work(burst=burst)


def desk_worker(
    connection: Redis, queue: QueueName, job_class: type[DeskJob] = DeskJob
) -> DeskWorker:
    """With short intervals: by RQ's own, a job whose worker was killed waits 13 minutes."""
    return DeskWorker(
        [Queue(queue, connection=connection, serializer=JSONSerializer, job_class=job_class)],
        connection=connection,
        serializer=JSONSerializer,
        job_class=job_class,
        worker_ttl=60,
        maintenance_interval=30,
        job_monitoring_interval=10,
        log_job_description=False,  # The arguments are nobody's business.
    )


def is_idle(settings: Settings) -> bool:
    with Redis.from_url(settings.redis) as connection:
        return not any(Queue(queue, connection=connection).count for queue in QueueName)


def preload(names: Iterable[str]) -> None:
    """Import once what every horse would otherwise import anew."""
    for name in sorted(names):
        import_module(name.rpartition(".")[0])
