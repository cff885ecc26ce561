"""Claimed, and nothing comes of it: its owner hears of it, then it is anybody's again."""

from datetime import timedelta

from jobs import messages as delivering
from models import disputes, rules
from models.nudging import ladders
from tests.support.reading import text_of
from tests.support.waiting import tick


def idle(story, dispute, *, claimed, left):
    """Ana has it since so many hours, and so many are left."""
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    now = story.desk.now()
    with story.desk.database.write() as session:
        row = disputes.get(session, dispute.number)
        row.claimed_at = row.turn_since = now - timedelta(hours=claimed)
        row.due_at = now + timedelta(hours=left)
        ladders.for_dispute(session, row, now)
    tick(story)


def direct(story, user):
    return story.workspace.messages(story.workspace.direct(user))


def test_after_half_of_the_time_its_owner_is_reminded(story, dispute):
    idle(story, dispute, claimed=60, left=50)

    [nudge] = direct(story, "UANA")
    assert f"<@UANA>, #{dispute.number} is yours since" in text_of(nudge)


def test_after_three_quarters_it_is_anybodys_and_the_leads_hear_whose_it_was(story, dispute):
    idle(story, dispute, claimed=40, left=10)

    [told] = story.workspace.messages("CLEADS")
    assert f"*#{dispute.number} is back in the queue*: <@UANA> had it" in text_of(told)
    assert "nobody has it" in text_of(dispute.card())


def test_whose_it_was_is_told_without_waking_them(story, dispute):
    """Only a new message calls people: an edit may name whoever rests."""
    today = story.desk.now().date()
    away = f"first = {today - timedelta(1)}, last = {today + timedelta(1)}"
    with story.desk.database.write() as session:
        text = f"{rules.DEFAULT}\n[people.UANA]\naway = [{{ {away} }}]\n"
        rules.apply(session, text, "UADA", story.desk.now())
    idle(story, dispute, claimed=40, left=10)
    [told] = story.workspace.messages("CLEADS")
    assert "its owner had it" in text_of(told)
    assert "<@UANA>" not in text_of(told)

    delivering.redraw()
    story.settle()

    [told] = story.workspace.messages("CLEADS")
    assert "<@UANA> had it" in text_of(told)


def test_once_somebody_has_it_again_the_leads_are_asked_no_more(story, dispute):
    idle(story, dispute, claimed=40, left=10)
    story.workspace.command("UBEN", f"/dispute claim #{dispute.number}")
    story.settle()

    [told] = story.workspace.messages("CLEADS")
    assert f"✔ #{dispute.number} has an owner again: <@UBEN>" in text_of(told)
