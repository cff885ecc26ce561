"""The Home tab: mine, the next in line, and kept fresh."""

from slackbot import ids
from tests.support.reading import text_of, top_level


def home(story, user):
    story.workspace.home(user)
    story.settle()
    return text_of(story.workspace.page(user)["home"])


def test_it_shows_what_is_mine(story, dispute):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")

    assert "You have one" in home(story, "UANA")
    assert f"#{dispute.number}" in home(story, "UANA")


def test_it_is_kept_fresh_while_things_happen(story, dispute):
    home(story, "UANA")

    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    story.settle()

    assert f"#{dispute.number}" in text_of(story.workspace.page("UANA")["home"])


def test_the_next_in_line_is_claimed_from_there(story, dispute):
    home(story, "UANA")

    story.workspace.press("UANA", ids.NEXT)
    story.settle()

    assert "<@UANA> has it since" in text_of(dispute.card())


def test_where_nothing_is_in_line_a_press_says_so(story):
    home(story, "UANA")

    view = story.workspace.press("UANA", ids.NEXT)["view"]

    assert "Nothing is waiting for you" in text_of(view)


def test_a_lead_sees_the_desk_and_a_stranger_what_to_do(story, dispute):
    assert "1 open · 1 nobody has" in home(story, "ULEA")
    assert "You have no role on this desk yet" in home(story, "UOUT")


def test_a_list_to_press_in_opens_from_there_with_a_choice_of_which(story, dispute):
    home(story, "UANA")
    view = story.workspace.press("UANA", ids.LIST, "open")["view"]
    assert f"#{dispute.number}" in text_of(view)

    view = story.workspace.press("UANA", ids.LIST_PICK, "mine")["view"]
    assert "No disputes here: yours" in text_of(view)
    view = story.workspace.press("UANA", ids.LIST_PICK, "L1")["view"]
    assert "One dispute: Late beyond promise" in text_of(view)
    board = story.workspace.press("UANA", f"{ids.OPEN}more", f"more:{dispute.number}")["view"]
    assert board["callback_id"] == ids.BOARD_MODAL


def test_a_lead_posts_the_digest_from_there_once(story, dispute):
    home(story, "ULEA")
    story.workspace.fault("duplicate", method="delivery")

    view = story.workspace.press("ULEA", ids.DIGEST)["view"]
    story.settle()

    assert "is on its way to <#CLEADS>" in text_of(view)
    assert len(top_level(story.workspace.messages("CLEADS"))) == 1
    assert ids.DIGEST not in str(story.workspace.page("UANA")["home"])


def test_an_admin_gives_a_role_from_there_and_nobody_else(story, dispute):
    assert home(story, "UADA")
    assert story.workspace.press("UADA", ids.ROLE_ADD)["view"]["callback_id"] == ids.ROLE_MODAL
    home(story, "ULEA")
    assert ids.ROLE_ADD not in str(story.workspace.page("ULEA")["home"])


def test_from_one_board_to_the_list_to_another_board_to_its_reply(story, dispute):
    """Slack stacks three views: the list comes in the place of the board."""
    number = dispute.number
    story.workspace.shortcut("UANA", dispute.card(), ids.SHORTCUT)
    listed = story.workspace.press("UANA", f"{ids.OPEN}list", f"list:{number}")["view"]
    assert listed["callback_id"] == ids.LIST_MODAL
    story.workspace.press("UANA", f"{ids.OPEN}more", f"more:{number}")

    reply = story.workspace.press("UANA", f"{ids.OPEN}reply", f"reply:{number}")["view"]

    assert reply["callback_id"] == ids.REPLY_MODAL
