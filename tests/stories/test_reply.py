"""The suggested reply: on the card, in the modal, and kept."""

from decimal import Decimal

from models import casefile, disputes
from models.replies import Purpose, lint
from models.tagging.causes import Cause
from slackbot import ids
from tests.support.opening import opened
from tests.support.reading import text_of


def text_field(view):
    return next(b for b in view["blocks"] if b["block_id"].startswith(ids.REPLY_TEXT))


def test_the_modal_offers_a_suggestion_under_the_buyers_words(story, dispute):
    answer = story.workspace.press("UANA", ids.REPLY, message=dispute.card())

    view = answer["view"]
    assert "The buyer wrote" in view["blocks"][0]["text"]["text"]
    assert text_field(view)["element"]["initial_value"]


def test_another_suggestion_takes_its_place(story, dispute):
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    switch = next(b for b in view["blocks"] if b["block_id"] == ids.REPLY_SUGGESTION)
    other = switch["accessory"]["options"][-1]["value"]

    answer = story.workspace.press("UANA", ids.REPLY_PICK, other, view_id=view["id"])

    assert text_field(answer["view"])["block_id"] != text_field(view)["block_id"]


def the_offer(story, dispute):
    """The reply modal with the suggestion that offers a part of the money."""
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    switch = next(b for b in view["blocks"] if b["block_id"] == ids.REPLY_SUGGESTION)
    [offer] = [o for o in switch["accessory"]["options"] if o["value"].endswith(".offer")]
    return story.workspace.press("UANA", ids.REPLY_PICK, offer["value"], view_id=view["id"])["view"]


def refund_field(view):
    return next((b for b in view["blocks"] if b["block_id"] == ids.REPLY_REFUND), None)


def test_an_offer_asks_for_its_amount_and_then_is_filled_in(story, dispute):
    view = the_offer(story, dispute)
    assert "initial_value" not in text_field(view)["element"]
    assert refund_field(view)["label"]["text"] == "What do you offer (USD)?"

    view = story.workspace.press("UANA", ids.REPLY_REFUND, "12,50", view_id=view["id"])["view"]

    filled_in = text_field(view)["element"]["initial_value"]
    assert "offer you a partial refund of $12.50" in filled_in


def test_an_amount_that_is_none_is_asked_for_again_at_its_field(story, dispute):
    view = the_offer(story, dispute)

    view = story.workspace.press("UANA", ids.REPLY_REFUND, "a little", view_id=view["id"])["view"]

    assert "“a little”" in refund_field(view)["hint"]["text"]
    assert refund_field(view)["element"]["initial_value"] == "a little"


def test_what_the_agent_keeps_stands_on_the_card_to_be_copied(story, dispute):
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    block = text_field(view)["block_id"]

    story.workspace.submit("UANA", {block: {ids.VALUE: "We sent a new one today."}})
    story.settle()

    assert "Reply by <@UANA>:\n> We sent a new one today" in text_of(dispute.card())


def test_too_long_a_reply_is_refused_at_its_field(story, dispute):
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    block = text_field(view)["block_id"]

    answer = story.workspace.submit("UANA", {block: {ids.VALUE: "x" * 501}})

    assert answer["errors"][block] == "Write between 1 and 500 characters."


def test_a_reply_that_leads_away_from_the_platform_is_refused(story, dispute):
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    block = text_field(view)["block_id"]

    answer = story.workspace.submit("UANA", {block: {ids.VALUE: "Write to ana@shop.example"}})

    assert answer["errors"][block]


def test_a_date_that_nobody_knows_of_is_refused_at_its_field(story, dispute):
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    block = text_field(view)["block_id"]

    answer = story.workspace.submit("UANA", {block: {ids.VALUE: "It comes within 15 days."}})

    assert "(“15”)" in answer["errors"][block]


def test_an_offer_may_name_the_amount_that_was_said(story, dispute):
    view = the_offer(story, dispute)
    view = story.workspace.press("UANA", ids.REPLY_REFUND, "12.50", view_id=view["id"])["view"]
    block, text = text_field(view)["block_id"], text_field(view)["element"]["initial_value"]
    typed = {ids.REPLY_REFUND: {ids.REPLY_REFUND: "12.50"}, block: {ids.VALUE: text}}

    story.workspace.submit("UANA", typed)
    story.settle()

    assert "partial refund of $12.50" in text_of(dispute.card())


def test_a_mended_reply_is_kept(story, dispute):
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    block = text_field(view)["block_id"]
    assert story.workspace.submit("UANA", {block: {ids.VALUE: "x" * 501}})["errors"]

    story.workspace.submit("UANA", {block: {ids.VALUE: "We sent a new one today."}})
    story.settle()

    assert "Reply by <@UANA>:\n> We sent a new one today" in text_of(dispute.card())


def test_what_is_suggested_may_be_kept_whatever_the_cause(story):
    """Each number of a suggestion is one that is known, as the buyer's language writes it."""
    for cause in Cause:
        number = opened(story, cause).number
        with story.desk.database.read() as session:
            case = casefile.load(session, disputes.get(session, number))
        offered = case.suggestions("en", most=len(Purpose), refund=Decimal("3.50"))
        texts = [suggestion.text for suggestion in offered if suggestion.text]
        assert [lint(text, case.known(Decimal("3.50"))) for text in texts] == [()] * len(texts)
        assert len(texts) >= 2
