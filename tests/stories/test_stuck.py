"""What stops on its way to Slack is seen, said once, and tried again or left by a lead."""

from datetime import timedelta

from sqlmodel import select

from jobs import nudges
from models import attempts, channels, messages, outbox
from models.channels import Channel
from models.database import clock
from models.events import AuditEntry
from models.messages import Kind, State
from models.stuck import REFUSALS
from slackbot import ids
from slackbot.calling import Refused
from slackbot.endings import settle
from slackbot.sandbox.scopes import BOT_SCOPES
from tests.support.opening import opened
from tests.support.reading import has_button, text_of, top_level
from tests.support.waiting import due_in, pass_time, tick


def row_of(story, number, kind=Kind.CARD):
    with story.desk.database.read() as session:
        return messages.named(session, kind, str(number))


def unclear(story):
    """A card whose answer was lost, where the desk may not look."""
    story.workspace.fault("lost_answer", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")
    story.workspace.control("scopes", scopes=["chat:write", "commands", "im:write", "users:read"])
    pass_time(story)
    story.settle()
    return dispute


def refused(story, dispute, times=REFUSALS, word="msg_too_long"):
    """Slack refuses the next state of a card, again and again."""
    for _ in range(times):
        with story.desk.database.write() as session:
            row = messages.named(session, Kind.CARD, str(dispute.number))
            row.wanted += 1
            claimed = attempts.claim(session, row, clock(session))
            settle(session, story.desk.settings, claimed, Refused(word))


def answer(story, user):
    [said] = story.workspace.command(user, "/dispute stuck")["ephemeral"]
    return said


def listed(story, user):
    return text_of(answer(story, user))


def decided(story, action_id, user="ULEA", which=None):
    """A lead opens the list and presses; what the list shows then."""
    view = story.workspace.press(user, ids.STUCK, message=answer(story, user))["view"]
    row = which or next(e for b in view["blocks"] for e in b.get("elements", []) if e.get("value"))
    pressed = story.workspace.press(user, action_id, row["value"], view_id=view["id"])
    story.settle()
    return pressed


def told(story):
    messages_ = top_level(story.workspace.messages("COPS"))
    return [message for message in messages_ if "on the way to Slack" in text_of(message)]


def test_where_nothing_is_stuck_it_says_so(story, dispute):
    assert "Nothing is stuck" in listed(story, "ULEA")


def test_an_unclear_card_is_listed_with_why_and_what_to_do(story):
    dispute = unclear(story)

    said = listed(story, "ULEA")

    assert f"*Card of #{dispute.number}* for <#CNORDIC>, since <!date^" in said
    assert "the desk cannot see whether it stands there (missing_scope)" in said
    assert "install it again with the scopes" in said


def test_who_does_not_lead_is_told_who_does(story):
    unclear(story)

    said = listed(story, "UANA")

    assert "stuck" not in said
    assert "lead" in said


def test_the_operators_are_told_once_and_when_it_is_over(story):
    dispute = unclear(story)
    story.settle()
    [message] = told(story)
    assert "A message of the desk is stuck" in text_of(message)
    assert has_button(message, ids.STUCK)

    story.workspace.command("UANA", f"/dispute repost #{dispute.number}")
    story.settle()

    [message] = told(story)
    assert "✔ What was stuck on the way to Slack is not any more" in text_of(message)


def test_operators_hear_of_the_end_also_where_the_card_is_gone_from_slack(story, dispute):
    for _twice in range(2):
        refused(story, dispute)
        story.settle()
        story.desk.slack.delete("CNORDIC", dispute.card()["ts"])
        pass_time(story)
        story.settle()
    assert row_of(story, dispute.number).state is State.CLOSED

    [message] = told(story)
    assert "✔ What was stuck on the way to Slack is not any more" in text_of(message)


def test_a_card_that_is_reposted_has_all_its_tries_again(story, dispute):
    refused(story, dispute)
    story.workspace.command("UANA", f"/dispute repost #{dispute.number}")

    assert row_of(story, dispute.number).attempts == 0


def test_a_card_that_may_have_arrived_is_looked_for_although_somebody_reposts_it(story):
    story.workspace.fault("lost_answer", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")

    story.workspace.command("UANA", f"/dispute repost #{dispute.number}")
    story.settle()

    [card] = top_level(story.workspace.messages())
    assert row_of(story, dispute.number).ts == card["ts"]


def test_what_was_said_in_place_of_a_thread_is_found_there_once_the_thread_stands(story):
    """A deadline did not wait for the card that was stuck, and its answer was lost."""
    dispute = unclear(story)
    story.workspace.control("scopes", scopes=list(BOT_SCOPES))
    due_in(story, dispute.number, hours=5, minutes=30)
    to_the_leads_as_well = 2
    story.workspace.fault("lost_answer", method="chat.postMessage", count=to_the_leads_as_well)
    tick(story)
    decided(story, ids.STUCK_AGAIN)
    pass_time(story)

    story.settle()

    said = [m for m in story.workspace.messages() if "6 h left" in text_of(m)]
    assert len(said) == 1


def test_what_was_tried_in_place_of_a_thread_and_is_not_there_goes_into_the_thread(story):
    dispute = unclear(story)
    story.workspace.control("scopes", scopes=list(BOT_SCOPES))
    due_in(story, dispute.number, hours=5, minutes=30)
    story.workspace.fault("500", method="chat.postMessage", count=2)
    tick(story)
    decided(story, ids.STUCK_AGAIN)
    pass_time(story)

    story.settle()

    [said] = [m for m in story.workspace.messages() if "6 h left" in text_of(m)]
    assert said["thread_ts"] == row_of(story, dispute.number).ts


def test_a_card_that_was_left_is_posted_when_somebody_asks_for_it(story):
    dispute = unclear(story)
    decided(story, ids.STUCK_LEAVE)

    story.workspace.command("UANA", f"/dispute repost #{dispute.number}")
    story.settle()

    assert len(top_level(story.workspace.messages())) == 2
    assert "Nothing is stuck" in listed(story, "ULEA")


def test_several_at_once_are_one_message_to_the_operators(story, dispute):
    other = opened(story, "P1")
    for one in (dispute, other):
        refused(story, one)
        story.settle()

    [message] = told(story)
    assert "2 messages of the desk are stuck" in text_of(message)


def test_tried_again_an_unclear_one_says_that_it_may_be_a_repetition(story):
    dispute = unclear(story)

    view = decided(story, ids.STUCK_AGAIN)["view"]

    first, second = top_level(story.workspace.messages())
    assert "This may be a repeat" not in text_of(first)
    assert "This may be a repeat" in text_of(second)
    assert row_of(story, dispute.number).ts == second["ts"]
    assert "Nothing is stuck" in text_of(view)


def test_left_alone_it_is_not_touched_again(story):
    dispute = unclear(story)
    before = story.workspace.messages()

    decided(story, ids.STUCK_LEAVE)
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    case = row_of(story, dispute.number, Kind.BRIEF).ts
    assert [m for m in story.workspace.messages() if m["ts"] != case] == before
    assert row_of(story, dispute.number).state is State.CLOSED
    assert "Nothing is stuck" in listed(story, "ULEA")


def test_what_slack_refuses_again_and_again_is_listed_and_goes_on_being_tried(story, dispute):
    refused(story, dispute, times=REFUSALS - 1)
    assert "Nothing is stuck" in listed(story, "ULEA")

    refused(story, dispute, times=1)
    assert "Slack refuses it (msg_too_long)" in listed(story, "ULEA")
    pass_time(story)
    story.settle()

    assert "Nothing is stuck" in listed(story, "ULEA")
    assert row_of(story, dispute.number).state is State.LIVE


def test_tried_again_at_once_a_refused_one_does_not_wait_for_its_pause(story, dispute):
    refused(story, dispute)
    story.settle()
    assert row_of(story, dispute.number).stuck_at is not None

    decided(story, ids.STUCK_AGAIN)

    row = row_of(story, dispute.number)
    assert (row.posted, row.stuck_at, row.payload) == (row.wanted, None, {})


def test_a_refused_one_that_is_left_waits_for_its_next_change(story, dispute):
    with story.desk.database.write() as session:
        messages.bump(session, dispute.number, hurried=True)
    refused(story, dispute)
    decided(story, ids.STUCK_LEAVE)
    pass_time(story)
    assert "Nothing is stuck" in listed(story, "ULEA")
    assert not row_of(story, dispute.number).hurried

    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    assert "<@UANA> has it since" in text_of(dispute.card())


def test_of_two_leads_who_decide_the_second_hears_that_it_is_over(story):
    unclear(story)
    views = {
        user: story.workspace.press(user, ids.STUCK, message=answer(story, user))["view"]
        for user in ("ULEA", "UADA")
    }
    again = views["ULEA"]["blocks"][1]["elements"][0]
    for user, view in views.items():
        story.workspace.press(user, ids.STUCK_AGAIN, again["value"], view_id=view["id"])
        story.settle()

    assert len(top_level(story.workspace.messages())) == 2
    assert "somebody decided meanwhile" in text_of(story.workspace.view("UADA"))


def test_it_is_written_down_who_decided(story):
    dispute = unclear(story)
    decided(story, ids.STUCK_AGAIN)

    with story.desk.database.read() as session:
        said = select(AuditEntry.actor, AuditEntry.details).where(
            AuditEntry.action == "StuckTriedAgain"
        )
        [(actor, details)] = session.exec(said)
    assert (actor, details["key"]) == ("ULEA", f"card:{dispute.number}")


def test_a_channel_that_slack_refuses_is_tried_again_at_a_press(story):
    story.workspace.control("channel", channel="CNORDIC", is_archived=True)
    dispute = opened(story, "L1")
    said = listed(story, "ULEA")
    assert "*Everything* for <#CNORDIC>: one message waits" in said
    assert "the channel is archived" in said

    story.workspace.control("channel", channel="CNORDIC", is_archived=False)
    decided(story, ids.STUCK_CHANNEL)

    assert dispute.card()
    assert "Nothing is stuck" in listed(story, "ULEA")


def test_leads_see_it_on_home(story):
    unclear(story)

    for user, sees in (("ULEA", True), ("UANA", False)):
        story.workspace.home(user)
        story.settle()
        assert ("One message is stuck" in text_of(story.workspace.page(user)["home"])) is sees


def test_a_deadline_does_not_wait_for_a_card_that_is_stuck(story):
    dispute = unclear(story)
    due_in(story, dispute.number, hours=5, minutes=30)
    tick(story)

    assert [m for m in top_level(story.workspace.messages()) if "6 h left" in text_of(m)]


def test_a_deadline_does_not_wait_for_a_card_that_was_left(story):
    dispute = unclear(story)
    decided(story, ids.STUCK_LEAVE)
    due_in(story, dispute.number, hours=5, minutes=30)

    tick(story)

    assert [m for m in top_level(story.workspace.messages()) if "6 h left" in text_of(m)]


def test_a_deadline_does_not_wait_for_a_refused_card_that_was_left(story):
    story.workspace.fault("429", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")
    refused(story, dispute)
    decided(story, ids.STUCK_LEAVE)
    pass_time(story)
    due_in(story, dispute.number, hours=5, minutes=30)

    tick(story)

    assert [m for m in top_level(story.workspace.messages()) if "6 h left" in text_of(m)]


def test_a_card_for_which_a_deadline_waits_is_as_urgent_as_it_is(story):
    with story.desk.database.write() as session:
        session.add(Channel(id="CNORDIC"))
        session.flush()
        channels.refused(session, "CNORDIC", clock(session) + timedelta(hours=1), "is_archived")
    opened(story, "P1")
    late = opened(story, "L1")
    due_in(story, late.number, hours=5, minutes=30)
    nudges.fire()

    with story.desk.database.read() as session:
        first = outbox.next_due(session, "CNORDIC", clock(session), new=True)
    assert first.key == f"card:{late.number}"
