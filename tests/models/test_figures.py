"""The digest's figures over a small history, on the days on which the clocks change."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from models import figures, moves
from models.figures import Figures
from models.reading import sources
from models.reading.sources import Door
from models.records import Outcome
from tests.builders import DAY, HOUR, a_dispute_news, a_dispute_record, a_store, an_actor

MADRID = ZoneInfo("Europe/Madrid")
SUNDAY = date(2026, 10, 25)  # It has 25 hours there, and Saturday began at 22:00 UTC.
SATURDAY_STARTS = datetime(2026, 10, 23, 22, tzinfo=UTC)
SUNDAY_STARTS = datetime(2026, 10, 24, 22, tzinfo=UTC)
SUNDAY_ENDS = datetime(2026, 10, 25, 23, tzinfo=UTC)
NINE = datetime(2026, 10, 25, 8, tzinfo=UTC)
SECOND = HOUR / 3600
ANA, BEN = an_actor(user_id="UANA"), an_actor(user_id="UBEN")


def told(ground, within=("nordic",), day=SUNDAY, now=NINE):
    with ground.database.read() as session:
        return figures.of(session, list(within), day, MADRID, now)


def opened(ground, issue_id, opened_at=SATURDAY_STARTS - 9 * DAY, due_at=None, **changes):
    record = a_dispute_record(
        issue_id=issue_id, opened_at=opened_at, modified_at=opened_at, due_at=due_at, **changes
    )
    ground.take_in(record, opened_at)
    return ground.dispute(issue_id).id


@pytest.fixture
def history(ground):
    """What happened until nine on Sunday; each dispute is named for what is special about it."""
    first = opened(ground, "first of saturday", SATURDAY_STARTS, SUNDAY_ENDS - SECOND, amount="10")
    opened(ground, "last of saturday", SUNDAY_STARTS - SECOND, SUNDAY_ENDS, amount="20.20")
    late = opened(ground, "sunday's", SUNDAY_STARTS, NINE - SECOND, amount="5", currency="EUR")
    opened(ground, "friday's", SATURDAY_STARTS - SECOND, text="It arrived shattered.", amount=None)
    ground.move(moves.claim, ANA, issue_id="first of saturday")

    opened(ground, "answered", due_at=NINE + HOUR)
    ground.move(moves.claim, BEN, issue_id="answered")
    answer = {"turn": "buyer", "modified_at": SATURDAY_STARTS}
    ground.take_in(a_dispute_news(issue_id="answered", **answer), NINE)
    opened(ground, "theirs", due_at=NINE - HOUR, platform_handled=True)

    for issue, at in [("won", SATURDAY_STARTS), ("won earlier", SATURDAY_STARTS - SECOND)]:
        opened(ground, issue, status="finish", outcome="won", closed_at=at)
    opened(ground, "ended", status="finish", closed_at=SATURDAY_STARTS)
    opened(ground, "resolved")
    resolved = {"issue_id": "resolved", "now": SUNDAY_STARTS - SECOND}
    ground.move(moves.resolve, ANA, Outcome.AGREED_REFUND, refunded=Decimal(1), **resolved)
    ground.first, ground.late = first, late
    return ground


def test_yesterday_is_the_teams_yesterday(history):
    counted = told(history)

    assert (counted.day, counted.opened, counted.answered) == ("2026-10-25", 2, 1)
    assert counted.closed == [["agreed_refund", 1], ["unknown", 1], ["won", 1]]


def test_today_ends_at_the_teams_midnight(history):
    counted = told(history)

    assert (counted.due_today, counted.due_today_count) == ([history.first], 1)
    assert counted.due_money == [["USD", "10.00"]]


def test_what_is_open_is_counted_by_whose_it_is(history):
    counted = told(history)

    assert (counted.open, counted.overdue, counted.unclaimed) == (6, 1, 3)
    assert counted.by_agent == [["UANA", 1], ["UBEN", 1]]
    assert counted.by_cause == [["L1", 5], ["P1", 1]]


def test_money_at_stake_is_ours_to_lose_and_never_added_across_currencies(history):
    assert told(history).at_stake == [["EUR", "5.00"], ["USD", "30.20"]]


def test_other_stores_are_other_digests(history):
    with history.database.write() as session:
        a_store(session, "iberia")
    there = a_dispute_record(store="iberia", opened_at=SATURDAY_STARTS)
    history.take_in(there, SATURDAY_STARTS)

    assert (told(history).open, told(history, ["iberia"]).open) == (6, 1)
    assert told(history, ["iberia", "nordic"]).open == 7


def test_a_day_of_23_hours_ends_when_it_ends(ground):
    ends = datetime(2027, 3, 28, 22, tzinfo=UTC)
    number = opened(ground, "in time", due_at=ends - SECOND)
    opened(ground, "tomorrow", due_at=ends)

    counted = told(ground, day=date(2027, 3, 28), now=ends - 15 * HOUR)

    assert counted.due_today == [number]


def test_a_long_list_is_counted_and_its_first_ten_named(ground):
    numbers = [opened(ground, f"{n}", due_at=NINE + (20 - n) * HOUR / 2) for n in range(12)]

    counted = told(ground)

    assert counted.due_today_count == 12
    assert counted.due_today == numbers[:1:-1]


def test_a_source_that_fails_is_named(ground):
    with ground.database.write() as session:
        sources.failed(session, "nordic", Door.DISPUTES, NINE - HOUR, "The token expired.")
        sources.succeeded(session, "nordic", Door.ORDERS, NINE, 5)

    [trouble] = told(ground).troubles
    assert trouble == ["nordic", "disputes", (NINE - HOUR).isoformat(), "The token expired."]


def test_figures_survive_being_kept_as_json(history):
    counted = told(history)

    assert Figures.read(json.loads(json.dumps(counted.plain()))) == counted
