"""The digest's figures over a small history, and over a generated one that is counted twice."""

import json
import random
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from models import figures, moves
from models.disputes import Dispute
from models.figures import Figures, Moving
from models.reading import sources
from models.reading.sources import Door
from models.records import Outcome
from tests.builders import (
    DAY,
    HOUR,
    a_dispute_news,
    a_dispute_record,
    a_store,
    an_actor,
    an_order_record,
)

NINE = datetime(2026, 10, 27, 8, tzinfo=UTC)
SINCE = NINE - DAY
SECOND = HOUR / 3600
ANA, BEN = an_actor(user_id="UANA"), an_actor(user_id="UBEN")


def told(ground, within=("nordic",), now=NINE):
    with ground.database.read() as session:
        return figures.of(session, list(within), "2026-10-27", SINCE, now)


def moving(ground, now=NINE):
    return {(m.origin, m.name): m for m in (Moving(*one) for one in told(ground, now=now).moving)}


def opened(ground, issue_id, opened_at=SINCE - 9 * DAY, due_at=None, **changes):
    record = a_dispute_record(
        issue_id=issue_id, opened_at=opened_at, modified_at=opened_at, due_at=due_at, **changes
    )
    ground.take_in(record, opened_at)
    return ground.dispute(issue_id).id


def ended(ground, issue_id, at, **how):
    """Open for long, and ended by AliExpress at that moment."""
    opened(ground, issue_id)
    over = {"status": "finish", "closed_at": at, "modified_at": at}
    ground.take_in(a_dispute_news(issue_id=issue_id, **over | how), at)


def test_a_day_is_quiet_unless_something_will_be_missed():
    """What falls due after a holiday may lie farther ahead than what the digest calls due."""
    assert Figures(forecast={"due": 1, "missed": 0}).is_quiet
    assert not Figures(forecast={"due": 1, "missed": 1}).is_quiet


@pytest.fixture
def history(ground):
    """What happened until nine; each dispute is named for what is special about it."""
    first = opened(ground, "first since", SINCE, NINE + DAY - SECOND, amount="10")
    opened(ground, "last before nine", NINE - SECOND, NINE + DAY, amount="20.20")
    late = opened(ground, "late", due_at=NINE - SECOND, amount="5", currency="EUR")
    opened(ground, "before", SINCE - SECOND, text="It arrived shattered.", amount=None)
    ground.move(moves.claim, ANA, issue_id="first since")

    opened(ground, "answered", due_at=NINE + HOUR)
    ground.move(moves.claim, BEN, issue_id="answered")
    answer = {"turn": "buyer", "modified_at": SINCE}
    ground.take_in(a_dispute_news(issue_id="answered", **answer), SINCE)
    opened(ground, "theirs", due_at=NINE - HOUR, platform_handled=True)

    for issue, at in [("won", SINCE), ("won earlier", SINCE - SECOND)]:
        ended(ground, issue, at, outcome="won")
    ended(ground, "ended", SINCE)
    ended(ground, "silent", NINE - SECOND, outcome="lost_by_silence", refunded="42.65")
    opened(ground, "history", status="finish", closed_at=SINCE - DAY, outcome="won")
    opened(ground, "resolved")
    resolved = {"issue_id": "resolved", "now": NINE - SECOND}
    ground.move(moves.resolve, ANA, Outcome.AGREED_REFUND, refunded=Decimal(1), **resolved)
    ground.first, ground.late = first, late
    return ground


def test_what_is_new_happened_since_the_last_one_and_before_this(history):
    counted = told(history)

    assert (counted.since, counted.opened, counted.answered) == (SINCE.isoformat(), 2, 1)
    assert counted.closed == [
        ["agreed_refund", 1],
        ["lost_by_silence", 1],
        ["unknown", 1],
        ["won", 1],
    ]
    assert counted.refunded == [["USD", "43.65"]]
    assert (counted.silent, counted.silent_money) == (1, [["USD", "42.65"]])


def test_at_risk_is_what_falls_due_within_a_day(history):
    counted = told(history)

    assert (counted.due_numbers, counted.due) == ([history.first], 1)
    assert counted.due_money == [["USD", "10.00"]]
    assert (counted.overdue_numbers, counted.overdue) == ([history.late], 1)


def test_what_is_open_is_counted_by_whose_it_is(history):
    counted = told(history)

    assert (counted.open, counted.handled, counted.unclaimed) == (6, 1, 3)
    assert counted.people == [["UANA", 1, 0, (NINE + DAY - SECOND).isoformat()]]
    assert counted.by_cause == [["L1", 5], ["P1", 1]]


def test_whoever_is_most_delayed_comes_first(ground):
    for issue, who, hours in [("a", ANA, 9), ("b", BEN, -1), ("c", BEN, 3)]:
        opened(ground, issue, due_at=NINE + hours * HOUR)
        ground.move(moves.claim, who, issue_id=issue)
    opened(ground, "no deadline")
    ground.move(moves.claim, an_actor(user_id="ULEA"), issue_id="no deadline")

    assert told(ground).people == [
        ["UBEN", 2, 1, (NINE - HOUR).isoformat()],
        ["UANA", 1, 0, (NINE + 9 * HOUR).isoformat()],
        ["ULEA", 1, 0, None],
    ]


def test_money_at_stake_is_ours_to_lose_and_never_added_across_currencies(history):
    assert told(history).at_stake == [["EUR", "5.00"], ["USD", "30.20"]]


