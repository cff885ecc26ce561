"""Products whose disputes cost more than they earn, over a year that is counted a second time."""

import random
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from models.disputes import Dispute
from models.hotspots import drops
from models.hotspots.spots import Kind, Subject
from models.orders import Item, Order
from models.products import Product
from models.records import Outcome
from models.rules.leading import Cures
from models.tagging.causes import Cause
from tests.builders import DAY, NOON, STORE, a_store
from tests.models.hotspots.worlds import a_dispute, an_item, an_order, looked_for, within

PRODUCTS = ("speaker", "lamp", "blanket", "earbuds")
COSTS = {"speaker": ("6", "USD"), "lamp": ("60", "CNY"), "blanket": (None, None)}


def a_product(product_id, cost, currency, **changes):
    told = {"store": STORE, "product_id": product_id, "told_at": NOON} | changes
    return Product(cost=cost and Decimal(cost), currency=currency, **told)


@pytest.fixture(params=range(1))
def year(ground, request):
    dice = random.Random(request.param)
    with ground.database.write() as session:
        a_store(session, "iberia")
    orders = [
        an_order(
            n,
            store=dice.choice([STORE, STORE, STORE, "iberia"]),
            paid_at=dice.choice([None, *[NOON - dice.uniform(0, 150) * DAY] * 9]),
            currency=dice.choice(["USD", "USD", "EUR"]),
        )
        for n in range(1, 300)
    ]
    ground.add(*orders)
    ground.add(
        *(
            an_item(
                order,
                dice.choice(PRODUCTS),
                quantity=dice.randint(1, 3),
                price=Decimal(dice.randint(500, 3000)) / 100,
            )
            for order in orders
            for _ in range(dice.choice([1, 1, 2]))
        )
    )
    ground.add(*(a_product(name, *told) for name, told in COSTS.items()))
    dear = dice.sample(PRODUCTS, 2)
    ground.add(*(a_closed_one(n, dice, dear) for n in range(1, 1200)))
    return ground


def a_closed_one(number, dice, dear):
    product = dice.choice([None, *PRODUCTS])
    most = 9000 if product in dear else 2000
    return a_dispute(
        number,
        store=dice.choice([STORE, STORE, "iberia"]),
        product_id=product,
        currency=dice.choice(["USD", "USD", "EUR", None]),
        opened_at=NOON - 200 * DAY,
        closed_at=dice.choice([None, NOON - dice.uniform(0, 150) * DAY]),
        refunded=dice.choice([None, Decimal(0), Decimal(dice.randint(1, most)) / 100]),
        outcome=dice.choice([None, Outcome.RESENT, Outcome.AGREED_REFUND]),
        platform_handled=dice.random() < 0.2,
        cause=dice.choice([Cause.P3, Cause.P5, Cause.P5]),
    )


def ours(one):
    mine = one.store == STORE and within(one.closed_at) and not one.platform_handled
    return mine and one.product_id and one.currency


def by_hand(ground):
    """As the page on cures defines it, without a database."""
    orders = {o.id: o for o in ground.all(Order) if o.store == STORE and within(o.paid_at)}
    sold, closed = defaultdict(list), defaultdict(list)
    for item in ground.all(Item):
        if item.order_key in orders:
            sold[item.product_id, orders[item.order_key].currency].append(item)
    for one in filter(ours, ground.all(Dispute)):
        closed[one.product_id, one.currency].append(one)
    for (product, currency), told in closed.items():
        cost, cost_in = COSTS.get(product, (None, None))
        piece = Decimal(cost) if cost and cost_in == currency else None
        items = sold[product, currency]
        value = sum(item.price * item.quantity for item in items)
        pieces = sum(item.quantity for item in items)
        earned = value - piece * pieces if piece is not None else value * Decimal("0.3")
        lost = sum(one.refunded or 0 for one in told)
        lost += sum(one.outcome is Outcome.RESENT for one in told) * (piece or 0)
        if len(told) >= 5 and pieces >= len(told) and lost > earned:
            yield (
                (product, currency),
                {
                    "currency": currency,
                    "pieces": pieces,
                    "sold": f"{value:.2f}",
                    "earned": f"{earned:.2f}",
                    "disputes": len(told),
                    "lost": f"{lost:.2f}",
                    "margin": None if piece is not None else "0.3",
                },
            )


