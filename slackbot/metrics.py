"""GET /metrics: one collector that counts in the database when it is asked."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlmodel import Session, col, func, select, text

from models.disputes import Dispute
from models.events import FollowUp
from models.messages import Message, State
from models.nudging import nudges
from models.nudging.nudges import Nudge
from models.reading import sources
from slackbot.desk import Desk


class DeskCollector(Collector):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # Nothing is counted before somebody asks.

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with self._desk.database.read() as session:
            yield from _counts(session, self._desk)
            yield from _ages(session, self._desk)


def _counts(session: Session, desk: Desk) -> Iterator[GaugeMetricFamily]:
    counted = {
        "disputes_open": select(func.count())
        .select_from(Dispute)
        .where(col(Dispute.closed_at).is_(None)),
        "disputes_messages_due": select(func.count())
        .select_from(Message)
        .where(text("wanted > posted AND state = 'live'")),
        "disputes_messages_unclear": select(func.count())
        .select_from(Message)
        .where(col(Message.state) == State.UNCLEAR),
        "disputes_nudges_due": select(func.count())
        .select_from(Nudge)
        .where(*nudges.ready(desk.now())),
        "disputes_follow_ups_due": select(func.count())
        .select_from(FollowUp)
        .where(col(FollowUp.done_at).is_(None)),
    }
    for name, query in counted.items():
        yield GaugeMetricFamily(name, name.replace("_", " "), session.exec(query).one())


def _ages(session: Session, desk: Desk) -> Iterator[GaugeMetricFamily]:
    beats = GaugeMetricFamily(
        "disputes_heartbeat_age_seconds", "Since a process said that it lives", labels=["name"]
    )
    for name, at in sources.beats(session).items():
        beats.add_metric([name], (desk.now() - at).total_seconds())
    yield beats
    read = GaugeMetricFamily(
        "disputes_source_age_seconds",
        "Since a source was last read with success",
        labels=["store", "door"],
    )
    for source in sources.all_of(session):
        if source.read_at is not None:
            age = (desk.now() - source.read_at).total_seconds()
            read.add_metric([source.store, source.door], age)
    yield read
