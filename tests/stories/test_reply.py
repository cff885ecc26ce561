"""The suggested reply: on the card, in the modal, and kept."""

from slackbot import ids
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


def test_what_the_agent_keeps_stands_on_the_card_to_be_copied(story, dispute):
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    block = text_field(view)["block_id"]

    story.workspace.submit("UANA", {block: {ids.VALUE: "We sent a new one today."}})
    story.settle()

    assert "Reply by <@UANA>: “We sent a new one today" in text_of(dispute.card())


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


def test_a_mended_reply_is_kept(story, dispute):
    view = story.workspace.command("UANA", f"/dispute reply #{dispute.number}")["view"]
    block = text_field(view)["block_id"]
    assert story.workspace.submit("UANA", {block: {ids.VALUE: "x" * 501}})["errors"]

    story.workspace.submit("UANA", {block: {ids.VALUE: "We sent a new one today."}})
    story.settle()

    assert "Reply by <@UANA>: “We sent a new one today" in text_of(dispute.card())
