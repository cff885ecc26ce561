"""After the time that is set, the buyer's words go and the figures stay."""

from datetime import UTC, datetime, timedelta

import pytest

from models import disputes, intake, retention
from models.database import Database
from models.records import DisputeRecord
from models.stores import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.close()


def closed(session, days_ago):
    ended = NOW - timedelta(days=days_ago)
    session.add(Store(name="nordic", channel="CNORDIC", added_at=NOW))
    session.flush()
    told = {
        "store": "nordic",
        "issue_id": "1",
        "order_id": "2",
        "opened_at": ended - timedelta(days=3),
        "modified_at": ended,
        "closed_at": ended,
        "status": "finish",
        "buyer": "mx17rae",
        "text": "It never came",
        "amount": "12.50",
        "currency": "USD",
        "solutions": [{"solution_id": "1", "owner": "buyer", "content": "It never came"}],
    }
    intake.take_in_dispute(session, DisputeRecord.model_validate(told), NOW)


@pytest.mark.parametrize(("days_ago", "kept"), [(399, "It never came"), (401, None)])
def test_words_go_and_money_stays(database, days_ago, kept):
    with database.write() as session:
        closed(session, days_ago)
    with database.write() as session:
        retention.forget(session, 400, NOW)

    with database.read() as session:
        dispute = disputes.find(session, "nordic", "1")
        [plan] = disputes.solutions_of(session, dispute)
    assert (dispute.text, plan.content) == (kept, kept)
    assert (dispute.amount, dispute.currency) == (12.5, "USD")


def test_what_is_forgotten_is_not_looked_at_again(database):
    with database.write() as session:
        closed(session, 401)

    with database.write() as session:
        assert retention.forget(session, 400, NOW) == 1
    with database.write() as session:
        assert retention.forget(session, 400, NOW) == 0
