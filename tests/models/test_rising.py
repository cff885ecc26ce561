"""What brings more than it usually does: told where it is true, and where it comes from."""

import random

import pytest
from scipy import stats

from models.figures import rising
from models.figures.chance import chance_of
from models.tagging.causes import Cause
from tests.builders import DAY, HOUR, NOON, STORE, a_dispute_record, a_store, an_order_record

BROKEN = "It arrived shattered."
CUSTOMS = "The parcel is held by customs."


@pytest.fixture
def calm(ground):
    """A store known for ten weeks, with a dispute every other day, of many products."""
    for n in range(35):
        opened(ground, f"calm {n}", NOON - (2 * n + 1) * DAY, product=f"p{n % 7}", country="ES")
    return ground


def opened(ground, issue, at, product="1", country="RU", text=BROKEN, **more):
    about = {"product_id": product, "product_name": f"Product {product}", "buyer_country": country}
    record = a_dispute_record(
        issue_id=issue,
        order_id=issue,
        opened_at=at,
        modified_at=at,
        due_at=None,
        text=text,
        **about | more,
    )
    ground.take_in(record, at)


def shipped(ground, order, at, product="1"):
    item = {"product_id": product, "name": f"Product {product}"}
    ground.take_in(an_order_record(order_id=order, shipped_at=at, items=[item], ship_by=None))


def told(ground, within=(STORE,), until=NOON, span=7 * DAY):
    with ground.database.read() as session:
        return rising.of(session, list(within), until, span)


def test_a_cause_that_rises_says_where_since_when_and_which(calm):
    for n in range(8):
        opened(calm, f"held {n}", NOON - (n + 1) * 9 * HOUR, f"q{n}", "BR", CUSTOMS)

    [one] = told(calm)

    assert (one.origin, one.name, one.now, one.usual) == ("cause", "B2", 8, 0)
    assert one.where == ["country", "BR", 8]
    assert one.since == (NOON - 72 * HOUR).isoformat()
    assert one.numbers == [calm.dispute(f"held {n}").id for n in range(8)]
    assert one.shipped == []


def test_a_product_says_of_how_many_shipped_and_before_that(calm):
    for n in range(40):
        shipped(calm, f"fine {n}", NOON - 60 * DAY + n * DAY)  # 20 until day 40, then 20.
    for n in range(6):
        shipped(calm, f"broken {n}", NOON - (40 - 3 * n) * DAY)
        opened(calm, f"broken {n}", NOON - DAY - n * HOUR, "1", "RU")
    shipped(calm, "earlier", NOON - 50 * DAY)
    opened(calm, "earlier", NOON - 30 * DAY, "1", "RU")

    found = {one.origin: one for one in told(calm)}

    product = found["product"]
    assert (product.name, product.now, product.cause) == ("Product 1", 6, Cause.P1)
    # From day 40 to day 25 before: sixteen that were fine, six that broke.
    assert product.shipped == [6, 22, 1, 21]


def test_the_same_disputes_are_told_once(calm):
    for n in range(9):
        opened(calm, f"held {n}", NOON - (n + 1) * 9 * HOUR, "q", "BR", CUSTOMS)

    assert [one.origin for one in told(calm)] == ["cause"]


def test_where_most_others_go_too_is_no_news(calm):
    for n in range(20):
        opened(calm, f"held {n}", NOON - DAY - n * HOUR, f"q{n}", "ES", CUSTOMS)

    assert [(one.name, one.where) for one in told(calm) if one.origin == "cause"] == [("B2", [])]


def test_what_came_before_in_the_same_way_has_no_beginning(calm):
    opened(calm, "last week", NOON - 8 * DAY, "q", "BR", CUSTOMS)
    for n in range(9):
        opened(calm, f"held {n}", NOON - DAY - n * HOUR, "q", "BR", CUSTOMS)

    assert [one.since for one in told(calm)] == [""]


def test_few_are_no_rise_however_rare(calm):
    for n in range(2):
        opened(calm, f"held {n}", NOON - n * HOUR, "q", "BR", CUSTOMS)

    assert told(calm) == []


def test_a_store_that_is_new_to_the_desk_has_no_usual(ground):
    for n in range(30):
        opened(ground, f"{n}", NOON - n * DAY)
    with ground.database.write() as session:
        a_store(session, "iberia")

    assert told(ground, [STORE, "iberia"]) == []


def test_quiet_stores_are_left_quiet():
    """What chance alone brings in four hundred weeks of stores with a hundred products."""
    dice, false = random.Random(7), 0
    for _week in range(400):
        products = [[poisson(dice, 0.3) for _ in range(5)] for _ in range(100)]
        seen = [counts for counts in products if any(counts)]
        false += any(
            now >= rising.LEAST and rising._is_rise(now, earlier, len(seen))
            for now, *earlier in seen
        )
    assert false <= 400 * rising.CHANCE


def poisson(dice, mean):
    """By the gaps between arrivals."""
    count, at = 0, dice.expovariate(mean)
    while at < 1:
        count, at = count + 1, at + dice.expovariate(mean)
    return count


@pytest.mark.parametrize(("now", "earlier"), [(3, 0), (4, 4), (9, 8), (40, 30), (900, 3000)])
def test_the_chance_is_that_of_a_statistics_library(now, earlier):
    true = stats.binom.sf(now - 1, now + earlier, 1 / 5)

    assert chance_of(now, earlier, 4) == pytest.approx(true, rel=1e-9)
