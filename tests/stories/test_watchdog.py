"""Who watches the desk is told when a part of it falls silent: once, and when it is well again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from jobs import watching
from models import stores
from models.database import Database
from models.nudging import reminders
from models.nudging.nudges import Nudge
from models.reading import sources
from slackbot import health
from slackbot.wake import Wake, connection
from slackbot.watchdog import Watchdog
from tests.support.reading import text_of
from tests.support.waiting import due_in

PARTS = ("worker:delivery", "worker:default", "worker:bulk", "clock", "web")
MINUTE = timedelta(minutes=1)


class Watchers:
    """Two watchers, as web and clock are, and a time that the story moves."""

    def __init__(self, desk):
        self.now = desk.now()
        self.desk = replace(desk, now=lambda: self.now)
        self.dogs = [Watchdog(self.desk, name) for name in ("web", "clock")]

    def beat(self, *parts):
        with self.desk.database.write() as session:
            for part in parts:
                sources.beat(session, part, self.now)

    def go(self, minutes, but=(), among=PARTS):
        """Time passes; all parts but these live, and whoever watches looks."""
        for _minute in range(minutes):
            self.now += MINUTE
            with self.desk.database.write() as session:  # What the demo stores would be read.
                for store in stores.active(session):
                    for door in sources.Door:
                        sources.succeeded(session, store.name, door, self.now, 0)
            self.beat(*(part for part in among if part not in but))
            for dog in self.dogs:
                if dog._me not in but:
                    dog.look()


@pytest.fixture
def watchers(desk):
    watchers = Watchers(desk)
    watchers.go(4)
    return watchers


@pytest.fixture
def told(workspace):
    return lambda: workspace.messages("COPS")


def test_a_desk_that_is_well_is_silent_about_it(watchers, told):
    assert told() == []


def test_a_silent_part_is_told_once_and_with_no_worker_at_all(watchers, told):
    watchers.go(9, but=("worker:delivery", "worker:default", "worker:bulk"))

    [message] = told()
    assert "⚠ *The desk needs a look*" in text_of(message)
    assert text_of(message).count("• No sign of life from worker:") == 3


@pytest.mark.parametrize("part", ["clock", "web", "worker:bulk"])
def test_each_part_is_watched_by_another(watchers, told, part):
    watchers.go(4, but=(part,))

    [message] = told()
    assert f"No sign of life from {part} since" in text_of(message)
    assert any(part in reason for reason in health.reasons(watchers.desk)) or part == "web"


def test_it_says_when_all_is_well_again(watchers, told):
    watchers.go(4, but=("clock",))
    watchers.go(1)

    [message] = told()
    assert "✔ *The desk is well again*" in text_of(message)
    assert "⚠" not in text_of(message)


def test_what_follows_at_once_joins_the_message_and_what_comes_later_does_not(watchers, told):
    watchers.go(4, but=("clock",))
    watchers.go(4, but=("clock", "worker:bulk"))
    [message] = told()
    assert ("from clock" in text_of(message), "worker:bulk" in text_of(message)) == (True, True)

    watchers.go(9, but=("clock", "worker:bulk"))
    watchers.go(4, but=("clock", "worker:bulk", "worker:default"))
    assert [("worker:default" in text_of(m)) for m in told()] == [False, True]


def test_a_nudge_that_nobody_fires_is_told(story, dispute, told):
    due_in(story, dispute.number, hours=5, minutes=58)
    watchers = Watchers(story.desk)
    watchers.go(4)
    assert told() == []
    watchers.go(3)

    [message] = told()
    assert "2 nudges are late" in text_of(message)  # To the thread, and to the leads.
    with story.desk.database.write() as session:
        session.exec(update(Nudge).values(cancelled_at=watchers.now))
    watchers.go(1)
    assert "✔ *The desk is well again*" in text_of(told()[0])


def test_a_nudge_that_was_fired_and_does_not_stand_is_told(story, dispute, told):
    due_in(story, dispute.number, hours=5, minutes=58)
    story.workspace.fault("500", method="chat.postMessage")
    with story.desk.database.write() as session:
        reminders.fire(session, story.desk.now() + 3 * MINUTE)
    story.settle()
    story.workspace.clear()
    watchers = Watchers(story.desk)
    watchers.go(10)

    assert any("does not stand in Slack" in text_of(message) for message in told())


def test_a_store_that_is_not_read_is_told(watchers, told):
    watchers.go(1)
    with watchers.desk.database.write() as session:
        sources.of(session, "nordic", sources.Door.ORDERS).read_at -= 31 * MINUTE
    for dog in watchers.dogs:
        dog._since -= 31 * MINUTE
        dog.look()

    [message] = told()
    assert "nordic: orders not read since" in text_of(message)


def test_redis_that_is_gone_is_told(watchers, told):
    away = Wake(connection("redis://127.0.0.1:1/0"))
    for dog in watchers.dogs:
        dog._desk = replace(watchers.desk, wake=away)
    watchers.go(4)

    [message] = told()
    assert "No sign of life from redis since" in text_of(message)


def test_a_queue_that_stands_although_its_worker_lives_is_told(watchers, told, desk):
    watching.delivery_runs()
    watching.default_runs()
    for _minute in range(7):
        watchers.beat("queue:default")
        watchers.go(1)

    [message] = told()
    assert "Nothing came through the queue delivery since" in text_of(message)


@pytest.mark.parametrize("redis", ["redis too", "redis lives"])
def test_a_database_that_is_away_is_told_once_and_when_it_is_back(watchers, told, redis):
    away = replace(watchers.desk, database=Database("postgresql://nobody@127.0.0.1:1/none", 1))
    for dog in watchers.dogs:
        dog._desk = away
        if redis == "redis too":
            dog._blind._desk = replace(away, wake=Wake(connection("redis://127.0.0.1:1/0")))
    watchers.go(6)
    said = [text_of(message) for message in told()]
    assert ["⚠ *The database does not answer*" in text for text in said] == [True] * len(said)
    assert len(said) == (2 if redis == "redis too" else 1)

    for dog in watchers.dogs:
        dog._desk = watchers.desk
    watchers.dogs.reverse()  # Whoever sees it first ends it.
    watchers.go(1)
    assert all("✔ *The database answers again*" in text_of(message) for message in told())


def test_after_a_pause_of_everything_each_part_has_time_to_come_back(watchers, told):
    watchers.now += timedelta(hours=9)
    for dog in watchers.dogs:
        dog.look()
    watchers.go(5)

    assert told() == []


def test_after_a_lost_answer_it_stands_once(watchers, told, workspace):
    workspace.fault("lost_answer", method="chat.postMessage", count=1)
    watchers.go(4, but=("clock",))

    assert len(told()) == 1


def test_without_a_channel_the_log_says_it_once(desk, settings):
    quiet = replace(desk, settings=settings.model_copy(update={"ops_channel": None}))
    watchers = Watchers(quiet)
    watchers.go(4)
    with capture_logs() as lines:
        watchers.go(5, but=("clock",))

    said = [line["trouble"] for line in lines if line["event"] == "trouble"]
    assert said == ["silent:clock"]
