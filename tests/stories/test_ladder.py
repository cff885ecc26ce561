"""Up the ladder: the owner, the thread, the leads; and each message tidies up after itself."""

from datetime import timedelta

from models import rules
from tests.support.opening import opened, take
from tests.support.reading import text_of
from tests.support.waiting import due_in, tick


def direct(story, user):
    channel = story.workspace.direct(user)
    return story.workspace.messages(channel) if channel else []


def answered(story, dispute):
    """On the platform, and the desk reads it."""
    story.gateway.answer(dispute.issue_id)
    take(story, dispute.issue_id)
    story.settle()


def leads(story):
    return story.workspace.messages("CLEADS")


def test_three_days_ahead_only_the_owner_hears_of_it(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, hours=71, minutes=30)
    tick(story)

    [nudge] = direct(story, "UANA")
    assert f"*72 h left* on #{dispute.number}" in text_of(nudge)
    assert not any("⏳" in text_of(message) for message in dispute.thread())


def test_six_hours_ahead_the_leads_hear_of_it_too(story, dispute):
    due_in(story, dispute.number, hours=5, minutes=59)
    tick(story)

    [nudge] = leads(story)
    assert f"*6 h left* on #{dispute.number}" in text_of(nudge)
    assert "Nobody has it yet" in text_of(nudge)


def test_once_answered_no_channel_asks_for_it_any_more(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, hours=71, minutes=30)
    tick(story)
    due_in(story, dispute.number, hours=5, minutes=59)
    tick(story)

    answered(story, dispute)

    said = [*direct(story, "UANA"), *leads(story), *dispute.thread()]
    assert not any("⏳" in text_of(message) for message in said)
    assert "✔ Answered" in text_of(leads(story)[0])


def test_several_are_one_direct_message_that_shrinks_as_they_are_answered(story, dispute):
    other = opened(story, "P3")
    for one in (dispute, other):
        story.workspace.command("UANA", f"/dispute claim #{one.number}")
        due_in(story, one.number, hours=71, minutes=50)
    tick(story)

    [bundle] = direct(story, "UANA")
    assert "*2 of your disputes need you.*" in text_of(bundle)

    answered(story, dispute)
    [bundle] = direct(story, "UANA")
    assert "*1 of your disputes" in text_of(bundle)
    assert f"✔ Answered: #{dispute.number}" in text_of(bundle)


def test_a_person_at_rest_is_left_alone_until_their_shift(story, dispute):
    today = story.desk.now().date()
    days = f"first = {today - timedelta(1)}, last = {today + timedelta(1)}"
    rested = f"\n[people.UANA]\naway = [{{ {days} }}]\n"
    with story.desk.database.write() as session:
        rules.apply(session, rules.DEFAULT + rested, "UADA", story.desk.now())
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, days=5)
    due_in(story, dispute.number, hours=71, minutes=30)
    tick(story)

    assert direct(story, "UANA") == []
