"""A real answer of the platform goes through the client unchanged."""

from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest

from jobs.sources.account import Account
from jobs.sources.aliexpress import AliExpress
from jobs.sources.calling import App, Caller
from jobs.sources.rows import ListedDispute
from models.records import DueKind, Outcome, Status, Turn

LISTED = ListedDispute(issue_id="6346000000001470", buyer="mx1700000000abcd")


@pytest.fixture(scope="module")
def record(observed):
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, json=observed))
    http = httpx.Client(transport=transport, base_url="https://gateway.test")
    caller = Caller(http, App("key", "secret"), lambda: datetime(2026, 1, 1, tzinfo=UTC))
    return AliExpress(caller, Account("nordic", "token")).dispute(LISTED)


def test_it_is_keyed_by_the_id_we_asked_with(record):
    assert record.issue_id == "6346000000001470"
    assert (record.order_id, record.child_order_id) == ("8194000000001470", "8194000000011470")


def test_it_is_closed_although_a_plan_still_waits(record):
    assert (record.status, record.turn) == (Status.FINISH, Turn.CLOSED)
    assert record.raw_status == "return_success"
    assert record.solutions[0].status == "wait_seller_accept"


def test_the_platform_imposed_what_the_buyer_asked(record):
    """The platform's plan has no dollars: the buyer's plan tells the rate."""
    assert record.outcome is Outcome.ARBITRATED_LOST
    assert (record.amount, record.currency) == (Decimal("66.65"), "USD")
    assert record.refunded == Decimal("66.65")


def test_its_times_are_the_platforms(record):
    assert record.opened_at == datetime(2024, 10, 28, 11, 23, 19, tzinfo=UTC)
    assert record.closed_at == datetime(2024, 10, 29, 2, 23, 14, tzinfo=UTC)
    assert record.due_kind is DueKind.APPEAL


def test_it_speaks_with_the_buyers_words(record):
    assert record.text == "not receive good"
    assert [line.action for line in record.process] == [
        "initiate",
        "initiate",
        "buyer_initiate_arbitration",
        "platform_force_reach",
        "perform_solution",
    ]
