"""The whole story on the page: a dispute from its card to its end, as people see it."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import a_chromium, a_page  # noqa: F401 - fixtures: chromium, page
from tests.support.waiting import due_in, tick

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(story, page):
    """Open the page as somebody, at a place."""

    def visit(person, place="CNORDIC"):
        page.goto(f"{story.workspace.url}/?as={person}#{place}")
        return page

    return visit


def card(page, dispute):
    return page.locator("#main article").filter(has_text=f"#{dispute.number}").first


def type_command(page, text):
    box = page.get_by_role("combobox", name="Message")
    box.fill(text)
    box.press("Escape")  # Completion is another story.
    box.press("Enter")


def test_claim_by_button_reply_and_resolve_through_the_modals(story, dispute, visit):
    page = visit("UANA")
    card(page, dispute).get_by_role("button", name="Claim").click()
    expect(page.locator("[data-busy]")).to_have_count(0)
    story.settle()
    expect(card(page, dispute)).to_contain_text("@Ana has it since")

    card(page, dispute).get_by_role("button", name="Reply…").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Your reply").fill("A new one is on its way.")
    form.get_by_role("button", name="Keep reply").click()
    expect(form).to_have_count(0)
    story.settle()
    expect(card(page, dispute)).to_contain_text("A new one is on its way.")

    card(page, dispute).get_by_role("button", name="Resolve…").click()
    form = page.get_by_role("dialog")
    form.get_by_label("How did it end?").select_option(label="sent again")
    form.get_by_label("Money really refunded").fill("0")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    story.settle()
    expect(card(page, dispute)).to_contain_text("sent again USD 0.00")
    expect(card(page, dispute).get_by_role("button", name="Claim")).to_have_count(0)


def test_claim_by_command_and_look_the_order_up(dispute, visit):
    page = visit("UBEN")
    type_command(page, f"/dispute claim #{dispute.number}")
    expect(page.get_by_text(f"You have #{dispute.number} now.")).to_be_visible()

    type_command(page, f"/order {dispute.order_id[-6:]}")
    expect(page.get_by_text(f"Order {dispute.order_id}")).to_be_visible()


def test_a_nudge_in_the_thread_and_the_digest_for_the_lead(story, dispute, visit):
    due_in(story, dispute.number, hours=5, minutes=30)
    tick(story)
    page = visit("ULEA")
    card(page, dispute).get_by_role("link", name="1 reply").click()
    expect(page.get_by_text("6 h left").first).to_be_visible()

    type_command(page, "/dispute digest")
    expect(page.get_by_text("is on its way")).to_be_visible()
    story.settle()
    page = visit("ULEA", "CLEADS")
    expect(page.locator("#main")).to_contain_text("Open 1 (USD")


def test_home_shows_what_is_mine(story, dispute, visit):
    story.workspace.command("UANA", f"/dispute claim #{dispute.number}")
    page = visit("UANA")
    with page.expect_response("**/person/home"):
        page.get_by_role("link", name="Dispute Desk").click()
    story.settle()

    expect(page.get_by_text("You have one")).to_be_visible()


def test_all_that_can_be_done_stands_in_a_messages_menu(dispute, visit):
    page = visit("UANA")
    card(page, dispute).hover()
    card(page, dispute).get_by_role("button", name="Message menu").click()
    page.get_by_role("menuitem", name="Work on this dispute").click()
    board = page.get_by_role("dialog")
    board.get_by_role("button", name="Claim").click()

    expect(board.get_by_text(f"You have #{dispute.number} now.")).to_be_visible()
