"""Modals when Slack is slow or away, and in the language of their store."""

from contextlib import contextmanager
from dataclasses import replace
from threading import Event

import pytest

from models import stores
from models.database import Database
from slackbot import ids
from slackbot.app import bolt
from slackbot.web import create
from tests.support.web import Web

BUSY = "The desk is busy and nothing was changed."


def said(answer):
    return answer["view"]["blocks"][0]["text"]["text"]


@pytest.mark.parametrize("kind", ["500", "502_html", "429"])
def test_a_form_that_cannot_be_shown_says_so_in_its_place(story, dispute, kind):
    story.workspace.fault(kind, method="views.update", count=1)

    answer = story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")

    assert answer["status"] == 200
    assert BUSY in said(answer)


@pytest.mark.parametrize("method", ["views.open", "views.update"])
def test_a_form_that_cannot_come_at_all_is_told_to_the_person(story, dispute, method):
    story.workspace.fault("500", method=method)

    commanded = story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    pressed = story.workspace.press("UANA", ids.REPLY, message=dispute.card())

    assert [commanded["status"], pressed["status"]] == [200, 200]
    assert [BUSY in one["ephemeral"][0]["text"] for one in (commanded, pressed)] == [True, True]


def test_a_slow_slack_still_shows_the_form_within_its_patience(story, dispute):
    story.workspace.fault("slow", method="views.open", count=1, seconds=1.2)

    answer = story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")

    assert answer["status"] == 200
    assert answer["view"]["callback_id"] == ids.RESOLVE_MODAL


class Stuck(Database):
    """Answers no reader before it is set free."""

    def __init__(self, url):
        super().__init__(url)
        self.free = Event()

    @contextmanager
    def read(self):
        self.free.wait(10)
        with super().read() as session:
            yield session


@pytest.fixture
def stuck(story, settings):
    """A second web process, whose database does not answer."""
    database = Stuck(settings.database_url)
    desk = replace(story.desk, database=database)
    with Web(create(desk, bolt(desk))) as web:
        story.workspace.request_url = f"{web.url}/slack/events"
        yield
        database.free.set()


def test_a_database_that_hangs_is_told_within_slacks_patience(story, stuck):
    answer = story.workspace.command("UANA", "/dispute resolve #1")

    assert answer["status"] == 200
    assert BUSY in said(answer)


@pytest.fixture
def chinese(story, dispute):
    with story.desk.database.write() as session:
        stores.get(session, "nordic").language = "zh"
    return dispute


def test_a_slip_is_told_in_the_language_of_the_store(story, chinese):
    story.workspace.command("UANA", f"/dispute resolve #{chinese.number}")
    refunded = {ids.RESOLVE_REFUNDED: {ids.VALUE: "abc"}}

    answer = story.workspace.submit("UANA", {ids.RESOLVE_OUTCOME: {ids.VALUE: "won"}} | refunded)

    assert "不是" in answer["errors"][ids.RESOLVE_REFUNDED]


def test_a_refusal_too(story, chinese):
    story.workspace.command("UANA", f"/dispute resolve #{chinese.number}")
    story.workspace.command("UBEN", f"/dispute resolve #{chinese.number}")
    won = {ids.RESOLVE_OUTCOME: {ids.VALUE: "won"}}
    story.workspace.submit("UBEN", won)

    late = story.workspace.submit("UANA", won)
    viewer = story.workspace.command("UVIC", f"/dispute resolve #{chinese.number}")

    assert "已" in late["errors"][ids.RESOLVE_OUTCOME]
    assert "权限" in said(viewer) or "角色" in said(viewer)


def test_and_one_moment_where_the_channel_is_known(story, chinese):
    story.workspace.command("UANA", f"/dispute resolve #{chinese.number}")
    story.workspace.fault("500", method="views.update")

    answer = story.workspace.command("UANA", f"/dispute resolve #{chinese.number}")

    assert said(answer) == "请稍候…"
