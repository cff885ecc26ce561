"""Orders and their disputes over a generated year, counted a second time by hand."""

import random
from collections import defaultdict
from datetime import timedelta

import pytest
from sqlmodel import select

from models.disputes import Dispute
from models.hotspots import counting
from models.hotspots.counting import Counted, Tally
from models.hotspots.spots import Subject
from models.hotspots.subjects import Key
from models.hotspots.windows import Windows
from models.orders import Item, Order
from models.products import Product
from models.tagging.causes import Cause
from tests.builders import DAY, NOON, STORE, a_store

WINDOW = timedelta(days=60)
WINDOWS = Windows.before(NOON, WINDOW, timedelta(days=190))  # Three whole ones.
PRODUCTS = [f"p{n}" for n in range(6)]


@pytest.fixture
def year(ground):
    """Two stores with all that happens: several lines, several disputes, gaps in what is known."""
    dice = random.Random(7)
    with ground.database.write() as session:
        a_store(session, "iberia")
    ground.add(
        *(
            Product(
                store=store,
                product_id=product,
                supplier=dice.choice(["Ningbo Light", "Yiwu A", None]),
                warehouse=dice.choice(["Shenzhen", None]),
                told_at=NOON,
            )
            for product in PRODUCTS[:5]
            for store in (STORE, "iberia")
        )
    )
    orders = [an_order(n, dice) for n in range(400)]
    ground.add(*orders)
    ground.add(*(line for order in orders for line in lines(order, dice)))
    ground.add(*(one for order in orders for one in disputes(order, dice)))
    ground.add(a_dispute("unknown order", "x", STORE, NOON - DAY, None, None))
    return ground


def an_order(n, dice):
    shipped = NOON - dice.choice([dice.uniform(-5, 380), 60, 120, 0]) * DAY
    store = dice.choice([STORE, STORE, "iberia"])
    return Order(
        store=store,
        order_id=str(n if store == STORE else n - 1),  # So the stores share some.
        last_digits=str(n),
        shipped_at=dice.choice([shipped] * 9 + [None]),
        carrier=dice.choice(["Yanwen", "AliExpress Standard", None]),
        buyer_country=dice.choice(["br", "BR", "RU", None]),
        read_at=NOON,
    )


def lines(order, dice):
    for n, product in enumerate(dice.sample(PRODUCTS, dice.choice([1, 1, 1, 2, 3]))):
        for sku in dice.choice([["red"], [None], ["red", "big blue"]]):
            child = dice.choice([None, f"{order.id}-{n}-{sku}"])
            yield Item(order_key=order.id, product_id=product, sku=sku, child_order_id=child)


def disputes(order, dice):
    for n in range(dice.choice([0, 0, 1, 1, 2])):
        opened = (order.shipped_at or NOON - 30 * DAY) + dice.choice([dice.uniform(0, 90), 0]) * DAY
        product = dice.choice([None, *PRODUCTS])
        child = dice.choice([None, f"{order.id}-0-red"])
        yield a_dispute(order.order_id, f"{order.id}-{n}", order.store, opened, product, child)


def a_dispute(order_id, issue_id, store, opened, product, child):
    return Dispute(
        store=store,
        issue_id=issue_id,
        order_id=order_id,
        child_order_id=child,
        product_id=product,
        opened_at=opened,
        turn_since=opened,
        seen_at=opened,
        cause=Cause.P1,
        confidence=1.0,
    )


def counted(ground, without=()):
    with ground.database.read() as session:
        return counting.of(session, STORE, WINDOWS, list(without))


