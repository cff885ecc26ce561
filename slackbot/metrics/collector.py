"""The one collector of Prometheus: it must answer when the database and Redis do not."""

from collections.abc import Iterator

import structlog
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from slackbot.desk import Desk
from slackbot.metrics import carried, counted, tables

log = structlog.get_logger()

# What else a database complains of is a fault of ours, and must not look like its absence.
AWAY = (OperationalError, InterfaceError, NoConnection)


class DeskCollector(Collector):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self) -> list[Metric]:
        return []  # Nothing is counted before somebody asks.

    def collect(self) -> Iterator[Metric]:
        yield from self._of_database()
        yield from self._of_redis()

    def _of_database(self) -> Iterator[Metric]:
        seen: list[Metric] = []
        try:
            with self._desk.database.read() as session:
                seen = [*tables.seen(session, self._desk), *counted.seen(session)]
        except AWAY as error:
            log.warning("metrics_without_database", error=type(error).__name__)
        yield GaugeMetricFamily("disputes_database_up", "Whether the database answers", bool(seen))
        yield from seen

    def _of_redis(self) -> Iterator[Metric]:
        seen: list[Metric] = []
        try:
            seen = list(carried.seen(self._desk))
        except RedisError as error:
            log.warning("metrics_without_redis", error=type(error).__name__)
        yield GaugeMetricFamily("disputes_redis_up", "Whether Redis answers", bool(seen))
        yield from seen
