"""The one word upward: a hint to the queue that something is due. It may be lost."""

import re
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.utils import str_to_date

from models import tracing

log = structlog.get_logger()

TRACE = "trace"  # Among what a job bears.
PATIENCE = 1  # Seconds; a person waits for the answer behind this.
KEPT = 60  # Seconds that a finished hint is remembered.
WAITS = 2  # Seconds at most that a hint stands for those after it.
SLOT = re.compile(r"clock-.+-(\d+)")  # As the clock names its jobs: the slot in which they are due.


class Due(StrEnum):
    """What may be due, as `<queue>:<dotted name of the job>`."""

    MESSAGES = "delivery:jobs.messages.deliver"
    FOLLOW_UPS = "default:jobs.follow_ups.work_off"
    GRANTS = "default:jobs.connecting.exchange"
    TOKENS = "default:jobs.renewing.renew"
    PUSHED = "default:jobs.pushes.read"  # With the seller's id and the order's, if there is one.
    ACTION = "default:jobs.sending.send"  # With the action's number.
    ORDER = "default:jobs.asked.refresh"  # With its key, who asked in which language, and where.
    CHARTS = "default:jobs.charts.work.draw"
    STORE = "bulk:jobs.polls.poll_store"  # With the store's name.


def connection(url: str) -> Redis:
    """A connection that gives up at once: the database remembers what Redis misses."""
    return Redis.from_url(
        url,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
    )


class Wake:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def __call__(self, *what: Due) -> None:
        for due in what or (Due.MESSAGES, Due.FOLLOW_UPS):
            if not self.hint(due):
                return

    def ping(self) -> None:
        """
        Raises:
            RedisError: it does not answer.

        """
        self.redis.ping()

    def waiting(self, queue: str) -> tuple[int, datetime | None]:
        """
        How many jobs wait in a queue, and since when the first of them does.

        Raises:
            RedisError: it does not answer.

        """
        jobs = Queue(queue, connection=self.redis, serializer=JSONSerializer)
        count, first = jobs.count, jobs.get_job_ids(0, 1)
        return count, self._since(first[0]) if first else None

    def taken_up(self, what: str) -> None:
        """From now on what is due may be new to the job, as `Due` names it: hint again."""
        with suppress(RedisError):  # Then the mark ends by itself.
            self.redis.delete(_mark(what))

    def _since(self, job_id: str) -> datetime | None:
        """Since when a job waits; one that nobody came for in time left nothing but its place."""
        at = self.redis.hget(Job.key_for(job_id), "enqueued_at")
        if isinstance(at, bytes | str):
            return str_to_date(at)
        slot = SLOT.fullmatch(job_id)
        return datetime.fromtimestamp(int(slot[1]), UTC) if slot else None

    def hint(self, due: Due, *arguments: str) -> bool:
        """Say that something is due; False when Redis did not take it."""
        queue, _, job = due.partition(":")
        try:
            if not arguments and not self.redis.set(_mark(due), 1, nx=True, ex=WAITS):
                return True  # The one that waits finds all that is due when it is taken up.
            Queue(queue, connection=self.redis, serializer=JSONSerializer).enqueue(
                job,
                *arguments,
                job_id=f"wake-{uuid.uuid4().hex}",
                unique=True,
                result_ttl=KEPT,
                # A hint to look for whatever is due is nobody's own.
                meta={TRACE: tracing.current()} if arguments else {},
            )
        except DuplicateJobError:
            return True  # The first answer was lost on the way, the hint was not.
        except RedisError as error:
            # The change is saved; the clock's next sweep will find it.
            log.warning("wake_failed", error=str(error))
            return False
        return True


def _mark(what: str) -> str:
    """Stands in Redis while a hint without arguments waits in its queue."""
    return f"hinted:{what}"
