"""Jobs to the last: what the queues hold, and what the tables still want."""

import logging

from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from jobs.desk_job import DeskJob
from jobs.queues import QueueName
from slackbot.delivery import Delivery
from tests.support.redis import connection


class QuickWorker(SimpleWorker):
    """Heeds no commands from Redis, for the thread that does so takes a second to end."""

    should_run_maintenance_tasks = False  # No worker before it died over a job.

    def subscribe(self):
        pass


def own_words_only():
    """RQ gives its logger a handler of its own; other tests look at what comes out."""
    logger = logging.getLogger("rq.worker")
    logger.handlers.clear()
    logger.propagate = True


def settled(desk):
    """Work every queue off, then deliver what no wake-up spoke of."""
    about = {
        "connection": connection(desk.settings.redis),
        "serializer": JSONSerializer,
        "job_class": DeskJob,
    }
    queues = [Queue(name, **about) for name in QueueName]
    QuickWorker(queues, **about).work(burst=True, logging_level="ERROR")
    own_words_only()
    assert [queue.failed_job_registry.count for queue in queues] == [0, 0, 0]
    Delivery(desk, seconds=20).run()
