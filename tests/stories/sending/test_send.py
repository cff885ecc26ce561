"""Answers that go to the platform: once, after a last look at text, amount and target."""

from sqlmodel import select

from models import stores
from models.events import AuditEntry
from slackbot import ids
from tests.stories.sending.conftest import let
from tests.support.reading import text_of
from tests.support.sending import WORDS, approve, fill, last_look, send, thread


def test_what_was_approved_at_the_last_look_is_sent_once(story, dispute):
    look = last_look(story, dispute)["view"]
    assert look["callback_id"] == ids.SEND_CONFIRM
    assert all(word in str(look) for word in (WORDS, "1.50", f"#{dispute.number}"))
    assert dispute.books() == []

    answer = story.workspace.submit("UANA")
    story.settle()

    [line] = dispute.books()
    assert answer["view"] is None
    assert (line["said"]["refund_amount"], line["said"]["solution_context"]) == ("1.50", WORDS)
    assert "Buyer's turn" in text_of(dispute.card())
    assert any("AliExpress has it since" in said for said in thread(dispute))
    assert audit(story, dispute) == [("UANA", "counter", "1.50")]


def audit(story, dispute):
    mine = select(AuditEntry).where(AuditEntry.dispute_id == dispute.number)
    with story.desk.database.read() as session:
        approved = session.exec(mine.where(AuditEntry.action == "ActionApproved")).all()
    return [(entry.actor, entry.details["act"], entry.details["amount"]) for entry in approved]


def test_from_the_reply_modal_its_text_goes_along(story, dispute):
    view = story.workspace.press("UANA", ids.REPLY, message=dispute.card())["view"]
    block = next(b["block_id"] for b in view["blocks"] if b["block_id"].startswith(ids.REPLY_TEXT))
    typed = {block: {ids.VALUE: WORDS}}

    view = story.workspace.press("UANA", ids.SEND, view_id=view["id"], values=typed)["view"]

    [field] = [b for b in view["blocks"] if b["block_id"] == ids.SEND_TEXT]
    assert field["element"]["initial_value"] == WORDS


def test_agreeing_pays_what_the_plan_says_and_ends_it(story, dispute):
    view = story.workspace.command("UANA", f"/dispute send #{dispute.number}")["view"]
    [field] = [b for b in view["blocks"] if b["block_id"] == ids.SEND_ACT]
    agree = field["element"]["options"][-1]["value"]

    send(story, dispute, act=agree, amount="", text="")

    assert [line["method"] for line in dispute.books()] == ["agree"]
    assert "full refund agreed" in text_of(dispute.card())


SLIPS = [
    ({"amount": "99999"}, ids.SEND_AMOUNT, "at most"),
    ({"amount": "much"}, ids.SEND_AMOUNT, "is not an amount"),
    ({"amount": "0"}, ids.SEND_AMOUNT, "a counter pays something"),
    ({"act": "refuse"}, ids.SEND_AMOUNT, "A refusal pays nothing"),
    ({"text": "no"}, ids.SEND_TEXT, "between 5 and 500"),
    ({"text": "x" * 501}, ids.SEND_TEXT, "between 5 and 500"),
    ({"text": "Write to ana@shop.example"}, ids.SEND_TEXT, ""),
    ({"act": None}, ids.SEND_ACT, "Choose"),
]


def test_a_slip_is_refused_at_its_field_and_a_mended_one_is_shown(story, dispute):
    story.workspace.command("UANA", f"/dispute send #{dispute.number}")
    for filled, field, sentence in SLIPS:
        answer = story.workspace.submit("UANA", fill(**filled))
        assert sentence in answer["errors"][field], filled

    assert story.workspace.submit("UANA", fill())["view"]["callback_id"] == ids.SEND_CONFIRM


def test_a_submission_delivered_twice_sends_once(story, dispute):
    last_look(story, dispute)
    story.workspace.fault("duplicate", method="delivery")

    story.workspace.submit("UANA")
    story.settle()

    assert len(dispute.books()) == 1


def test_of_two_people_at_the_last_look_one_sends(story, dispute):
    for user in ("UBEN", "ULEA"):
        last_look(story, dispute, user, amount="2.00")
    approve(story, dispute)

    assert "on its way" in str(story.workspace.submit("UBEN")["view"])
    story.settle()
    assert "has changed since you looked" in str(story.workspace.submit("ULEA")["view"])
    assert len(dispute.books()) == 1


def test_a_refusal_pays_nothing_and_can_become_an_offer(story, dispute):
    send(story, dispute, act="refuse", amount="")
    send(story, dispute, amount="2.50")

    assert [line["said"]["refund_amount"] for line in dispute.books()] == ["0.00", "2.50"]


def test_a_buyer_who_changed_the_claim_is_not_answered_by_an_old_look(story, dispute):
    last_look(story, dispute)
    story.gateway.modify(dispute.issue_id)
    story.workspace.submit("UANA")
    story.settle()

    assert dispute.books() == []
    [said] = [text for text in thread(dispute) if "<@UANA> ✖" in text]
    assert "are not those that were confirmed" in said


def test_where_the_store_may_not_be_written_to_there_is_text_to_copy_and_a_link(story, dispute):
    view = story.workspace.press("UANA", ids.REPLY, message=dispute.card())["view"]
    block = next(b["block_id"] for b in view["blocks"] if b["block_id"].startswith(ids.REPLY_TEXT))
    typed = {block: {ids.VALUE: "<!channel> *Sorry* `x`"}}
    let(story.desk, write=False)

    view = story.workspace.press("UANA", ids.SEND, view_id=view["id"], values=typed)["view"]

    assert view["submit"] is None
    [_why, _title, copy, link] = view["blocks"]
    assert copy["elements"][0]["elements"][0]["text"] == "<!channel> *Sorry* `x`"
    assert f"reverseOrderLineId={dispute.issue_id}" in link["text"]["text"]


def test_a_role_that_may_not_send_gets_the_same_and_no_word_through(story, dispute):
    view = story.workspace.command("UVIC", f"/dispute send #{dispute.number}")["view"]

    assert view["callback_id"] == ids.COPY_MODAL
    assert "Your role does not let you send" in str(view)


def test_switched_off_after_the_approval_nothing_is_sent(story, dispute):
    approve(story, dispute)
    let(story.desk, write=False)
    story.settle()

    assert dispute.books() == []
    assert dispute.action().state == "failed"


def test_hostile_words_of_ours_ping_nobody_in_the_thread(story, dispute):
    send(story, dispute, text="<!channel> is sorry, *really* :boom:")

    said = "\n".join(thread(dispute))
    assert "<!channel>" not in said
    assert "&lt;!channel&gt;" in said


def test_a_chinese_store_is_asked_and_told_in_chinese(story, dispute):
    with story.desk.database.write() as session:
        stores.get(session, "nordic").language = "zh"
    try:
        look = last_look(story, dispute)["view"]
        story.workspace.submit("UANA")
        story.settle()
        said = "\n".join(thread(dispute))
    finally:
        with story.desk.database.write() as session:
            stores.get(session, "nordic").language = "en"

    assert look["submit"]["text"] == "立即发送"
    assert "提出方案：退款" in said
    assert "平台已于" in said