def test_what_aliexpress_decided_itself_is_told_apart_and_costs_nothing(ground):
    theirs = {"platform_handled": True, "outcome": "lost_by_silence", "refunded": "40"}
    ended(ground, "theirs", NINE - HOUR, **theirs)
    ended(ground, "ours", NINE - HOUR, outcome="prevented")

    counted = told(ground)

    assert counted.closed == [["platform_handled", 1], ["prevented", 1]]
    assert (counted.refunded, counted.silent, counted.silent_money) == ([], 0, [])


def test_other_stores_are_other_digests(history):
    with history.database.write() as session:
        a_store(session, "iberia")
    there = a_dispute_record(store="iberia", opened_at=SINCE)
    history.take_in(there, SINCE)

    assert (told(history).open, told(history, ["iberia"]).open) == (6, 1)
    assert told(history, ["iberia", "nordic"]).open == 7


def test_a_long_list_is_counted_and_its_first_ten_named(ground):
    numbers = [opened(ground, f"{n}", due_at=NINE + (20 - n) * HOUR) for n in range(12)]

    counted = told(ground)

    assert counted.due == 12
    assert counted.due_numbers == numbers[:1:-1]


def test_a_source_that_fails_is_named(ground):
    with ground.database.write() as session:
        sources.failed(session, "nordic", Door.DISPUTES, NINE - HOUR, "The token expired.")
        sources.succeeded(session, "nordic", Door.ORDERS, NINE, 5)

    [trouble] = told(ground).troubles
    assert trouble == ["nordic", "disputes", (NINE - HOUR).isoformat(), "The token expired."]


def test_a_product_that_brings_more_than_before_is_told_with_its_usual_cause(ground):
    for n in range(4):
        opened(ground, f"new {n}", NINE - n * DAY, text="It arrived shattered.")
    opened(ground, "other cause", NINE - DAY, product_id="2", product_name="Lamp")
    opened(ground, "last week", NINE - 8 * DAY)
    opened(ground, "too old", NINE - 14 * DAY - SECOND)

    found = moving(ground, now=NINE + SECOND)
    speaker = found["product", "Bluetooth speaker X3"]
    assert (speaker.now, speaker.before, speaker.cause) == (4, 1, "P1")
    assert (found["cause", "P1"].now, found["cause", "L1"].before) == (4, 1)
    assert found["country", "RU"].now == 5


def test_what_was_read_late_is_new_in_one_digest(ground):
    night = NINE - 3 * HOUR
    late = a_dispute_record(issue_id="night", opened_at=night, modified_at=night)
    ground.take_in(late, NINE + HOUR)

    assert told(ground).opened == 0
    with ground.database.read() as session:
        assert figures.of(session, ["nordic"], "next", NINE, NINE + DAY).opened == 1


def test_carriers_are_those_of_the_orders(ground):
    for n, carrier in enumerate(["EMS", "EMS", "Yanwen", None]):
        ground.take_in(an_order_record(order_id=f"{n}", carrier=carrier))
        opened(ground, f"{n}", NINE - DAY, order_id=f"{n}")

    found = moving(ground)
    assert {name: m.now for (origin, name), m in found.items() if origin == "carrier"} == {
        "EMS": 2,
        "Yanwen": 1,
    }


def test_figures_survive_being_kept_as_json_and_older_ones_can_be_read(history):
    counted = told(history)

    assert Figures.read(json.loads(json.dumps(counted.plain()))) == counted
    older = Figures.read({"day": "2026-01-01", "due_today_count": 3, "due_today": [7], "by": 1})
    assert (older.due, older.due_numbers, older.is_quiet) == (3, [7], False)


@pytest.mark.parametrize("seed", range(1))
def test_counted_in_another_way_they_are_the_same(ground, seed):
    dice = random.Random(seed)
    for n in range(120):
        at = NINE - dice.uniform(0, 20) * DAY
        closed = at + dice.uniform(0, 9) * DAY
        opened(
            ground,
            f"{n}",
            at,
            NINE + dice.uniform(-2, 4) * DAY,
            amount=f"{dice.randint(1, 99)}.50",
            currency=dice.choice(["USD", "EUR"]),
            platform_handled=dice.random() < 0.2,
            buyer_country=dice.choice(["RU", "BR", None]),
        )
        if closed < NINE and dice.random() < 0.8:
            over = {"status": "finish", "closed_at": closed, "modified_at": closed}
            paid = {"refunded": dice.choice([None, "3.10"])}
            ground.take_in(a_dispute_news(issue_id=f"{n}", **over | paid), closed)
    rows = ground.all(Dispute)
    still = [one for one in rows if one.closed_at is None]
    ours = [one for one in still if one.waits_for_us]
    over = [one for one in rows if one.closed_at and SINCE <= one.closed_at < NINE]
    paid = [one for one in over if not one.platform_handled]  # AliExpress pays for its own.

    counted = told(ground)

    assert (counted.open, counted.handled) == (len(still), sum(o.platform_handled for o in still))
    assert counted.overdue == sum(one.due_at < NINE for one in ours)
    assert counted.due == sum(NINE <= one.due_at < NINE + DAY for one in ours)
    assert counted.opened == sum(SINCE <= one.opened_at < NINE for one in rows)
    assert sum(number for _, number in counted.closed) == len(over)
    assert dict(counted.refunded) == sums(paid, "refunded")
    assert dict(counted.at_stake) == sums(ours, "amount")
    lately = Counter(o.buyer_country for o in rows if NINE - 7 * DAY <= o.opened_at < NINE)
    countries = {name: m.now for (origin, name), m in moving(ground).items() if origin == "country"}
    assert countries == {name: number for name, number in lately.items() if name}


def sums(disputes, what):
    totals = {}
    for one in disputes:
        if getattr(one, what) is not None:
            totals[one.currency] = totals.get(one.currency, 0) + getattr(one, what)
    return {currency: f"{total:.2f}" for currency, total in totals.items()}
