"""The page in a real browser: what people type, press, fill in and read there."""

import pytest
from playwright.sync_api import expect

from tests.slackbot.sandbox.blocks import actions, button, field, modal, section
from tests.support.browser import a_chromium, a_page  # noqa: F401 - fixtures: chromium, page

pytestmark = pytest.mark.browser

HOSTILE = (
    '&lt;img src=x onerror="document.title=1"&gt; <b id="evil">bold</b> <javascript:alert(1)|me>'
)


@pytest.fixture
def opened(page, workspace):
    """Open the page as somebody."""

    def opened(person="UANA", place="CNORDIC"):
        page.goto(f"{workspace.url}/?as={person}#{place}")
        return page

    return opened


@pytest.fixture
def box(page):
    return page.get_by_role("combobox", name="Message")


@pytest.fixture
def post(slack):
    def post(*blocks, text="A card", **more):
        return slack.chat_postMessage(channel="CNORDIC", text=text, blocks=list(blocks), **more)

    return post


def message(page, text):
    return page.locator("#main article").filter(has_text=text)


def test_a_typed_command_shows_the_apps_answer_to_its_person_alone(app, socket, opened, box):
    app.command("/dispute")(lambda ack, command: ack(f"You asked: {command['text']}"))
    socket()
    page = opened()

    box.fill("/dispute list mine")
    box.press("Enter")

    answer = message(page, "You asked: list mine")
    expect(answer).to_contain_text("Only visible to you")
    expect(box).to_have_value("")
    expect(message(opened("UBEN"), "You asked")).to_have_count(0)


def test_a_pressed_button_redraws_the_card(app, socket, opened, post):
    @app.action("claim")
    def claim(ack, body, client):
        of = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        client.chat_update(**of, text="x", blocks=[section(f"<@{body['user']['id']}> has it")])
        ack()

    socket()
    post(section("nobody has it"), actions(button("claim", text="Claim")))
    page = opened("UBEN")
    page.get_by_role("button", name="Claim").click()

    expect(message(page, "@Ben has it")).to_be_visible()
    expect(page.get_by_role("button", name="Claim")).to_have_count(0)


@pytest.fixture
def form(app, socket, opened, box):
    """The app's modal, open on the page; the app refuses whatever is submitted."""

    @app.command("/dispute")
    def command(ack, command, client):
        client.views_open(trigger_id=command["trigger_id"], view=modal(field("reply")))
        ack()

    app.view("a_modal")(lambda ack: ack(response_action="errors", errors={"reply": "Say more."}))
    socket()
    page = opened()
    box.fill("/dispute reply")
    box.press("Enter")
    return page.get_by_role("dialog")


def test_a_refused_form_shows_the_mistake_and_keeps_what_was_typed(form):
    reply = form.get_by_label("Reply")
    reply.fill("So sorry")
    form.get_by_role("button", name="Send").click()

    expect(form.get_by_role("alert").filter(has_text="Say more.")).to_be_visible()
    expect(reply).to_have_value("So sorry")
    expect(reply).to_be_focused()
    expect(reply).to_have_accessible_description("Say more.")


def test_an_empty_field_is_refused_before_the_app_hears_of_it(form):
    form.get_by_role("button", name="Send").click()

    expect(form).to_contain_text("This field is required.")


def test_escape_closes_a_form(form, page, workspace):
    form.get_by_label("Reply").press("Escape")

    expect(form).to_have_count(0)
    expect(page.locator("[data-busy]")).to_have_count(0)
    assert workspace.view("UANA") is None


def test_hostile_text_is_text(opened, post):
    post(section(HOSTILE), text=HOSTILE)
    page = opened()

    expect(message(page, '<img src=x onerror="document.title=1">')).to_contain_text('<b id="evil">')
    assert page.locator("article #evil, article img[onerror], article a[href^=java]").count() == 0
    assert page.title() != "1"


def test_each_person_reads_times_in_their_own_zone(opened, post, page):
    post(section("Due <!date^1795543200^{date_short} {time}|some day>"))
    opened("UANA")
    expect(message(page, "Due 24 Nov 2026 19:00")).to_be_visible()

    page.get_by_role("button", name="You are Ana").click()
    page.get_by_role("menuitemradio", name="Ada").click()

    expect(message(page, "Due 25 Nov 2026 02:00")).to_be_visible()


def test_a_command_is_completed_by_the_keyboard_alone(app, socket, opened, post):
    heard = []
    app.command("/dispute")(lambda ack, command: (heard.append(command["text"]), ack("Yours.")))
    socket()
    post(section("card"), text="Late beyond promise · #1042")
    page = opened()
    expect(message(page, "card")).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # The skip link leads to the message box.
    for typed in ("/di", "Tab", "cl", "Enter", "#", "Tab", "Enter"):
        page.keyboard.press(typed) if typed[0].isupper() else page.keyboard.type(typed)

    expect(message(page, "Yours.")).to_be_visible()
    assert heard == ["claim #1042"]


def test_a_thread_has_its_own_message_box(opened, post, workspace):
    card = post(section("card"))
    page = opened(place=f"CNORDIC/{card['ts']}")
    reply = page.get_by_role("combobox", name="Reply")

    reply.fill("I ask the carrier")
    reply.press("Enter")

    expect(page.locator("#thread article")).to_have_count(2)
    expect(message(page, "card")).to_contain_text("1 reply")
    assert workspace.messages()[-1]["thread_ts"] == card["ts"]


def test_the_page_waits_for_a_lost_workspace(opened, page):
    opened()
    expect(page.get_by_role("button", name="You are Ana")).to_be_visible()

    page.route("**/page/events**", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("Reconnecting")).to_be_visible()

    page.unroute("**/page/events**")
    expect(page.get_by_text("Reconnecting")).to_be_hidden()
