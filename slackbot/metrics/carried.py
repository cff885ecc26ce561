"""What Redis carries: jobs that wait for a worker."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily

from models.watching.watch import WORKERS
from slackbot.desk import Desk


def seen(desk: Desk) -> Iterator[GaugeMetricFamily]:
    """
    Raises:
        RedisError: it does not answer.

    """
    jobs = GaugeMetricFamily("disputes_queue_jobs", "Jobs that wait", labels=["queue"])
    ages = GaugeMetricFamily(
        "disputes_queue_age_seconds", "Since the first of them waits", labels=["queue"]
    )
    for queue in WORKERS:
        count, since = desk.wake.waiting(queue)
        jobs.add_metric([queue], count)
        age = max((desk.now() - since).total_seconds(), 0.0) if since else 0.0
        ages.add_metric([queue], age)
    yield jobs
    yield ages