class ByHand:
    """Every row is looked at, one after the other."""

    def __init__(self, ground, without=()):
        self.without = set(without)
        self.products = {
            one.product_id: one for one in all_of(ground, Product) if one.store == STORE
        }
        self.lines = defaultdict(list)
        for item in ground.all(Item):
            self.lines[item.order_key].append(item)
        self.claims = defaultdict(list)
        for dispute in ground.all(Dispute):
            self.claims[dispute.store, dispute.order_id].append(dispute)
        self.sets = defaultdict(lambda: defaultdict(set))
        for order in ground.all(Order):
            if order.store == STORE and order.shipped_at is not None:
                self.count(order)

    def count(self, order):
        age = NOON - order.shipped_at
        if not timedelta(0) < age <= 4 * WINDOW:
            return
        window = -(-age // WINDOW) - 1
        in_time = [
            one
            for one in self.claims[STORE, order.order_id]
            if one.opened_at < NOON - window * WINDOW and one.opened_at >= NOON - 4 * WINDOW
        ]
        when = "now" if window == 0 else "before"
        mine = self.lines[order.id]
        keys = {key for line in mine for key in self.keys(order, line)}
        for line in mine:
            said = any(self.is_about(one, line) for one in in_time)
            if not self.without & set(self.keys(order, line)):
                for key in [*self.keys(order, line), "lines"]:
                    if key == "lines" or key.subject not in (Subject.CARRIER, Subject.LANE):
                        self.add(key, when, line.id, said)
        if not self.without & (keys or set(self.way(order))):
            for key in [*self.way(order), "parcels"]:
                self.add(key, when, order.id, bool(in_time))

    def add(self, key, when, unit, disputed):
        self.sets[key][when, "orders"].add(unit)
        if disputed:
            self.sets[key][when, "disputed"].add(unit)

    def is_about(self, dispute, line):
        product = dispute.product_id in (None, line.product_id)
        known = dispute.child_order_id and line.child_order_id
        return product and (not known or dispute.child_order_id == line.child_order_id)

    def keys(self, order, line):
        yield Key(Subject.PRODUCT, line.product_id)
        if line.sku:
            yield Key(Subject.VARIANT, f"{line.product_id} {line.sku}")
        product = self.products.get(line.product_id)
        if product and product.supplier:
            yield Key(Subject.SUPPLIER, product.supplier)
        if product and product.warehouse:
            yield Key(Subject.WAREHOUSE, product.warehouse)
        yield from self.way(order)

    def way(self, order):
        if order.carrier:
            yield Key(Subject.CARRIER, order.carrier)
            if order.buyer_country:
                yield Key(Subject.LANE, f"{order.carrier} {order.buyer_country.upper()}")

    def of(self, key):
        units = self.sets[key]
        return Counted(
            *(
                Tally(len(units[when, "orders"]), len(units[when, "disputed"]))
                for when in ("now", "before")
            )
        )


def all_of(ground, table):
    with ground.database.read() as session:
        return list(session.exec(select(table)))


def test_each_subject_is_counted_as_by_hand(year):
    told, hand = counted(year), ByHand(year)

    assert told.of == {key: hand.of(key) for key in hand.sets if isinstance(key, Key)}
    assert (told.lines, told.parcels) == (hand.of("lines"), hand.of("parcels"))
    assert {key.subject for key in told.of} == set(Subject)
    assert min(told.lines.now.disputed, told.lines.before.disputed) > 10
    with year.database.read() as session:
        alone = {key: counting.of_one(session, STORE, WINDOWS, key) for key in told.of}
    assert alone == told.of


OTHERS = [
    [Key(Subject.VARIANT, "p1 big blue")],
    [Key(Subject.SUPPLIER, "Yiwu A"), Key(Subject.LANE, "AliExpress Standard BR")],
    [Key(Subject.CARRIER, "Yanwen"), Key(Subject.PRODUCT, "p2")],
]


def test_what_is_of_others_is_left_out(year):
    for without in OTHERS:
        told, hand = counted(year, without), ByHand(year, without)

        assert told.of == {key: hand.of(key) for key in hand.sets if isinstance(key, Key)}
        assert (told.lines, told.parcels) == (hand.of("lines"), hand.of("parcels"))


def test_the_disputes_behind_a_rate_are_told_the_latest_first(shop):
    [first, second, _] = shop.sells(3, ago=30)
    shop.ground.add(shop.a_dispute(first, 30), shop.a_dispute(second, 30, after=9))
    shop.sells(2, ago=70, disputed=2)

    with shop.ground.database.read() as session:
        key = Key(Subject.PRODUCT, "p1")
        found = counting.disputes(session, STORE, WINDOWS, key)
        second_one, first_one = (session.get_one(Dispute, number) for number, _ in found)
    assert (first_one.order_id, second_one.order_id) == (first.order_id, second.order_id)


def test_a_dispute_after_its_window_is_not_held_against_younger_orders(quick_shop):
    """What is sixty to a hundred and twenty days old had as much time as what is younger."""
    [late] = quick_shop.sells(1, ago=61)
    quick_shop.ground.add(quick_shop.a_dispute(late, 61, after=2))
    [soon] = quick_shop.sells(1, ago=90)
    quick_shop.ground.add(quick_shop.a_dispute(soon, 90, after=2))

    told = counted(quick_shop.ground)
    assert told.of[Key(Subject.PRODUCT, "p1")] == Counted(Tally(), Tally(2, 1))