def behind(ground, product):
    """The disputes that cost something, the latest first."""
    mine = [one for one in filter(ours, ground.all(Dispute)) if one.product_id == product]
    costly = [one for one in mine if (one.refunded or 0) > 0 or one.outcome is Outcome.RESENT]
    return sorted(costly, key=lambda one: -one.id)


def test_a_product_is_found_as_a_person_would_count_it(year):
    expected = dict(by_hand(year))

    found = looked_for(year, drops)

    told = {(one.name, money["currency"]): money for one in found for money in one.figures["money"]}
    assert told == expected
    assert 0 < len(expected) < 2 * len(PRODUCTS)
    for one in found:
        costly = behind(year, one.name)
        assert one.samples == tuple(row.id for row in costly[:5])
        causes = Counter(row.cause for row in costly)
        assert causes[one.cause] == max(causes.values())
        assert (one.kind, one.subject) == (Kind.DROP, Subject.PRODUCT)
        assert one.figures["product_id"] == one.name
        assert one.figures["cost_in"] == COSTS.get(one.name, (None, None))[1]


def test_a_price_in_a_currency_that_nobody_told_leaves_what_is_earned_unknown(ground):
    assert len(shop(ground, *[40] * 6)) == 1

    order = an_order(99, paid_at=NOON - 9 * DAY)
    ground.add(order)
    ground.add(an_item(order, price=Decimal(5000)))

    assert looked_for(ground, drops) == []


def shop(ground, *refunds, sold=10, price="20", cost="15", **of_disputes):
    """So many speakers sold, and disputes closed with these refunds; what is found of it."""
    orders = [an_order(n, paid_at=NOON - 9 * DAY, currency="USD") for n in range(1, sold + 1)]
    told = {"closed_at": NOON - DAY, "outcome": Outcome.AGREED_REFUND} | of_disputes
    ground.add(*orders)
    ground.add(*(an_item(order, price=price and Decimal(price)) for order in orders))
    ground.add(a_product("speaker", cost, "USD" if cost else None, name="Speaker X3"))
    ground.add(*(a_dispute(n, refunded=Decimal(paid), **told) for n, paid in enumerate(refunds, 1)))
    return looked_for(ground, drops)


def test_what_it_earns_is_what_is_left_of_its_price(ground):
    """Ten at 20 that cost 15 earn 50: a cent more refunded is a loss."""
    [found] = shop(ground, "20", "20", "10.01", "0", "0")

    [money] = found.figures["money"]
    assert (money["earned"], money["lost"], money["margin"]) == ("50.00", "50.01", None)
    assert (found.called, found.samples) == ("Speaker X3", (3, 2, 1))


def test_a_product_that_earns_what_it_loses_stays(ground):
    assert shop(ground, "20", "20", "10", "0", "0") == []


def test_few_disputes_say_nothing_however_dear(ground):
    assert shop(ground, "900", "900", "900", "900") == []


def test_what_is_open_costs_nothing_yet(ground):
    assert shop(ground, *["20"] * 6, closed_at=None) == []


def test_what_aliexpress_handles_itself_is_not_ours_to_pay(ground):
    assert shop(ground, *["20"] * 6, platform_handled=True) == []


def test_goods_that_are_sent_again_cost_once_more(ground):
    [found] = shop(ground, *["0"] * 5, outcome=Outcome.RESENT)

    assert found.figures["money"][0]["lost"] == "75.00"


def test_without_a_cost_a_margin_is_assumed_and_said(ground):
    [found] = shop(ground, *["13"] * 5, cost=None)

    [money] = found.figures["money"]
    assert (money["earned"], money["lost"], money["margin"]) == ("60.00", "65.00", "0.3")
    assert looked_for(ground, drops, limits=Cures(margin=Decimal("0.4"))) == []


def test_where_a_price_is_unknown_nothing_is_said(ground):
    assert shop(ground, *["90"] * 5, price=None) == []


def test_fewer_sales_than_disputes_are_not_all_sales(ground):
    assert shop(ground, *["90"] * 5, sold=4) == []


def test_the_largest_orders_that_may_come_in_are_reckoned(ground):
    order = an_order(1, paid_at=NOON - DAY, currency="USD")
    ground.add(order)
    huge = Decimal("99999999999.999")
    ground.add(*(an_item(order, price=huge, quantity=2**31 - 1) for _ in range(3)))
    ground.add(*(a_dispute(n, refunded=huge, closed_at=NOON - DAY) for n in range(1, 7)))

    assert looked_for(ground, drops) == []
