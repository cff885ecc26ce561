"""The whole search on a real database, looked at as the job does."""

import pytest
from sqlmodel import select

from models import stores
from models.hotspots import keeping, searching
from models.hotspots.spots import HotSpot, Kind, Subject
from models.products import Product
from models.tagging.causes import Cause
from tests.builders import DAY, NOON, STORE


def search(shop, now=NOON):
    with shop.ground.database.read() as session:
        return searching.search(session, stores.get(session, STORE), now)


def look(shop, now):
    found = search(shop, now)
    with shop.ground.database.write() as session:
        keeping.keep(session, stores.get(session, STORE), found, now, "CLEADS")


@pytest.fixture
def bad_lane(shop):
    """Two carriers; the one loses parcels to Brazil since fifty days."""
    for ago in range(330, 0, -20):
        lost = 8 if ago < 55 else 0
        shop.sells(20, ago, disputed=lost, carrier="Yanwen Air", product="p1")
        shop.sells(20, ago, disputed=1, carrier="Yanwen Air", buyer_country="RU", product="p2")
        shop.sells(20, ago, disputed=1, carrier="Cainiao", product="p1")
    return shop


def test_a_lane_is_found_and_not_its_carrier_or_its_goods(bad_lane):
    [found] = search(bad_lane)

    assert (found.kind, found.subject, found.name) == (Kind.RATE, Subject.LANE, "Yanwen Air BR")
    assert found.figures["orders"] == 60  # Of 50, 30 and 10 days ago.
    assert found.cause is Cause.P1
    assert found.figures["causes"] == [["P1", 24]]
    assert len(set(found.samples)) == 24


def test_it_is_found_as_it_begins_and_kept_once(bad_lane):
    for ago in range(49, -1, -14):
        look(bad_lane, NOON - ago * DAY)

    [spot] = bad_lane.ground.all(HotSpot)
    assert spot.name == "Yanwen Air BR"
    assert NOON - 45 * DAY < spot.found_at < NOON - 10 * DAY


def test_a_quiet_shop_has_none(quick_shop):
    quick_shop.usual()

    assert search(quick_shop) == []


def test_a_bad_supplier_is_found_by_all_its_goods(quick_shop):
    names = [f"p{n}" for n in range(8)]
    quick_shop.ground.add(
        *(
            Product(store=STORE, product_id=name, supplier=f"S{n // 3}", told_at=NOON)
            for n, name in enumerate(names)
        )
    )
    for ago in range(330, 0, -60):
        for n, name in enumerate(names):
            bad = 6 if n < 3 and ago < 40 else n % 2
            quick_shop.sells(20, ago, disputed=bad, product=name)

    [found] = search(quick_shop)

    assert (found.subject, found.name) == (Subject.SUPPLIER, "S0")


def test_where_causes_differ_none_is_that_of_most(quick_shop):
    quick_shop.usual()
    bad = quick_shop.sells(60, ago=20, product="p1")
    causes = [Cause.P1, Cause.P3, Cause.L1]
    quick_shop.ground.add(
        *(quick_shop.a_dispute(order, 20, cause=causes[n % 3]) for n, order in enumerate(bad[:30]))
    )

    [found] = search(quick_shop)
    assert found.cause is None
    assert sum(count for _, count in found.figures["causes"]) == 32


def test_a_product_is_called_as_the_store_calls_it(quick_shop):
    quick_shop.usual()
    quick_shop.sells(60, ago=20, disputed=30, product="p1")
    assert search(quick_shop)[0].called == "Lamp p1"

    own = Product(store=STORE, product_id="p1", name="The lamp", told_at=NOON)
    quick_shop.ground.add(own)
    assert search(quick_shop)[0].called == "The lamp"


def test_what_other_stores_sell_is_theirs(quick_shop):
    quick_shop.usual()
    with quick_shop.ground.database.write() as session:
        session.add(stores.Store(name="iberia", channel="C2", added_at=NOON))
    quick_shop.sells(60, ago=20, disputed=30, product="p1", store="iberia")

    assert search(quick_shop) == []
    with quick_shop.ground.database.read() as session:
        [_, _] = session.exec(select(stores.Store)).all()
