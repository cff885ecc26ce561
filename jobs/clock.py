"""
The clock: enqueues what is due, under one id per slot, so that two clocks do no harm.

It keeps nothing: what is due stands in the tables, and each job looks there.
"""

import signal
from datetime import UTC, datetime
from types import FrameType

import structlog
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.interval import IntervalTrigger
from redis.exceptions import RedisError
from rq import Queue
from rq.exceptions import DuplicateJobError
from rq.registry import clean_registries
from rq.serializers import JSONSerializer

from jobs.desk_job import DeskJob
from jobs.queues import QueueName
from models.reading import sources
from models.settings import Settings
from slackbot.desk import Desk
from slackbot.wake import connection
from slackbot.watchdog import LOOKS, Watchdog

log = structlog.get_logger()

HEARTBEAT = "clock"
LIVES = 15  # Seconds between two signs of life.
LONGEST = {
    "jobs.polls.poll": 1800,
    "jobs.hotspots.look": 1800,
}  # Seconds a job may take; others have RQ's three minutes.
KEPT = 3600  # Seconds that a slot's job is remembered; longer than clocks may differ.

# What runs how often, in seconds: `<queue>:<job>`.
SCHEDULE: dict[str, int] = {
    "delivery:jobs.messages.deliver": 10,  # Catches what a lost wake-up left behind.
    "default:jobs.follow_ups.work_off": 15,  # The same.
    "default:jobs.connecting.exchange": 15,  # The same.
    "default:jobs.nudges.fire": 20,
    "default:jobs.renewing.renew": 60,
    "default:jobs.sending.sweep": 20,  # What is to be done at the platform.
    "default:jobs.messages.redraw": 60,
    "default:jobs.digests.post": 60,
    "default:jobs.charts.due.look": 20,
    "default:jobs.forecasts.keep": 60,
    "default:jobs.presence.refresh": 60,
    "default:jobs.groups.refresh": 300,
    "delivery:jobs.watching.delivery_runs": 30,
    "default:jobs.watching.default_runs": 30,
    "default:jobs.cleaning.forget": 3600,
    "default:jobs.relocking.relock": 300,
    "default:jobs.nights.begin": 900,
    "bulk:jobs.hotspots.look": 1800,  # Once a day and store; the job looks whose morning it is.
}
AI = "bulk:jobs.ai.work.work"  # Where there is a key.
AI_SECONDS = 20
POLL = "bulk:jobs.polls.poll"  # As often as POLL_SECONDS says.


class Clock:
    def __init__(self, settings: Settings, desk: Desk) -> None:
        self._desk = desk
        self._schedule = SCHEDULE | {POLL: settings.poll_seconds}
        if settings.ai_api_key is not None:
            self._schedule |= {AI: AI_SECONDS}
        self._redis = connection(settings.redis)

    def schedule(self, scheduler: BaseScheduler) -> None:
        for what, seconds in self._schedule.items():
            scheduler.add_job(
                self.fire,
                IntervalTrigger(seconds=seconds, timezone=UTC),
                args=[what, seconds],
                id=what,
                next_run_time=self._desk.now(),  # At once, for nobody knows how long it stood.
            )
        now = self._desk.now()
        scheduler.add_job(self.live, IntervalTrigger(seconds=LIVES), next_run_time=now)
        looks = IntervalTrigger(seconds=int(LOOKS), timezone=UTC)
        scheduler.add_job(Watchdog(self._desk, HEARTBEAT).look, looks, next_run_time=now)

    def fire(self, what: str, seconds: int) -> None:
        """Enqueue a job for the slot of time that it is now, unless somebody has."""
        queue, _, job = what.partition(":")
        try:
            self._queue(QueueName(queue)).enqueue(
                job,
                job_id=slot_id(job, seconds, self._desk.now()),
                unique=True,
                result_ttl=KEPT,
                ttl=max(2 * seconds, LIVES),  # Where no worker comes, the next slot's job will do.
                job_timeout=LONGEST.get(job),
            )
        except DuplicateJobError:
            return  # Another clock was first, or an answer got lost on the way.
        except RedisError as error:
            # The next slot tries again; what is due stands in the tables.
            log.warning("clock_could_not_enqueue", job=job, error=str(error))

    def live(self) -> None:
        """Say that the clock lives, and bring back jobs whose worker died."""
        with self._desk.database.write() as session:
            sources.beat(session, HEARTBEAT, self._desk.now())
        try:
            for name in QueueName:
                clean_registries(self._queue(name))
        except RedisError as error:
            # Redis is away; so are its abandoned jobs.
            log.warning("clock_could_not_clean", error=str(error))

    def _queue(self, name: QueueName) -> Queue:
        return Queue(name, connection=self._redis, serializer=JSONSerializer, job_class=DeskJob)


def slot_id(job: str, seconds: int, now: datetime) -> str:
    """One id for all who ask within the same slot; RQ takes letters, digits, `_` and `-`."""
    slot = int(now.timestamp()) // seconds * seconds
    return f"clock-{job.replace('.', '-')}-{slot}"


def run(settings: Settings) -> None:
    """Tick until SIGTERM."""
    scheduler = BlockingScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": 60}
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    desk = Desk.open(settings)
    Clock(settings, desk).schedule(scheduler)
    scheduler.start()
    desk.close()
