"""Up the ladder: the owner, the thread, the leads; and each message tidies up after itself."""

from datetime import timedelta

from sqlmodel import select, update

from jobs import nudges
from models import disputes, intake, messages, rules
from models.messages import Kind, Message
from models.nudging.nudges import Nudge
from models.records import DisputeRecord, Outcome
from slackbot import ids
from slackbot.delivery import Delivery
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


def test_leads_of_stores_that_read_differently_are_told_in_english(story, dispute):
    there = opened(story, "P3", store="solar", channel="CSOLAR")
    for one in (there, dispute):
        due_in(story, one.number, hours=5, minutes=59)
    tick(story)

    [bundle] = leads(story)
    assert "*2 disputes are at their deadlines.*" in text_of(bundle)


def test_a_list_that_came_before_a_card_links_it_later(story, dispute):
    for one in (opened(story, "P3"), dispute):
        due_in(story, one.number, hours=5, minutes=59)
    with story.desk.database.write() as session:
        card = messages.named(session, Kind.CARD, str(dispute.number))
        card.ts, card.wanted = None, card.wanted + 1
    nudges.fire()
    Delivery(story.desk).serve("CLEADS")
    assert text_of(leads(story)[0]).count("|the card>") == 1

    story.settle()
    with story.desk.database.write() as session:
        messages.bump_redraws(session, story.desk.now() + timedelta(minutes=1))
    story.settle()

    assert text_of(leads(story)[0]).count("|the card>") == 2


def test_once_answered_no_channel_asks_for_it_any_more(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, hours=71, minutes=30)
    tick(story)
    due_in(story, dispute.number, hours=5, minutes=59)
    tick(story)

    answered(story, dispute)

    said = [*direct(story, "UANA"), *leads(story), *dispute.thread()]
    assert not any("⏳" in text_of(message) for message in said)
    assert "✔ Answered by <@UANA> at <!date^" in text_of(leads(story)[0])
    assert "min before the deadline" in text_of(leads(story)[0])


def test_a_changed_claim_that_is_already_near_says_that_its_clock_began_anew(story, dispute):
    due_in(story, dispute.number, hours=5, minutes=59)
    tick(story)
    assert "began anew" not in text_of(leads(story)[0])

    due_in(story, dispute.number, hours=23)
    tick(story)

    [nudge] = [message for message in dispute.thread() if "⏳" in text_of(message)]
    assert "22 h left" in text_of(nudge)
    assert "its clock began anew" in text_of(nudge)


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
    assert "*One of your disputes" in text_of(bundle)
    assert f"before the deadline: #{dispute.number} waits for somebody else" in text_of(bundle)


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


def test_a_closed_dispute_leaves_no_request_behind(story, dispute):
    due_in(story, dispute.number, hours=5, minutes=59)
    tick(story)

    _ended(story, dispute, Outcome.WITHDRAWN)

    said = [*leads(story), *dispute.thread()]
    assert not any("⏳" in text_of(message) for message in said)


def test_of_an_appeal_only_the_latest_step_stands(story, dispute):
    _ended(story, dispute, Outcome.ARBITRATED_LOST, days_ago=4, hours=1)
    tick(story)
    [nudge] = [message for message in dispute.thread() if "⏳" in text_of(message)]
    assert "It was lost" in text_of(nudge)
    assert ids.REPLY not in str(nudge)
    board = story.workspace.press("UANA", f"{ids.OPEN}more", message=nudge)["view"]
    assert "Reopen" in str(board)

    with story.desk.database.write() as session:
        row = disputes.get(session, dispute.number)
        for later in session.exec(select(Nudge).where(Nudge.dispute_id == row.id)):
            later.due_at = min(later.due_at, story.desk.now())
            session.add(later)
    tick(story)

    assert not any("⏳" in text_of(message) for message in dispute.thread())
    assert "⏳" in text_of(leads(story)[0])


def test_what_was_over_before_slack_had_it_is_not_posted(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    due_in(story, dispute.number, hours=71, minutes=30)
    story.workspace.fault("500", share=1.0)
    tick(story)
    story.workspace.clear()

    answered(story, dispute)
    _patience_is_over(story)
    story.settle()

    assert direct(story, "UANA") == []


def _ended(story, dispute, outcome, **ago):
    closed_at = story.desk.now() - timedelta(days=ago.pop("days_ago", 0), **ago)
    with story.desk.database.write() as session:
        row = disputes.get(session, dispute.number)
        told = {"store": row.store, "issue_id": row.issue_id, "order_id": row.order_id}
        told |= {"opened_at": row.opened_at, "modified_at": story.desk.now(), "status": "finish"}
        record = DisputeRecord(**told, outcome=outcome, closed_at=closed_at)
        intake.take_in_dispute(session, record, story.desk.now())
    story.settle()


def _patience_is_over(story):
    """Whatever waits to be tried again has waited long enough."""
    with story.desk.database.write() as session:
        session.exec(update(Message).values(try_at=None))
