"""Somebody wants to be left alone: by command, from the card, from a nudge, and not too long."""

from datetime import timedelta

import pytest

from models import disputes
from tests.support.reading import has_button, text_of
from tests.support.waiting import due_in, tick


@pytest.fixture
def mine(story, dispute):
    """Ana's dispute, due in fifty hours."""
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, hours=50)
    story.settle()
    return dispute


def row(story, dispute):
    with story.desk.database.read() as session:
        return disputes.get(session, dispute.number)


def says(story, text, user="UANA"):
    [answer] = story.workspace.command(user, text)["ephemeral"]
    return text_of(answer)


def test_the_card_says_until_when_and_by_whom(story, mine):
    assert "rests until" in says(story, f"/dispute snooze #{mine.number} 2h")
    story.settle()

    assert "Snoozed until" in text_of(mine.card())
    left = row(story, mine).snoozed_until - story.desk.now()
    assert timedelta(minutes=119) < left <= timedelta(hours=2)


def test_it_says_that_the_deadline_does_not_move(story, mine):
    said = says(story, f"/dispute snooze #{mine.number} 9d")

    assert "and no longer: that is 1 h before AliExpress' deadline" in said


def test_a_day_is_one_of_the_persons_own(story, mine):
    story.workspace.command("UADA", f"/dispute snooze #{mine.number} 明天9点")

    until = row(story, mine).snoozed_until
    assert until is not None
    assert until.minute == 0


def test_it_can_be_ended_and_the_card_forgets_it(story, mine):
    story.workspace.command("UANA", f"/dispute snooze #{mine.number} 2h")
    assert "rests no longer" in says(story, f"/dispute snooze #{mine.number} off")
    story.settle()

    assert "Snoozed" not in text_of(mine.card())


def test_a_refusal_says_what_to_do(story, mine):
    refused = {
        ("UBEN", "2h"): "Only its owner or a lead",
        ("UANA", "some day"): "does not say until when",
        ("UANA", "off"): "does not rest",
    }
    for (user, words), why in refused.items():
        assert why in says(story, f"/dispute snooze #{mine.number} {words}", user)


def test_from_the_card_a_form_asks_how_long(story, mine):
    story.workspace.press("UANA", "dispute_menu", f"snooze:{mine.number}", message=mine.card())
    answer = story.workspace.submit(
        "UANA", {"snooze_pick": {"value": None}, "snooze_text": {"value": "soon"}}
    )
    assert "does not say until when" in answer["errors"]["snooze_text"]
    story.workspace.submit("UANA", {"snooze_pick": {"value": "4h"}, "snooze_text": {"value": ""}})

    assert row(story, mine).snoozed_by == "UANA"


def test_on_a_nudge_it_is_one_choice_away(story, mine):
    due_in(story, mine.number, hours=23, minutes=30)
    tick(story)
    [nudge] = [m for m in mine.thread() if has_button(m, "dispute_snooze")]
    story.workspace.press("UANA", "dispute_snooze", f"1h:{mine.number}", message=nudge)

    assert row(story, mine).snoozed_by == "UANA"
