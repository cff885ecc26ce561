"""What the tables show: how much waits, since when, and who gave a sign of life."""

import math
from collections.abc import Iterator
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily
from sqlmodel import Session

from models import stuck
from models.database import clock
from models.reading import sources
from models.watching import waiting, watch
from models.watching.waiting import Line
from slackbot.desk import Desk

PARTS = ("web", "redis")


def seen(session: Session, desk: Desk) -> Iterator[GaugeMetricFamily]:
    now = desk.now()
    yield _one("disputes_open", "Disputes that are open", waiting.open_disputes(session))
    yield from _messages(session)
    yield from _nudges(session, now)
    yield from _waiting(
        "follow_ups", "What follows from an event", waiting.follow_ups(session), now
    )
    under_way = waiting.actions_under_way(session)
    yield from _waiting("actions", "Actions at the platform", under_way, now)
    unclear = waiting.unclear_actions(session, now)
    yield _one("disputes_actions_unclear", "Actions of which nobody knows the end", unclear)
    yield from _channels(session)
    yield _heartbeats(session, desk, now)
    yield from _sources(session, now)


def _one(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value)


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0) if since else 0.0


def _waiting(name: str, about: str, line: Line, now: datetime) -> Iterator[GaugeMetricFamily]:
    yield _one(f"disputes_{name}_due", f"{about}, still to be done", line.count)
    oldest = f"disputes_{name}_oldest_seconds"
    yield _one(oldest, f"{about}: since when the first of them waits", _age(line.since, now))


def _messages(session: Session) -> Iterator[GaugeMetricFamily]:
    now = clock(session)  # Since when they wait is told by the same clock.
    about = "Messages that Slack lacks, or shows as they were"
    due = GaugeMetricFamily("disputes_messages_due", about, labels=["kind"])
    oldest = GaugeMetricFamily(
        "disputes_messages_oldest_seconds", "Since when the first of them waits", labels=["kind"]
    )
    for line in waiting.for_slack(session):
        due.add_metric([line.kind], line.count)
        oldest.add_metric([line.kind], _age(line.since, now))
    yield due
    yield oldest
    about = "Messages that stopped on their way to Slack: a person decides"
    yield _one("disputes_messages_stuck", about, stuck.count(session))


def _nudges(session: Session, now: datetime) -> Iterator[GaugeMetricFamily]:
    about = "Nudges that are due and do not stand in Slack"
    due = GaugeMetricFamily("disputes_nudges_due", about, labels=["state"])
    oldest = GaugeMetricFamily(
        "disputes_nudges_oldest_seconds", "Since the first of them was due", labels=["state"]
    )
    for line in (waiting.unfired_nudges(session, now), waiting.unposted_nudges(session)):
        due.add_metric([line.kind], line.count)
        oldest.add_metric([line.kind], _age(line.since, now))
    yield due
    yield oldest


def _channels(session: Session) -> Iterator[GaugeMetricFamily]:
    line, now = waiting.delayed_by_slack(session), clock(session)
    yield _one("disputes_channels_refused", "Channels that Slack refuses", line.count)
    wait = max((line.since - now).total_seconds(), 0.0) if line.since else 0.0
    yield _one("disputes_slack_wait_seconds", "Until every channel may get a new message", wait)


def _heartbeats(session: Session, desk: Desk, now: datetime) -> GaugeMetricFamily:
    about = "Since a part said that it lives, or a job came all the way through a queue"
    family = GaugeMetricFamily("disputes_heartbeat_age_seconds", about, labels=["name"])
    beats = sources.beats(session)
    by_socket = desk.settings.slack_app_token is not None
    queues = [name for name in beats if name.startswith(watch.QUEUE)]
    for name in [*watch.expected(PARTS, by_socket=by_socket), *queues]:
        at = beats.get(name)
        family.add_metric([name], (now - at).total_seconds() if at else math.inf)
    return family


def _sources(session: Session, now: datetime) -> Iterator[GaugeMetricFamily]:
    labels = ["store", "door"]
    age = GaugeMetricFamily(
        "disputes_source_age_seconds", "Since a store's door was last read", labels=labels
    )
    failures = GaugeMetricFamily(
        "disputes_source_failures", "Failures in a row to read it", labels=labels
    )
    for source, since in watch.doors(session):
        age.add_metric([source.store, source.door], _age(since, now))
        failures.add_metric([source.store, source.door], source.failures)
    yield age
    yield failures
