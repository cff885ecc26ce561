"""Lanes that are slower than promised, over a generated year that is counted a second time."""

import random
from collections import defaultdict
from datetime import timedelta
from math import ceil
from statistics import median, median_low

import pytest

from models.hotspots import promises
from models.hotspots.spots import Kind, Subject
from models.shipping.lanes import Delivery
from models.tagging.causes import Cause
from tests.builders import DAY, HOUR, NOON, STORE, a_store
from tests.models.hotspots.worlds import a_dispute, an_order, looked_for, within

CARRIERS = ("AliExpress Standard", "Cainiao Super Economy", "China Post <@U1>")
COUNTRIES = ("RU", "BR", "DE", "us")


def sent(number, shipped, took, promised, lane=(CARRIERS[0], "RU"), store=STORE):
    """An order and its parcel; None where it is not there yet, or nobody promised anything."""
    carrier, country = lane
    order = an_order(
        number,
        store=store,
        carrier=carrier,
        buyer_country=country,
        paid_at=shipped - 2 * DAY,
        shipped_at=shipped,
        promised_by=promised and shipped + promised,
    )
    if took is None:
        return [order]
    arrived = Delivery(
        order_key=number,
        store=store,
        carrier=carrier,
        country=country.upper(),
        shipped_at=shipped,
        delivered_at=shipped + took,
    )
    return [order, arrived]


def keep(ground, *rows):
    orders = [row for parcel in rows for row in parcel[:1]]
    ground.add(*orders)
    ground.add(*(row for parcel in rows for row in parcel[1:]))


@pytest.fixture(params=range(1))
def year(ground, request):
    dice = random.Random(request.param)
    with ground.database.write() as session:
        a_store(session, "iberia")
    pace = {(c, k): dice.uniform(0.5, 1.5) for c in CARRIERS for k in COUNTRIES}
    parcels = []
    for number in range(1, 1600):
        carrier, country = dice.choice(CARRIERS), dice.choice(COUNTRIES)
        shipped = NOON - dice.uniform(0, 300) * DAY
        took = dice.uniform(5, 40) * pace[carrier, country] * DAY
        took = timedelta(seconds=round(took.total_seconds()))
        promised = dice.choice([None, 15 * DAY, 30 * DAY, 30 * DAY + 7 * HOUR, 45 * DAY])
        store = dice.choice([STORE, STORE, STORE, "iberia"])
        arrived = took if shipped + took < NOON else None
        parcels.append(sent(number, shipped, arrived, promised, (carrier, country), store))
    keep(ground, *parcels)
    causes = [Cause.L1, Cause.L1, Cause.L2, Cause.P5]
    ground.add(
        *(
            a_dispute(
                number,
                store=parcel[0].store,
                cause=dice.choice(causes),
                opened_at=NOON - dice.uniform(0, 200) * DAY,
            )
            for number, parcel in enumerate(parcels, 1)
            if dice.random() < 0.3
        )
    )
    return parcels, ground


def by_hand(parcels, disputes):
    """As the page on cures defines it, without a database."""
    arrived, latest = defaultdict(list), defaultdict(list)
    for order, *delivery in parcels:
        if order.store != STORE:
            continue
        lane = order.carrier, order.buyer_country.upper()
        if order.promised_by and within(order.paid_at):
            latest[lane].append((order.shipped_at, (order.promised_by - order.shipped_at).days))
        for one in delivery:
            if within(one.delivered_at):
                arrived[lane].append((one.delivered_at - one.shipped_at, one, order))
    for lane, there in arrived.items():
        days = sorted(ceil(took / DAY) for took, _, _ in there)
        known = [(one, order) for _, one, order in there if order.promised_by]
        late = sum(one.delivered_at > order.promised_by for one, order in known)
        ninth = days[ceil(len(days) * 0.9) - 1]
        promised = median_low(days for _, days in sorted(latest[lane])[-20:])
        if len(known) < 20 or late / len(known) <= 0.1 or ninth <= promised:
            continue
        orders = {o.order_id for o, *_ in parcels if (o.carrier, o.buyer_country.upper()) == lane}
        told = [d for d in disputes if d.order_id in orders and within(d.opened_at)]
        l1 = sorted((d.id for d in told if d.cause is Cause.L1), reverse=True)
        yield (
            lane,
            {
                "parcels": len(days),
                "late": late,
                "of": len(known),
                "median": round(median(days)),
                "promised": promised,
                "promise": ninth,
                "disputes": len(told),
                "lateness": len(l1),
                "samples": tuple(l1[:5]),
            },
        )


def test_a_lane_is_found_as_a_person_would_count_it(year):
    parcels, ground = year
    disputes = [one for one in ground.all(promises.Dispute) if one.store == STORE]
    expected = dict(by_hand(parcels, disputes))

    found = looked_for(ground, promises)

    assert 0 < len(expected) < len(CARRIERS) * len(COUNTRIES)
    told = {(one.figures["carrier"], one.figures["country"]): one for one in found}
    assert told.keys() == expected.keys()
    for lane, one in told.items():
        figures = {name: one.figures[name] for name in expected[lane] if name != "samples"}
        assert figures | {"samples": one.samples} == expected[lane]
        assert (one.kind, one.subject, one.cause) == (Kind.PROMISE, Subject.LANE, Cause.L1)
        assert one.called == f"{lane[0]} → {lane[1]}"
    assert [one.figures["late"] for one in found] == sorted(
        (one.figures["late"] for one in found), reverse=True
    )


def lane(ground, *days, promised=20, known=None):
    """Parcels that took so many days; what was promised is known of the first ones."""
    keep(
        ground,
        *(
            sent(n, NOON - 60 * DAY, took * DAY, promised * DAY if n <= (known or 99) else None)
            for n, took in enumerate(days, 1)
        ),
    )
    return [one.figures for one in looked_for(ground, promises)]


def test_more_than_one_of_ten_must_be_late(ground):
    assert lane(ground, *[20] * 27, *[25] * 3) == []


def test_the_days_to_promise_are_those_in_which_nine_of_ten_arrive(ground):
    [told] = lane(ground, *[20] * 26, *[25, 26, 27, 28])

    assert (told["promised"], told["promise"], told["late"], told["of"]) == (20, 25, 4, 30)


def test_few_parcels_say_nothing(ground):
    assert lane(ground, *[30] * 19) == []


def test_parcels_without_a_promise_say_nothing_of_it(ground):
    assert lane(ground, *[30] * 25, known=19) == []


def test_a_promise_that_was_changed_since_is_not_told_again(ground):
    slow = [sent(n, NOON - 60 * DAY, 30 * DAY, 20 * DAY) for n in range(1, 41)]
    since = [sent(n, NOON - 2 * DAY, None, 30 * DAY) for n in range(41, 61)]
    keep(ground, *slow, *since)

    assert looked_for(ground, promises) == []


def test_a_carrier_with_an_endless_name_fits_into_a_hot_spots_key(ground):
    keep(
        ground,
        *(sent(n, NOON - 60 * DAY, 30 * DAY, 9 * DAY, ("x" * 500, "RU")) for n in range(1, 21)),
    )

    [found] = looked_for(ground, promises)
    assert len(found.name) <= 200
    assert found.name.endswith(" RU")
