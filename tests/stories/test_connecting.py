"""A store is connected: its owner agrees at AliExpress, and the desk reads it from then on."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlmodel import select

from jobs import connecting, renewing
from models import figures, stores
from models.reading import access
from models.reading.access import Access
from models.reading.grants import Grant
from models.reading.sources import Source
from models.stores import Store
from slackbot import states
from slackbot.authorizing import platform_address
from slackbot.delivery import Delivery
from slackbot.views.digest import as_text, digest
from tests.support.reading import text_of, top_level

DAY = timedelta(days=1)


@pytest.fixture
def browser():
    """Follows whatever it is sent to, as a person's does."""
    with httpx.Client(timeout=10, trust_env=False, follow_redirects=True) as browser:
        yield browser


def connected(desk, name="nordic"):
    with desk.database.read() as session:
        return session.get(Store, name), session.get(Access, name)


def disconnect(desk, name="nordic"):
    with desk.database.write() as session:
        access.cut(session, stores.get(session, name))


def agree(story, browser, store="nordic", *, who=None, state=None):
    """The owner opens the printed address and picks the store; what the desk's page then says."""
    state = state or states.state_for(story.desk.settings, store, story.desk.now())
    address = platform_address(story.desk.settings, state)
    consent = browser.get(f"{address}&store={who or store}", follow_redirects=False)
    back = urlsplit(consent.headers["location"])
    return browser.get(f"{story.web.url}{back.path}?{back.query}")


def test_an_owner_agrees_and_the_store_is_read(story, browser):
    story.gateway.open("L1", "nordic")
    disconnect(story.desk)

    page = agree(story, browser)
    story.settle()

    store, mine = connected(story.desk)
    assert (page.status_code, "nordic is being connected" in page.text) == (200, True)
    assert store.access_expires_at - story.desk.now() > 29 * DAY
    assert (mine.seller_id, mine.need) == ("2671001011", None)
    assert [m for m in top_level(story.workspace.messages()) if "#" in m["text"]]


def test_a_code_whose_wake_up_was_lost_is_found_by_the_sweep(story, browser, monkeypatch):
    disconnect(story.desk)
    monkeypatch.setattr(type(story.desk.wake), "hint", lambda *_: False)
    agree(story, browser)

    connecting.exchange()

    assert connected(story.desk)[0].access_token is not None


def test_neither_code_nor_token_can_be_read_in_the_database(story, browser):
    disconnect(story.desk)
    agree(story, browser)
    with story.desk.database.read() as session:
        code = session.exec(select(Grant.code)).one()
    connecting.exchange()

    store, _ = connected(story.desk)
    assert b"sandbox" not in code + store.access_token + store.refresh_token
    with story.desk.database.read() as session:
        assert session.exec(select(Grant.code)).one() is None


def bad_states(desk):
    good = states.state_for(desk.settings, "nordic", desk.now())
    hour = states.LIVES + timedelta(seconds=2)
    old = states.state_for(desk.settings, "nordic", desk.now() - hour)
    padded = f"{good[:60]}!!!!{good[60:]}"  # Lenient readers of base64 pass over such signs.
    swapped = good[:60] + ("A" if good[60] != "A" else "B") + good[61:]
    return {
        "forged": [Fernet(Fernet.generate_key()).encrypt(b"[]").decode(), swapped, padded, "x"],
        "expired": [old],
        "none": [""],
    }


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("forged", "was not made by"), ("expired", "older than an hour"), ("none", "was not made by")],
)
def test_a_bad_state_is_one_sentence_and_changes_nothing(story, browser, kind, sentence):
    before = connected(story.desk)
    for state in bad_states(story.desk)[kind]:
        page = agree(story, browser, state=state or None) if state else None
        page = page or browser.get(f"{story.web.url}/aliexpress/callback?code=c")
        assert (page.status_code, sentence in page.text) == (400, True)
    connecting.exchange()

    assert connected(story.desk) == before
    with story.desk.database.read() as session:
        assert session.exec(select(Grant)).all() == []


def test_a_state_is_good_once(story, browser):
    state = states.state_for(story.desk.settings, "nordic", story.desk.now())
    agree(story, browser, state=state)
    connecting.exchange()
    token = connected(story.desk)[0].access_token

    page = agree(story, browser, state=state)
    connecting.exchange()

    assert (page.status_code, "nordic is connected" in page.text) == (409, True)
    assert connected(story.desk)[0].access_token == token


def test_another_sellers_account_is_refused(story, browser):
    before = connected(story.desk)[0].access_token
    state = states.state_for(story.desk.settings, "nordic", story.desk.now())
    agree(story, browser, who="solar", state=state)
    connecting.exchange()

    page = agree(story, browser, state=state)

    assert "another seller (2671002024) than nordic does (2671001011)" in page.text
    assert connected(story.desk)[0].access_token == before


