"""Nothing lost, nothing twice: Slack misbehaves, senders die, and each message stands once."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from pydantic import SecretStr
from rq import Queue
from rq.serializers import JSONSerializer
from sqlmodel import select

from jobs import nudges
from models import attempts, channels, disputes, messages, outbox, stores
from models.channels import Budget, Channel
from models.database import clock
from models.messages import Kind, State
from slackbot.delivery import Delivery
from slackbot.desk import Desk
from slackbot.holding import FRESH, Hold
from slackbot.posting import Posting
from slackbot.queueing import Pace, take
from slackbot.views.blocks import Content
from slackbot.wake import Due
from tests.builders import NOON
from tests.support import opening
from tests.support.opening import opened
from tests.support.reading import has_button, text_of, top_level
from tests.support.waiting import due_in, pass_time, tick


def row_of(story, number):
    with story.desk.database.read() as session:
        return messages.named(session, Kind.CARD, str(number))


@pytest.mark.parametrize("kind", ["lost_answer", "500", "502_html"])
def test_after_a_lost_answer_the_message_is_found_and_not_posted_again(story, kind):
    story.workspace.fault(kind, method="chat.postMessage", count=1)
    dispute = opened(story, "L1")
    pass_time(story)

    story.settle()

    assert len(top_level(story.workspace.messages())) == 1
    assert row_of(story, dispute.number).ts == dispute.card()["ts"]


def test_a_found_message_is_brought_to_its_present_state(story):
    story.workspace.fault("lost_answer", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    pass_time(story)

    story.settle()

    assert "<@UANA> has it since" in text_of(dispute.card())


@pytest.mark.parametrize("ahead", [timedelta(seconds=-60), timedelta(minutes=12)])
def test_a_sender_that_died_after_posting_left_no_second_card(story, ahead):
    """However the database's clock and Slack's differ."""
    dispute = opened(story, "L1")
    with story.desk.database.write() as session:  # As if it had died before it wrote the ts down.
        row = messages.named(session, Kind.CARD, str(dispute.number))
        row.ts, row.posted, row.held_until = None, 0, clock(session) - timedelta(seconds=1)
        row.first_try_at = clock(session) + ahead
        session.add(row)

    story.settle()

    assert row_of(story, dispute.number).ts == dispute.card()["ts"]
    assert len(top_level(story.workspace.messages())) == 1


def test_a_sender_whose_hold_ended_takes_back_what_it_posted(story):
    dispute = opened(story, "L1")
    late = Posting(story.desk, sleep=lambda _seconds: None)
    with story.desk.database.write() as session:
        row = messages.named(session, Kind.CARD, str(dispute.number))
        claimed = attempts.claim(session, row, clock(session))
    with story.desk.database.write() as session:  # Another one claims it anew and records it.
        row = messages.named(session, Kind.CARD, str(dispute.number))
        ts = row.ts
        assert attempts.stands(session, attempts.claim(session, row, clock(session)), ts, "same")
    claimed.message.ts = None

    late._show(claimed)

    assert [card["ts"] for card in top_level(story.workspace.messages())] == [ts]


def unposted(story):
    """The number of a dispute whose card nobody has posted yet."""
    issue_id = story.gateway.open("L1", "nordic")["issue_id"]
    opening.take(story, issue_id)
    with story.desk.database.read() as session:
        return disputes.find(session, "nordic", issue_id).id


def late_sender(story, number):
    """One that has claimed the card, and does nothing until another one has it."""
    with story.desk.database.write() as session:
        row = messages.named(session, Kind.CARD, str(number))
        claimed = attempts.claim(session, row, clock(session))
    return Posting(story.desk, sleep=lambda _seconds: None), claimed


def test_what_a_late_sender_posted_stays_where_the_next_one_will_look_for_it(story):
    number = unposted(story)
    late, claimed = late_sender(story, number)
    with story.desk.database.write() as session:  # Another one could not look, and let it go.
        row = messages.named(session, Kind.CARD, str(number))
        attempts.later(session, attempts.claim(session, row, clock(session)), NOON, "ratelimited")

    late._show(claimed)
    [posted] = top_level(story.workspace.messages())
    story.settle()

    [card] = top_level(story.workspace.messages())
    assert row_of(story, number).ts == card["ts"] == posted["ts"]


def test_after_an_edit_that_came_too_late_the_card_is_shown_anew(story, dispute):
    late, claimed = late_sender(story, dispute.number)
    pass_time(story)
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    late._show(claimed)  # And what it had drawn long ago arrives after what the other one drew:
    story.workspace.api("chat.update", channel="CNORDIC", ts=dispute.card()["ts"], text="Stale")
    story.settle()

    assert "<@UANA> has it since" in text_of(dispute.card())


def turned(story, number):
    """A sender's turn in the channel: a card that stands is to be edited."""
    with story.desk.database.write() as session:
        messages.bump(session, number)
        [head] = outbox.heads(session, clock(session))
        return take(session, head, Pace.of(story.desk.settings))


