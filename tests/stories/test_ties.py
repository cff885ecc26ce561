"""Disputes that belong together, and one that stands for another, as people see them."""

import pytest

from models import members
from models.members import Role
from slackbot import ids
from tests.support.opening import opened
from tests.support.reading import text_of


@pytest.fixture
def other(story, dispute):
    """Another dispute of the same buyer."""
    return opened(story, "P1")


def said(answer):
    return answer["ephemeral"][0]["text"]


def merged(story, dispute, other):
    story.workspace.command("UANA", f"/dispute merge #{dispute.number} #{other.number}")
    story.settle()


def test_related_each_card_names_the_other_until_they_are_parted(story, dispute, other):
    both = f"#{dispute.number} #{other.number}"
    answer = story.workspace.command("UANA", f"/dispute relate {both}")
    story.settle()

    assert said(answer) == f"#{dispute.number} and #{other.number} belong together now."
    assert f"Belongs together with #{other.number}" in text_of(dispute.card())
    assert f"Belongs together with #{dispute.number}" in text_of(other.card())

    story.workspace.command("UANA", f"/dispute relate #{other.number} off #{dispute.number}")
    story.settle()
    assert "Belongs together" not in text_of(dispute.card()) + text_of(other.card())


def test_the_form_binds_what_is_picked_or_written_and_parts_what_is_unpicked(story, dispute, other):
    third = opened(story, "P2")
    view = story.workspace.command("UANA", f"/dispute relate #{dispute.number}")["view"]
    assert view["callback_id"] == ids.RELATE_MODAL
    written = {ids.RELATE_OTHER: {ids.VALUE: f"#{other.number} {third.issue_id}"}}
    assert story.workspace.submit("UANA", written)["view"] is None
    story.settle()
    assert f"#{other.number}, #{third.number}" in text_of(dispute.card())

    story.workspace.command("UANA", f"/dispute relate #{dispute.number}")
    kept = {ids.RELATE_PICK: {ids.VALUE: [str(third.number)]}, ids.RELATE_OTHER: {ids.VALUE: ""}}
    story.workspace.submit("UANA", kept)
    story.settle()
    assert f"Belongs together with #{third.number}" in text_of(dispute.card())
    assert "Belongs together" not in text_of(other.card())


def test_a_number_that_is_none_is_told_at_its_field_and_nothing_is_kept(story, dispute, other):
    story.workspace.command("UANA", f"/dispute relate #{dispute.number}")
    written = f"#{other.number} #999999"

    answer = story.workspace.submit("UANA", {ids.RELATE_OTHER: {ids.VALUE: written}})
    story.settle()

    assert "There is no dispute #999999" in answer["errors"][ids.RELATE_OTHER]
    assert "Belongs together" not in text_of(dispute.card())


def test_merged_its_card_folds_to_a_line_with_the_time_that_is_left(story, dispute, other):
    merged(story, dispute, other)

    card = dispute.card()
    assert len(card["blocks"]) == 1
    assert f"left · #{dispute.number} · merged into #{other.number}" in text_of(card)
    assert f"Stands for #{dispute.number} as well" in text_of(other.card())
    listed = story.workspace.command("UANA", "/dispute list")["ephemeral"][0]
    assert f"in #{other.number}" in text_of(listed)
    claimed = story.workspace.command("UBEN", f"/dispute claim #{dispute.number}")
    assert f"is merged into #{other.number}, which stands for both" in said(claimed)


def test_it_is_undone_from_the_menu_of_its_card(story, dispute, other):
    merged(story, dispute, other)

    story.workspace.press("UBEN", ids.MENU, f"unmerge:{dispute.number}", message=dispute.card())
    story.settle()

    assert "merged into" not in text_of(dispute.card())
    assert "Stands for" not in text_of(other.card())


def test_the_form_offers_what_may_stand_for_it_and_says_what_does_not_fit(story, dispute, other):
    story.workspace.command("UANA", f"/dispute merge #{dispute.number}")
    nothing = story.workspace.submit("UANA", {ids.MERGE_OTHER: {ids.VALUE: ""}})
    assert nothing["errors"] == {ids.MERGE_OTHER: "Choose a dispute, or write the number of one."}
    itself = {ids.MERGE_OTHER: {ids.VALUE: f"#{dispute.number}"}}
    assert "one and the same" in story.workspace.submit("UANA", itself)["errors"][ids.MERGE_OTHER]

    story.workspace.submit("UANA", {ids.MERGE_OTHER: {ids.VALUE: f"#{other.number}"}})
    story.settle()
    assert f"merged into #{other.number}" in text_of(dispute.card())
    again = story.workspace.command("UANA", f"/dispute merge #{dispute.number}")
    assert f"is merged into #{other.number}" in text_of(again["view"])


def test_in_the_thread_as_well_and_delivered_twice_it_counts_once(story, dispute, other):
    story.workspace.fault("duplicate", method="delivery")
    card = dispute.card()
    words = f"!merge #{other.number}"  # The thread's into that one.
    story.workspace.say("UANA", words, dispute.channel, thread_ts=card["ts"])
    story.settle()

    assert f"merged into #{other.number}" in text_of(dispute.card())
    [answer] = story.workspace.inbox("UANA")
    assert f"#{other.number} stands for #{dispute.number} now." in text_of(answer)


def test_a_homes_owner_sees_at_once_what_a_lead_merged_away(story, dispute, other):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.workspace.command("UBEN", f"/dispute claim #{other.number}")
    story.workspace.home("UANA")
    story.settle()

    story.workspace.command("ULEA", f"/dispute merge #{dispute.number} #{other.number}")
    story.settle()

    assert f"#{dispute.number}" not in text_of(story.workspace.page("UANA")["home"])


def test_what_is_of_a_store_without_a_role_there_is_not_shown(story, dispute):
    theirs = opened(story, "P1", store="solar", channel="CSOLAR")
    story.workspace.command("ULEA", f"/dispute relate #{dispute.number} #{theirs.number}")
    with story.desk.database.write() as session:
        members.add(session, "UOUT", Role.AGENT, "nordic", story.desk.now())

    view = story.workspace.command("UOUT", f"/dispute relate #{dispute.number}")["view"]

    assert view["callback_id"] == ids.RELATE_MODAL
    assert f"#{theirs.number}" not in str(view)
    story.workspace.submit("UOUT", {ids.RELATE_OTHER: {ids.VALUE: ""}})
    story.settle()
    assert f"Belongs together with #{theirs.number}" in text_of(dispute.card())


def test_the_history_of_both_says_who_merged_them(story, dispute, other):
    merged(story, dispute, other)

    for one in (dispute, other):
        view = story.workspace.command("UANA", f"/dispute history #{one.number}")["view"]
        assert f"<@UANA> · merged #{dispute.number} into #{other.number}" in text_of(view)
