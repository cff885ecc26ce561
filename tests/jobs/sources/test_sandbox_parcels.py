"""The demo world's parcels: among them are those that need somebody before there is a dispute."""

import pytest

from jobs.sources.sandbox.seeding import first_day
from models.nudging.nudges import Rule
from models.orders import Order, ParcelEvent
from models.rules.schema import Shipping
from models.shipping.conditions import OF_PARCELS, Facts, conditions
from tests.builders import DAY, NOON


def facts(order):
    promised = order.shipped + order.promised_days * DAY if order.shipped else None
    known = Order(
        store="demo",
        order_id=str(order.order_id),
        last_digits="",
        read_at=NOON,
        status=order.status,
        shipped_at=order.shipped,
        ship_by=order.ship_by,
        promised_by=promised,
        protection_ends_at=order.protection_ends,
    )
    trail = [ParcelEvent(order_key=1, at=e.at, code=e.code, text=e.words) for e in order.trail]
    return Facts(known, trail[::-1])


@pytest.mark.parametrize("store", ["nordic", "solar", "toys"])
def test_each_store_is_reminded_of_something_of_every_kind(store):
    shop = first_day(NOON).shops[store]

    found = [conditions(facts(order), Shipping(), NOON) for order in shop.orders.values()]
    due = {rule for one in found for rule, what in one.items() if what.steps[0][1] <= NOON}

    assert due == {Rule.SHIP_BY, *OF_PARCELS}