def test_a_sender_whose_turn_lasts_keeps_its_channel_and_its_row(story, dispute):
    turn = turned(story, dispute.number)
    pass_time(story)

    Hold(story.desk, turn, fresh=0).keep()

    with story.desk.database.read() as session:
        assert outbox.heads(session, clock(session)) == []
        held = messages.named(session, Kind.CARD, str(dispute.number)).held_until
        assert held > clock(session)


def test_a_sender_that_was_overtaken_sends_nothing_more(story, dispute):
    turn = turned(story, dispute.number)
    pass_time(story)
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()
    before = story.workspace.about()["changes"]

    Posting(story.desk, keep=Hold(story.desk, turn, fresh=0).keep).send(turn.claimed)

    assert story.workspace.about()["changes"] == before
    assert "<@UANA> has it since" in text_of(dispute.card())


def test_a_row_that_was_not_sent_is_in_no_doubt(story):
    """Its channel was another's by then: nothing of it is in Slack, and nobody need look."""
    number = unposted(story)
    with story.desk.database.write() as session:
        [head] = outbox.heads(session, clock(session))
        turn = take(session, head, Pace.of(story.desk.settings))
        session.get_one(Channel, "CNORDIC").fence += 1

    Posting(story.desk, keep=Hold(story.desk, turn, fresh=0).keep).send(turn.claimed)

    row = row_of(story, number)
    assert (row.held_until, row.ambiguous, row.ts) == (None, False, None)
    assert story.workspace.messages() == []


