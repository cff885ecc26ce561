"""Connecting a store: consent, code, tokens and their renewal."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from jobs.sources.calling import App, Caller
from jobs.sources.errors import TokenRejected, Unavailable
from jobs.sources.sandbox.stores import APP_KEY, DEMO_STORES
from jobs.sources.tokens import Authority
from models.records import Status
from slackbot.authorizing import authorize_address

NOW = datetime(2024, 4, 1, tzinfo=UTC)
MONTH = timedelta(days=30)


def consent(gateway, store):
    """The owner follows the link and picks the store; the code comes back with our state."""
    address = authorize_address(gateway.url, APP_KEY, "https://desk.test/callback", "signed")
    answer = gateway.http.get(f"{address}&store={store}", follow_redirects=False)
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert back["state"] == ["signed"]
    return back["code"][0]


def test_the_page_asks_which_store(gateway):
    page = gateway.http.get(authorize_address(gateway.url, APP_KEY, "https://desk.test/", "s"))
    assert all(store.name in page.text for store in DEMO_STORES)


def test_a_code_becomes_tokens_that_read_the_store(gateway):
    tokens = Authority(gateway.caller()).create(consent(gateway, "solar"))
    assert gateway.source("solar", token=tokens.access_token).listed(Status.PROCESSING, 1).rows
    assert abs(tokens.expires_at - datetime.now(UTC) - MONTH) < timedelta(minutes=1)
    assert tokens.refresh_expires_at > tokens.expires_at


def test_a_code_works_once(gateway):
    code = consent(gateway, "solar")
    Authority(gateway.caller()).create(code)
    with pytest.raises(TokenRejected, match="did not accept the authorisation code"):
        Authority(gateway.caller()).create(code)


def test_a_refresh_renews_access_and_not_itself(gateway):
    authority = Authority(gateway.caller())
    first = authority.create(consent(gateway, "toys"))
    second = authority.refresh(first.refresh_token)
    assert second.access_token != first.access_token
    assert second.refresh_expires_at <= first.refresh_expires_at + timedelta(seconds=1)


def test_a_demo_store_can_be_refreshed(gateway):
    tokens = Authority(gateway.caller()).refresh(DEMO_STORES[0].refresh_token)
    assert gateway.source("nordic", token=tokens.access_token).listed(Status.FINISH, 1).rows


def test_a_revoked_store_can_be_neither_read_nor_refreshed(gateway):
    gateway.control("revoke", store="nordic")
    with pytest.raises(TokenRejected):
        gateway.source("nordic").listed(Status.PROCESSING, 1)
    with pytest.raises(TokenRejected):
        Authority(gateway.caller()).refresh(DEMO_STORES[0].refresh_token)


def test_no_token_shows_when_it_is_printed(gateway):
    tokens = Authority(gateway.caller()).refresh(DEMO_STORES[0].refresh_token)
    assert tokens.access_token not in repr(tokens)


def test_an_unknown_app_is_shown_no_store(gateway):
    page = httpx.get(f"{gateway.url}/oauth/authorize?client_id=other")
    assert page.status_code == 400


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"expires_in": 86400, "expire_time": 1714192160000}, NOW + timedelta(days=1)),
        ({"expire_time": 1714192160000}, datetime(2024, 4, 27, 4, 29, 20, tzinfo=UTC)),
        ({}, None),
    ],
)
def test_the_span_of_a_token_counts_more_than_its_end(told, expected):
    answer = httpx.Response(200, json={"access_token": "a", "code": "0"} | told)
    http = httpx.Client(transport=httpx.MockTransport(lambda _request: answer), base_url="http://t")
    tokens = Authority(Caller(http, App("key", "secret"), lambda: NOW)).refresh("r")
    assert tokens.expires_at == expected


def test_an_answer_without_a_token_is_no_answer():
    answer = httpx.Response(200, json={"code": "0"})
    http = httpx.Client(transport=httpx.MockTransport(lambda _request: answer), base_url="http://t")
    with pytest.raises(Unavailable, match="without an access token"):
        Authority(Caller(http, App("key", "secret"), lambda: NOW)).refresh("r")
