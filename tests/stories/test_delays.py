"""Slack is slow or away: wherever a person looks they see it, until it is over."""

from datetime import timedelta

import pytest
from sqlmodel import update

from models.messages import Message
from models.reading import sources
from models.watching import watch
from slackbot import health, ids
from tests.support.opening import opened
from tests.support.reading import text_of
from tests.support.waiting import on_another_host, pass_time


@pytest.fixture
def late(story):
    """A dispute whose card Slack has not taken for three minutes."""
    story.workspace.fault("500", method="chat.postMessage")
    dispute = opened(story, "L1")
    story.settle()
    late_for(story, timedelta(minutes=3))
    return dispute


def late_for(story, since):
    """Slack has refused for so long whatever it lacks, and refuses it once more."""
    pass_time(story)
    story.settle()
    with story.desk.database.write() as session:
        ago = story.desk.now() - since
        session.exec(update(Message).values(first_try_at=ago, wanted_at=ago))


def said(story, user, words):
    [answer] = story.workspace.command(user, f"/dispute {words}")["ephemeral"]
    return text_of(answer)


def home(story, user):
    story.workspace.home(user)
    story.settle()
    return text_of(story.workspace.page(user)["home"])


def is_back(story):
    story.workspace.clear()
    pass_time(story)
    story.settle()


TAKES_NOTHING = "Delayed by Slack, which has taken nothing for <#CNORDIC> since <!date^"


def test_a_list_says_it_until_it_is_over(story, late):
    assert TAKES_NOTHING in said(story, "UANA", "list")

    is_back(story)

    assert "Delayed" not in said(story, "UANA", "list")


def test_home_says_it(story, late):
    assert TAKES_NOTHING in home(story, "UANA")


def test_a_move_says_that_its_card_comes_later(story, late):
    assert "Its card is delayed: Slack has taken nothing since" in said(
        story, "UANA", f"claim #{late.number}"
    )

    is_back(story)

    assert said(story, "UANA", f"release #{late.number}").count("\n") == 0


def test_the_board_says_it(story, late):
    home(story, "UANA")
    story.workspace.press("UANA", ids.LIST)
    view = story.workspace.press("UANA", f"{ids.OPEN}more", f"more:{late.number}")["view"]

    assert "Its card is delayed: Slack has taken nothing since" in text_of(view)


def test_cards_that_show_what_is_over_are_told_as_well(story):
    dispute = opened(story, "L1")
    story.settle()
    story.workspace.fault("500", method="chat.update")
    said(story, "UANA", f"claim #{dispute.number}")
    story.settle()
    assert "Delayed" not in said(story, "UANA", "list")  # Within its minute.

    late_for(story, timedelta(minutes=3))
    assert TAKES_NOTHING in said(story, "UANA", "list")

    is_back(story)
    assert "Delayed" not in said(story, "UANA", "list")


def test_leads_are_told_what_is_late_for_them_and_agents_are_not(story):
    dispute = opened(story, "L1")
    story.settle()
    story.workspace.fault("500", method="chat.postMessage")
    said(story, "UANA", f"escalate #{dispute.number} The buyer threatens to go to the press.")
    story.settle()
    late_for(story, timedelta(minutes=3))

    assert "<#CLEADS>" in said(story, "ULEA", "list")
    assert "Delayed" not in said(story, "UANA", "list")


def test_the_rest_of_the_desk_is_not_delayed(story, late):
    with story.desk.database.write() as session:
        mine = update(Message).where(Message.channel == "CNORDIC")
        session.exec(mine.values(channel="CELSEWHERE"))

    assert "Delayed" not in said(story, "UANA", "list")


def test_it_is_no_longer_for_the_clock_of_the_host_that_is_asked(story, late):
    ahead = on_another_host(story, timedelta(minutes=10))

    assert health.delays(ahead)["CNORDIC"] < 300


def test_ready_and_doctor_tell_it(story, late, type_in):
    for part in watch.expected([], by_socket=False):
        with story.desk.database.write() as session:
            sources.beat(session, part, story.desk.now())
    ready = story.web.http.get("/ready").json()
    code, told, _ = type_in("doctor")

    assert ready["slack_delays"]["CNORDIC"] >= 180
    assert code == 1
    assert "delivery: Delayed by Slack: CNORDIC (4 min). Nothing is lost." in told
