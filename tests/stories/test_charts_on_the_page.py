"""The digest's charts as a lead sees them in the browser."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import a_chromium, a_page  # noqa: F401 - fixtures: chromium, page
from tests.support.charted import add, broken_lamps, fights, late_parcels

pytestmark = pytest.mark.browser


@pytest.fixture
def digest(story, page):
    """Asked for, and open on the page."""

    def digest():
        now = story.desk.now()
        add(story, *late_parcels(now), *broken_lamps(now), *fights(now))
        story.workspace.command("ULEA", "/dispute digest")
        story.settle()
        page.goto(f"{story.workspace.url}/?as=ULEA#CLEADS")
        return page.locator("#main article").first

    return digest


def test_the_picture_shows_and_says_what_it_shows(digest):
    said = "Late beyond promise rose from 4 to 11 a week; most are to Brazil."
    picture = digest().get_by_role("img", name=said)

    expect(picture).to_be_visible()
    picture.evaluate("image => image.decode()")
    assert picture.evaluate("image => image.naturalWidth") == 1080


def test_a_chart_that_slack_draws_is_drawn_in_numbers(monkeypatch, request):
    monkeypatch.setenv("SLACK_NATIVE_CHARTS", "true")
    drawn = request.getfixturevalue("digest")()

    chart = drawn.get_by_role("figure", name="Deadlines ahead")
    expect(chart.get_by_role("row", name="Within 24 h").first).to_be_visible()
    expect(drawn).not_to_contain_text("This page does not draw")
