"""Nudges before a deadline: in time, once, and gone when over."""

from datetime import timedelta

import pytest
from sqlmodel import select

from jobs import nudges
from models import rules
from models.hours import presence
from models.nudging import ladders
from models.nudging.nudges import Nudge
from models.records import DueKind
from slackbot.delivery import Delivery
from tests.support.opening import opened, take
from tests.support.reading import direct, text_of
from tests.support.waiting import due_in, on_another_host, pass_time, tick


def nudges_of(dispute):
    return [m for m in dispute.thread() if "⏳" in text_of(m) or "🔴" in text_of(m)]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ({"hours": 71, "minutes": 30}, "72 h left"),
        ({"hours": 30, "minutes": 30}, "30 h left"),
        ({"hours": 23, "minutes": 30}, "24 h left"),
        ({"hours": 3, "minutes": 30}, "3 h left"),
        ({"minutes": 50}, "Under 1 h left"),
        ({"minutes": -1}, "The deadline of"),
    ],
)
def test_each_step_stands_in_the_thread_and_earlier_ones_collapse_into_it(
    story, dispute, left, words
):
    due_in(story, dispute.number, **left)
    tick(story)

    [nudge] = nudges_of(dispute)
    assert words in text_of(nudge)


def test_a_nudge_names_its_owner_and_is_said_once(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, hours=5, minutes=30)
    tick(story)
    tick(story)

    [nudge] = nudges_of(dispute)
    assert "<@UANA>, it is yours." in text_of(nudge)


def test_answered_on_the_platform_the_nudge_says_so(story, dispute):
    due_in(story, dispute.number, hours=5, minutes=30)
    tick(story)

    story.gateway.answer(dispute.issue_id)
    take(story, dispute.issue_id)
    story.settle()

    assert nudges_of(dispute) == []
    assert any("✔ Answered" in text_of(message) for message in dispute.thread())


def test_no_nudge_for_what_was_resolved_before_it_fell_due(story, dispute):
    due_in(story, dispute.number, hours=7)
    tick(story)
    story.workspace.command("UANA", f"/dispute resolve #{dispute.number}")
    story.workspace.submit(
        "UANA",
        {
            "resolve_outcome": {"value": "withdrawn"},
            "resolve_refunded": {"value": ""},
            "resolve_prevention": {"value": ""},
        },
    )

    with story.desk.database.read() as session:
        left = session.exec(select(Nudge).where(Nudge.dispute_id == dispute.number)).all()
    assert all(nudge.sent_at or nudge.cancelled_at for nudge in left)


def test_the_rules_are_the_ones_that_the_docs_promise():
    ladder = rules.read(rules.DEFAULT).of("nordic").ladder(DueKind.RESPOND, None)
    assert [step.before / timedelta(hours=1) for step in ladder.steps] == [72, 24, 6, 1, 0]


def test_after_slack_was_away_nobody_is_woken_by_what_was_decided_before(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, hours=30, minutes=30)
    story.workspace.fault("500", method="chat.postMessage", share=1)
    tick(story)
    rests(story, "UANA", until=story.desk.now() + timedelta(hours=9))
    an_hour_passes(story)

    story.workspace.clear()
    tick(story)
    tick(story)

    assert direct(story, "UANA") == nudges_of(dispute) == []

    rests(story, "UANA", until=None)
    tick(story)
    tick(story)

    [message] = direct(story, "UANA")
    assert "30 h left" in text_of(message)


def test_nor_by_what_names_them_beside_several_threads(story, dispute):
    other = opened(story, "P1")
    for one in (dispute, other):
        story.workspace.command("UANA", f"/dispute claim #{one.number}")
        due_in(story, one.number, hours=23, minutes=30)
    story.workspace.fault("500", method="chat.postMessage", share=1)
    tick(story)
    rests(story, "UANA", until=story.desk.now() + timedelta(hours=9))
    an_hour_passes(story)

    story.workspace.clear()
    story.settle()

    assert direct(story, "UANA") == []


def test_what_was_decided_anew_is_not_said_by_its_former_message_as_well(story, dispute):
    """Of two nudges in it the first is Ben's by the time at which Slack is back."""
    other = opened(story, "P1")
    for one in (dispute, other):
        story.workspace.command("UANA", f"/dispute claim #{one.number}")
        due_in(story, one.number, hours=30)
    story.workspace.fault("500", method="chat.postMessage", share=1)
    tick(story)
    an_hour_passes(story)
    story.workspace.clear()
    story.settle()
    story.workspace.command("UANA", f"/dispute release #{dispute.number}")
    story.workspace.command("UBEN", f"/dispute claim #{dispute.number}")
    tick(story)
    [said] = direct(story, "UANA")

    story.workspace.command("UANA", f"/dispute escalate #{other.number} See to it")
    tick(story)

    assert [message["ts"] for message in direct(story, "UANA")] == [said["ts"]]
    assert unfired(story) == []


def unfired(story):
    with story.desk.database.read() as session:
        planned = Nudge.sent_at.is_(None), Nudge.cancelled_at.is_(None)
        return session.exec(select(Nudge).where(*planned, Nudge.due_at <= story.desk.now())).all()


@pytest.mark.parametrize("minutes", [-12, 12])
def test_a_host_whose_clock_is_off_says_what_another_one_decided(story, dispute, minutes):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()
    due_in(story, dispute.number, hours=30, minutes=30)
    nudges.fire()

    Delivery(on_another_host(story, timedelta(minutes=minutes)), seconds=5).run()

    [message] = direct(story, "UANA")
    assert "30 h left" in text_of(message)


def rests(story, user, until):
    with story.desk.database.write() as session:
        presence.put(session, user, paused_until=until)
        ladders.for_owners(session, story.desk.now(), [user])


def an_hour_passes(story):
    """In which Slack takes nothing, and the desk tries again and again."""
    pass_time(story, timedelta(hours=1))