def test_a_long_look_does_not_cost_the_channel(story):
    """Slack answers after six seconds, which is longer than a hold is fresh for."""
    story.workspace.fault("lost_answer", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")
    pass_time(story)
    story.workspace.fault("slow", method="conversations.history", count=1, seconds=FRESH + 1)
    story.workspace.fault("slow", method="chat.update", count=1, seconds=1)
    leases = set()

    with ThreadPoolExecutor() as pool:
        sending = pool.submit(Delivery(story.desk, seconds=20).run)
        while not sending.done():
            with story.desk.database.read() as session:
                leases.add(session.get_one(Channel, "CNORDIC").lease_until)
            time.sleep(0.2)

    assert sending.result() is False
    assert row_of(story, dispute.number).ts == dispute.card()["ts"]
    assert len(leases - {None}) == 2


def test_what_looks_as_it_did_costs_no_call_and_nothing_of_the_budget_of_edits(story, dispute):
    def spent():
        with story.desk.database.read() as session:
            return session.get(Budget, channels.EDITS)

    before, edits = spent(), dispute.card().get("edited")
    with story.desk.database.write() as session:
        messages.bump(session, dispute.number)

    story.settle()

    row = row_of(story, dispute.number)
    assert row.posted == row.wanted
    assert (spent(), dispute.card().get("edited")) == (before, edits)


def test_what_only_may_look_as_it_did_is_edited(story, dispute):
    """A sender died over its edit: nobody knows what Slack shows, so it is shown anew."""
    with story.desk.database.write() as session:
        messages.bump(session, dispute.number)
        row = messages.named(session, Kind.CARD, str(dispute.number))
        attempts.claim(session, row, clock(session))
    pass_time(story)
    story.workspace.fault("500", method="chat.update", count=1)

    story.settle()

    assert row_of(story, dispute.number).last_error is not None


def test_slack_asks_for_patience_and_gets_it(story):
    story.workspace.fault("429", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")

    assert row_of(story, dispute.number).ts is None
    pass_time(story)
    story.settle()

    assert dispute.card()


def test_patience_with_edits_is_none_with_posts(story):
    """The card was found again, and is edited: only then Slack asks for patience."""
    story.workspace.fault("lost_answer", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")
    story.workspace.fault("429", method="chat.update", count=1, seconds=30)
    pass_time(story)

    other = opened(story, "P1")

    assert row_of(story, dispute.number).last_error == "ratelimited"
    assert other.card()


def test_a_deleted_card_is_posted_anew_once_with_a_link_to_its_old_thread(story, dispute):
    old = dispute.card()["ts"]
    story.desk.slack.delete("CNORDIC", old)

    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    card = dispute.card()
    assert card["ts"] != old
    assert f"p{old.replace('.', '')}|its earlier thread" in text_of(card)


def test_a_card_that_is_deleted_again_is_left_alone_until_reposted(story, dispute):
    for verb in ("claim", "release"):
        story.desk.slack.delete("CNORDIC", dispute.card()["ts"])
        story.workspace.command("UANA", f"/dispute {verb} #{dispute.number}")
        story.settle()
    assert row_of(story, dispute.number).state is State.CLOSED

    story.workspace.command("UANA", f"/dispute repost #{dispute.number}")
    story.settle()

    assert has_button(dispute.card(), "dispute_claim")


def test_without_the_right_to_look_a_card_waits_for_a_person(story):
    story.workspace.fault("lost_answer", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")
    story.workspace.control("scopes", scopes=["chat:write", "commands"])
    pass_time(story)

    story.settle()

    assert row_of(story, dispute.number).state is State.UNCLEAR
    assert len(top_level(story.workspace.messages())) == 1


def test_a_token_that_ended_is_no_reason_to_say_a_deadline_twice(story, dispute):
    due_in(story, dispute.number, hours=5, minutes=30)
    story.workspace.fault("lost_answer", method="chat.postMessage", count=1)
    tick(story)
    pass_time(story)
    ended = story.desk.settings.model_copy(update={"slack_bot_token": SecretStr("xoxb-ended")})
    with closing(Desk.open(ended)) as desk:
        Delivery(desk, seconds=5).run()
    pass_time(story)

    story.settle()

    for where in ("CNORDIC", "CLEADS"):
        assert len([m for m in story.workspace.messages(where) if "6 h left" in text_of(m)]) == 1


def test_a_sender_that_is_asked_to_leave_holds_no_channel_and_says_that_more_is_due(story):
    dispute = opened(story, "L1")
    due_in(story, dispute.number, hours=5, minutes=30)
    nudges.fire()
    asked = iter([False, True])

    assert Delivery(story.desk, leaves=lambda: next(asked, True)).run()

    said = [story.workspace.messages(where) for where in ("CNORDIC", "CLEADS")]
    assert sorted(sum("6 h left" in text_of(m) for m in each) for each in said) == [0, 1]
    with story.desk.database.read() as session:
        assert not any(channel.lease_until for channel in session.exec(select(Channel)))


def move_store(story, channel):
    with story.desk.database.write() as session:
        store = stores.get(session, "nordic")
        store.channel = channel
        session.add(store)


def test_a_channel_that_refuses_loses_nothing_and_the_operators_are_told(story):
    move_store(story, "CGENERAL")

    dispute = opened(story, "L1", channel="CGENERAL")

    [told] = top_level(story.workspace.messages("COPS"))
    assert "invite the app into the channel" in text_of(told)
    assert row_of(story, dispute.number).state is State.LIVE


def test_when_the_app_is_invited_the_card_comes_and_the_trouble_is_over(story):
    move_store(story, "CGENERAL")
    dispute = opened(story, "L1", channel="CGENERAL")

    story.workspace.control("channel", channel="CGENERAL", bot_is_member=True)
    pass_time(story)
    story.settle()
    story.settle()

    assert dispute.card()
    [told] = top_level(story.workspace.messages("COPS"))
    assert "takes messages for" in text_of(told)


def test_one_deaf_channel_does_not_hold_up_the_others(story):
    with story.desk.database.write() as session:
        session.add(Channel(id="CNORDIC"))
        session.flush()
        channels.refused(session, "CNORDIC", clock(session) + timedelta(hours=1), "is_archived")
    opened(story, "L1")

    solar = opened(story, "P1", "solar", "CSOLAR")

    assert solar.card()
    assert story.workspace.messages("CNORDIC") == []


def test_blocks_that_slack_refuses_still_get_their_words_through(story, dispute):
    with story.desk.database.write() as session:
        row = messages.named(session, Kind.CARD, str(dispute.number))
        claimed = attempts.claim(session, row, clock(session))
    broken = Content("The words alone", [{"type": "section"}])

    Posting(story.desk)._edit(claimed, dispute.card()["ts"], broken)

    [message] = story.workspace.messages()
    assert message["text"] == "The words alone"


def test_what_a_person_moved_is_drawn_before_what_the_clock_changed(story, dispute):
    other = opened(story, "P1")
    with story.desk.database.write() as session:
        messages.bump(session, dispute.number)
        messages.bump(session, other.number, hurried=True)
        first = outbox.next_due(session, "CNORDIC", clock(session), new=False)

    assert first.key == f"card:{other.number}"


def test_cards_go_before_what_may_wait_and_after_deadlines(story):
    with story.desk.database.write() as session:
        for kind in (Kind.SHIPPING, Kind.CARD, Kind.NUDGE):
            messages.want(session, kind, "1", "CNORDIC")
    line = []
    with story.desk.database.write() as session:
        while row := outbox.next_due(session, "CNORDIC", clock(session), new=True):
            line.append(row.kind)
            session.delete(row)

    assert line == [Kind.NUDGE, Kind.CARD, Kind.SHIPPING]


@pytest.mark.parametrize("where", ["CNORDIC", "CSOLAR"])
def test_a_deadline_overtakes_what_somebody_waits_for(story, where):
    with story.desk.database.write() as session:
        messages.want(session, Kind.CARD, "1", "CNORDIC").hurried = True
        messages.want(session, Kind.SHIPPING, "1", "CNORDIC")
        messages.want(session, Kind.NUDGE, "1", where)
    line = []
    with story.desk.database.write() as session:
        while heads := outbox.heads(session, clock(session)):
            row = outbox.next_due(session, heads[0].channel, clock(session), new=True)
            line.append(row.kind)
            session.delete(row)

    assert line == [Kind.NUDGE, Kind.CARD, Kind.SHIPPING]


def test_what_was_over_before_slack_had_it_is_in_no_hurry_any_more(story):
    with story.desk.database.write() as session:
        row = messages.want(session, Kind.NUDGE, "1", "CNORDIC")
        row.hurried = True
        assert attempts.unsaid(session, attempts.claim(session, row, clock(session)))
        session.refresh(row)
        assert not row.hurried


def test_an_edit_whose_answer_was_lost_is_not_taken_for_undone(story, dispute):
    story.workspace.fault("lost_answer", method="chat.update", count=1)
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()
    story.workspace.command("UANA", f"/dispute release #{dispute.number}")
    pass_time(story)

    story.settle()

    assert "nobody has it" in text_of(dispute.card())


def test_when_a_card_is_gone_for_good_its_nudges_stand_in_the_channel(story, dispute):
    for verb in ("claim", "release"):
        story.desk.slack.delete("CNORDIC", dispute.card()["ts"])
        story.workspace.command("UANA", f"/dispute {verb} #{dispute.number}")
        story.settle()
    due_in(story, dispute.number, hours=5, minutes=30)
    tick(story)
    pass_time(story)

    story.settle()

    assert [m for m in top_level(story.workspace.messages()) if "6 h left" in text_of(m)]


def test_a_person_may_decide_what_to_do_with_an_unclear_card(story):
    story.workspace.fault("lost_answer", method="chat.postMessage", count=1)
    dispute = opened(story, "L1")
    story.workspace.control("scopes", scopes=["chat:write", "commands"])
    pass_time(story)
    story.settle()
    assert row_of(story, dispute.number).state is State.UNCLEAR

    story.workspace.command("UANA", f"/dispute repost #{dispute.number}")
    story.settle()

    assert row_of(story, dispute.number).ts


def test_a_hint_that_waits_stands_for_those_after_it_until_it_is_taken_up(story):
    waiting = Queue("delivery", connection=story.desk.wake.redis, serializer=JSONSerializer)
    for _change in range(3):
        story.desk.wake(Due.MESSAGES)
    assert waiting.count == 1

    story.settle()

    assert waiting.count == 0
    story.desk.wake(Due.MESSAGES)
    assert waiting.count == 1
