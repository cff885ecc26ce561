"""Somebody asks the leads to look, and the leads hear of it."""

from slackbot import ids
from tests.support.reading import text_of


def told(story):
    story.settle()
    [message] = story.workspace.messages("CLEADS")
    return text_of(message)


def test_a_word_to_the_leads_stands_in_their_channel(story, dispute):
    why = "The buyer <!channel> threatens"
    answer = story.workspace.command("UANA", f"/dispute escalate #{dispute.number} {why}")

    assert answer["ephemeral"][0]["text"] == f"The leads know of #{dispute.number}."
    said = told(story)
    assert f"*#{dispute.number} needs a lead*" in said
    assert "&lt;!channel&gt; threatens" in said


def test_so_does_one_from_the_cards_menu(story, dispute):
    menu = f"escalate:{dispute.number}"
    story.workspace.press("UANA", ids.MENU, menu, message=dispute.card())
    story.workspace.submit("UANA", {ids.ESCALATE_WHY: {ids.VALUE: "Too much money"}})

    assert "<@UANA> writes: Too much money" in told(story)