def test_a_code_that_is_no_good_says_so_and_leaves_the_store_alone(story, browser):
    before = connected(story.desk)[0].access_token
    state = states.state_for(story.desk.settings, "nordic", story.desk.now())
    callback = f"{story.web.url}/aliexpress/callback?code=wrong&state={state}"
    browser.get(callback)
    connecting.exchange()

    assert "did not accept the authorisation code" in browser.get(callback).text
    assert connected(story.desk)[0].access_token == before


def test_a_code_is_asked_for_again_when_the_platform_is_away(story, browser):
    disconnect(story.desk)
    story.gateway.fault("500", method="/auth/token/create", count=1)
    agree(story, browser)
    connecting.exchange()
    assert connected(story.desk)[0].access_token is None

    with story.desk.database.write() as session:
        session.exec(select(Grant)).one().try_at = story.desk.now()
    connecting.exchange()

    assert connected(story.desk)[0].access_token is not None


def test_a_worker_that_dies_leaves_the_code_to_the_next(story, browser):
    disconnect(story.desk)
    agree(story, browser)
    with story.desk.database.write() as session:
        grant = session.exec(select(Grant)).one()
        grant.held_until, grant.fence = story.desk.now() + DAY, 7
    connecting.exchange()
    assert connected(story.desk)[0].access_token is None

    with story.desk.database.write() as session:
        session.exec(select(Grant)).one().held_until = story.desk.now() - DAY
    connecting.exchange()

    assert connected(story.desk)[0].access_token is not None


# Whoever may not, and whoever may.


def test_the_machine_itself_needs_no_invitation(story, browser):
    asked = f"{story.web.url}/aliexpress/authorize"

    answer = browser.get(f"{asked}?store=nordic", follow_redirects=False)
    stranger = browser.get(f"{asked}?store=nordic", headers={"Forwarded": "for=203.0.113.7"})

    told = parse_qs(urlsplit(answer.headers["location"]).query)
    assert answer.status_code == 302
    assert told["redirect_uri"] == ["http://127.0.0.1:8000/aliexpress/callback"]
    assert states.read(story.desk.settings, told["state"][0], story.desk.now()).store == "nordic"
    assert (stranger.status_code, "is not good here" in stranger.text) == (403, True)
    assert browser.get(f"{asked}?store=no<b>").status_code == 404
    assert browser.get(asked).status_code == 400


# What a person must mend.


def troubles(story):
    said = [text_of(m) for m in top_level(story.workspace.messages())]
    return [text for text in said if "⚠ *nordic*" in text or "✔ *nordic*" in text]


def link_in(text):
    return text.partition("<")[2].partition("|")[0].replace("&amp;", "&")


def test_a_revoked_store_is_told_once_and_mended_by_its_link(story, browser):
    story.gateway.control("revoke", store="nordic")
    story.poll()
    story.poll()

    [told] = troubles(story)
    assert "no longer accepts its authorisation" in told
    way = urlsplit(link_in(told))
    sent = browser.get(f"{story.web.url}{way.path}?{way.query}", follow_redirects=False)
    state = parse_qs(urlsplit(sent.headers["location"]).query)["state"][0]
    agree(story, browser, state=state)
    connecting.exchange()
    Delivery(story.desk).run()

    [told] = troubles(story)
    assert "was mended <!date" in told
    assert browser.get(
        f"{story.web.url}{way.path}?{way.query}", headers={"Forwarded": "x"}
    ).is_error


def test_a_missing_permission_is_told_once_until_it_is_granted(story):
    story.gateway.control("permission", store="nordic", group="disputes", granted=False)
    story.poll()
    [told] = troubles(story)

    story.gateway.control("permission", store="nordic", group="disputes", granted=True)
    with story.desk.database.write() as session:
        for source in session.exec(select(Source)):
            source.try_at = None
    story.poll()

    assert "lacks a permission" in told
    assert "was mended <!date" in troubles(story)[0]


def test_an_end_within_a_week_is_told_and_marked_in_the_digest(story):
    ends = story.desk.now() + 7 * DAY
    let_end(story.desk, ends + timedelta(hours=1))
    renewing.renew()
    Delivery(story.desk).run()
    assert troubles(story) == []

    let_end(story.desk, ends - timedelta(hours=1))
    renewing.renew()
    renewing.renew()
    Delivery(story.desk).run()

    [told] = troubles(story)
    assert "authorisation at AliExpress ends" in told
    first, second, *_ = digest_lines(story)
    assert "⚠ nordic, solar" in first
    assert "*nordic*: its authorisation at AliExpress ends soon" in second


def let_end(desk, moment):
    with desk.database.write() as session:
        stores.get(session, "nordic").refresh_expires_at = moment


def digest_lines(story):
    now = story.desk.now()
    with story.desk.database.read() as session:
        counted = figures.of(session, ["nordic", "solar"], "today", now - DAY, now)
    return as_text(digest(counted, "en")).split("\n")
