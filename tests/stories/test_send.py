"""Answers that go to the platform: once, after a last look, and found again when in doubt."""

from datetime import timedelta

import pytest
from sqlmodel import select

from jobs import sending
from models import stores
from models.actions import ActionState, PlatformAction
from models.events import AuditEntry
from slackbot import ids
from tests.support.opening import opened
from tests.support.reading import text_of

SAVE = "aliexpress.issue.solution.save"
WORDS = "We are sorry. Here is a part of your money back."


@pytest.fixture
def dispute(story):
    """One fresh dispute in a store that lets the desk write."""
    let(story)
    return opened(story, "L1")


def let(story, *, write=True):
    with story.desk.database.write() as session:
        stores.get(session, "nordic").may_write = write


def fill(act="counter", amount="1.50", text=WORDS):
    return {
        ids.SEND_ACT: {ids.VALUE: act},
        ids.SEND_AMOUNT: {ids.VALUE: amount},
        ids.SEND_TEXT: {ids.VALUE: text},
    }


def last_look(story, dispute, user="UANA", **filled):
    story.workspace.command(user, f"/dispute send #{dispute.number}")
    return story.workspace.submit(user, fill(**filled))


def send(story, dispute, user="UANA", **filled):
    last_look(story, dispute, user, **filled)
    answer = story.workspace.submit(user)
    story.settle()
    return answer


def books(story, dispute):
    return story.gateway.books(about=dispute.issue_id)


def the_action(story):
    with story.desk.database.read() as session:
        return session.exec(select(PlatformAction)).one()


def thread(dispute):
    return [text_of(message) for message in dispute.thread()]


def later(story, minutes=20):
    """Whatever waits has waited."""
    with story.desk.database.write() as session:
        for action in session.exec(select(PlatformAction)):
            if action.claimed_at:
                action.claimed_at -= timedelta(minutes=minutes)
            action.approved_at -= timedelta(minutes=minutes)
            action.try_at = story.desk.now()
            session.add(action)
    sending.sweep()
    story.settle()


def test_what_was_approved_at_the_last_look_is_sent_once(story, dispute):
    look = last_look(story, dispute)["view"]
    assert look["callback_id"] == ids.SEND_CONFIRM
    assert all(word in str(look) for word in (WORDS, "1.50", f"#{dispute.number}"))
    assert books(story, dispute) == []

    answer = story.workspace.submit("UANA")
    story.settle()

    [line] = books(story, dispute)
    assert answer["view"] is None
    assert (line["said"]["refund_amount"], line["said"]["solution_context"]) == ("1.50", WORDS)
    assert "Buyer's turn" in text_of(dispute.card())
    assert any("AliExpress has it since" in said for said in thread(dispute))


def test_the_audit_says_who_approved_what(story, dispute):
    send(story, dispute)

    with story.desk.database.read() as session:
        approved = select(AuditEntry).where(AuditEntry.action == "ActionApproved")
        entry = session.exec(approved).one()
    assert (entry.actor, entry.details["act"]) == ("UANA", "counter")
    assert entry.details["amount"] == "1.50"


def test_from_the_reply_modal_its_text_goes_along(story, dispute):
    view = story.workspace.press("UANA", ids.REPLY, message=dispute.card())["view"]
    block = next(b["block_id"] for b in view["blocks"] if b["block_id"].startswith(ids.REPLY_TEXT))
    typed = {block: {ids.VALUE: WORDS}}

    view = story.workspace.press("UANA", ids.SEND, view_id=view["id"], values=typed)["view"]

    [field] = [b for b in view["blocks"] if b["block_id"] == ids.SEND_TEXT]
    assert field["element"]["initial_value"] == WORDS


def test_a_refusal_pays_nothing(story, dispute):
    send(story, dispute, act="refuse", amount="")

    [line] = books(story, dispute)
    assert line["said"]["refund_amount"] == "0.00"


