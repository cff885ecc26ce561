"""What the judge takes for a card, and what not."""

from models.records import Status
from tests.chaos.books import NUMBER, card_in
from tests.support.opening import opened, take
from tests.support.reading import top_level
from tests.support.waiting import tick


def test_a_card_is_one_whether_open_or_closed(story):
    first, second = opened(story, "L1"), opened(story, "L3")
    assert card_in(first.card()).number == first.number

    story.workspace.command("UANA", f"/dispute merge #{first.number} #{second.number}")
    story.settle()

    assert card_in(first.card()).is_merged


def test_a_card_that_only_aliexpress_decides_on_is_one_without_buttons(demo_world, story):
    rows = story.gateway.disputes("solar").items()
    issue_id = next(issue for issue, row in rows if row["platform_handled"])
    take(story, issue_id, "solar")
    story.settle()

    [card] = top_level(story.workspace.messages("CSOLAR"))
    assert all(block["type"] != "actions" for block in card["blocks"])
    assert card_in(card).number == 1


def test_a_nudge_that_has_no_thread_to_stand_in_is_none(story):
    """The desk first heard of the dispute when it was lost, and could still be appealed."""
    issue_id = story.gateway.open("L3", "solar")["issue_id"]
    story.gateway.close(issue_id, "arbitrated_lost")
    story.gateway.forward(5 * 24)  # Of the seven days that there are to appeal.
    take(story, issue_id, "solar", Status.FINISH)
    tick(story)

    [nudge] = top_level(story.workspace.messages("CSOLAR"))
    assert NUMBER.search(nudge["text"])  # On a phone, in this language, it reads like a card.
    assert card_in(nudge) is None
