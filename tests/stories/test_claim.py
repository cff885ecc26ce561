"""Claiming, giving back and assigning: by command and by button."""

import re

from slackbot import ids
from tests.support.reading import has_button, text_of


def test_a_command_claims_and_the_card_says_who(story, dispute):
    answer = story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    assert answer["ephemeral"][0]["text"].startswith(f"You have #{dispute.number} now.")
    assert "<@UANA> has it since" in text_of(dispute.card())
    assert not has_button(dispute.card(), ids.CLAIM)


def test_a_button_claims_and_the_case_goes_into_the_thread(story, dispute):
    story.workspace.press("UBEN", ids.CLAIM, message=dispute.card())
    story.settle()

    assert "<@UBEN> has it since" in text_of(dispute.card())
    [brief] = dispute.thread()
    assert "The case" in text_of(brief)
    assert "first response due" in text_of(brief)
    assert re.search(r"Buyer: refund USD \d+\.\d\d, waits for us", text_of(brief))


def test_whoever_comes_second_is_told_who_was_first(story, dispute):
    story.workspace.command("UANA", f"/dispute claim {dispute.number}")

    answer = story.workspace.command("UBEN", f"/dispute claim {dispute.issue_id}")

    assert answer["ephemeral"][0]["text"] == f"<@UANA> has #{dispute.number} already."


def test_a_stale_button_refuses_to_the_person_alone(story, dispute):
    card = dispute.card()
    story.workspace.command("UANA", f"/dispute claim {dispute.order_id}")

    answer = story.workspace.press("UBEN", ids.CLAIM, message=card)

    assert answer["ephemeral"][0]["text"] == f"<@UANA> has #{dispute.number} already."


def test_released_it_is_anybodys_again(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.workspace.command("UANA", f"/dispute release #{dispute.number}")
    story.settle()

    assert "nobody has it" in text_of(dispute.card())
    assert has_button(dispute.card(), ids.CLAIM)


def test_a_lead_gives_it_to_an_agent(story, dispute):
    answer = story.workspace.command("ULEA", f"/dispute assign #{dispute.number} <@UBEN>")
    story.settle()

    assert answer["ephemeral"][0]["text"] == f"#{dispute.number} is with <@UBEN> now."
    assert "<@UBEN> has it since" in text_of(dispute.card())


def test_a_viewer_and_a_stranger_are_told_why_not(story, dispute):
    viewer = story.workspace.press("UVIC", ids.CLAIM, message=dispute.card())
    stranger = story.workspace.command("UOUT", f"/dispute claim #{dispute.number}")

    assert "Your role does not let you claim" in viewer["ephemeral"][0]["text"]
    assert "You have no role on this desk yet" in stranger["ephemeral"][0]["text"]
    assert "nobody has it" in text_of(dispute.card())


def test_a_click_delivered_again_changes_nothing_twice(story, dispute):
    story.workspace.fault("duplicate", method="delivery")

    story.workspace.press("UANA", ids.CLAIM, message=dispute.card())
    story.settle()

    assert "<@UANA> has it since" in text_of(dispute.card())
    assert story.workspace.inbox("UANA") == []


def test_an_unknown_number_and_an_unknown_verb_help_on(story, dispute):
    number = story.workspace.command("UANA", "/dispute claim #999")
    verb = story.workspace.command("UANA", f"/dispute clam #{dispute.number}")

    assert "There is no dispute #999" in number["ephemeral"][0]["text"]
    assert "Did you mean /dispute claim?" in verb["ephemeral"][0]["text"]


def test_anybody_who_may_see_it_reads_the_case(story, dispute):
    typed = story.workspace.command("UVIC", f"/dispute case #{dispute.number}")["view"]
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    pressed = story.workspace.press(
        "UVIC", ids.MENU, message=dispute.card(), value=f"case:{dispute.number}"
    )["view"]

    for view in (typed, pressed):
        assert view["callback_id"] == ids.CASE_MODAL
        assert "*Courses*" in str(view["blocks"])
        assert "*Suggested*" in str(view["blocks"])