def test_agreeing_pays_what_the_plan_says_and_ends_it(story, dispute):
    view = story.workspace.command("UANA", f"/dispute send #{dispute.number}")["view"]
    [field] = [b for b in view["blocks"] if b["block_id"] == ids.SEND_ACT]
    agree = field["element"]["options"][-1]["value"]

    send(story, dispute, act=agree, amount="", text="")

    assert [line["method"] for line in books(story, dispute)] == ["agree"]
    assert "full refund agreed" in text_of(dispute.card())


@pytest.mark.parametrize(
    ("filled", "field", "sentence"),
    [
        ({"amount": "99999"}, ids.SEND_AMOUNT, "at most"),
        ({"amount": "much"}, ids.SEND_AMOUNT, "is not an amount"),
        ({"amount": "0"}, ids.SEND_AMOUNT, "a counter pays something"),
        ({"act": "refuse"}, ids.SEND_AMOUNT, "A refusal pays nothing"),
        ({"text": "no"}, ids.SEND_TEXT, "between 5 and 500"),
        ({"text": "Write to ana@shop.example"}, ids.SEND_TEXT, ""),
        ({"act": None}, ids.SEND_ACT, "Choose"),
    ],
    ids=str,
)
def test_a_slip_is_refused_at_its_field(story, dispute, filled, field, sentence):
    answer = last_look(story, dispute, **filled)

    assert sentence in answer["errors"][field]
    assert answer["view"]["callback_id"] == ids.SEND_MODAL


def test_a_submission_delivered_twice_sends_once(story, dispute):
    last_look(story, dispute)
    story.workspace.fault("duplicate", method="delivery")

    story.workspace.submit("UANA")
    story.settle()

    assert len(books(story, dispute)) == 1


def test_of_two_people_at_the_last_look_one_sends(story, dispute):
    last_look(story, dispute, "UANA")
    last_look(story, dispute, "UBEN", amount="2.00")

    story.workspace.submit("UANA")
    refused = story.workspace.submit("UBEN")
    story.settle()

    assert "on its way" in str(refused["view"])
    assert len(books(story, dispute)) == 1


def test_once_it_is_sent_the_other_look_is_out_of_date(story, dispute):
    last_look(story, dispute, "UBEN", amount="2.00")
    send(story, dispute)

    refused = story.workspace.submit("UBEN")

    assert "has changed since you looked" in str(refused["view"])


@pytest.mark.parametrize("kind", ["lost_answer", "lost_500"])
def test_a_lost_answer_is_found_and_counts_as_sent(story, dispute, kind):
    story.gateway.fault(kind, method=SAVE)

    send(story, dispute)

    assert the_action(story).state is ActionState.SENT
    assert len(books(story, dispute)) == 1


def lose(story, dispute):
    """The platform never got it, and we cannot know."""
    story.gateway.fault("500", method=SAVE)
    send(story, dispute)
    assert the_action(story).state is ActionState.SENDING
    later(story)
    story.gateway.clear()


def calling(dispute):
    """The message that calls whoever approved it."""
    return next(m for m in dispute.thread() if "<@UANA>" in text_of(m) and "Send again" in str(m))


def test_what_is_lost_and_not_found_is_a_persons_to_send_again(story, dispute):
    lose(story, dispute)
    assert the_action(story).state is ActionState.UNCLEAR
    assert books(story, dispute) == []

    look = story.workspace.press("UANA", ids.SEND_AGAIN, message=calling(dispute))["view"]
    assert "may have arrived" in str(look)
    assert WORDS in str(look)
    story.workspace.submit("UANA")
    story.settle()

    assert len(books(story, dispute)) == 1
    assert the_action(story).state is ActionState.SENT


def test_sent_again_by_two_it_is_sent_once(story, dispute):
    lose(story, dispute)
    for user in ("UANA", "UBEN"):
        story.workspace.press(user, ids.SEND_AGAIN, message=calling(dispute))

    story.workspace.submit("UANA")
    refused = story.workspace.submit("UBEN")
    story.settle()

    assert "on its way" in str(refused["view"])
    assert len(books(story, dispute)) == 1
