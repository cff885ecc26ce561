"""A store's orders and disputes, written as rows: a year of them would take long to take in."""

import pytest

from models.disputes import Dispute
from models.orders import Item, Order
from models.tagging.causes import Cause
from tests.builders import DAY, NOON, STORE


@pytest.fixture
def shop(ground):
    return Shop(ground)


@pytest.fixture
def quick_shop(quick_ground):
    return Shop(quick_ground)


class Shop:
    """Sells, and has it disputed; `ago` is in days before noon."""

    def __init__(self, ground):
        self.ground = ground
        self.sold = 0

    def sells(self, count=1, ago=10, disputed=0, product="p1", **about):
        """So many orders, shipped on one day; of the first so many a dispute."""
        orders = [self._order(ago, **about) for _ in range(count)]
        named = {"product_id": product, "name": f"Lamp {product}", "sku": "red"}
        claims = [self.a_dispute(order, ago, product) for order in orders[:disputed]]
        with self.ground.database.write() as session:
            session.add_all(orders)
            session.flush()
            session.add_all(Item(order_key=order.id, **named) for order in orders)
            session.add_all(claims)
        return orders

    def _order(self, ago, **about):
        self.sold += 1
        plain = {
            "store": STORE,
            "order_id": f"o{self.sold}",
            "last_digits": f"{self.sold}",
            "shipped_at": NOON - ago * DAY,
            "carrier": "Yanwen",
            "buyer_country": "br",
            "read_at": NOON,
        }
        return Order(**plain | about)

    def a_dispute(self, order, ago, product="p1", after=2, **about):
        opened = NOON - ago * DAY + after * DAY
        plain = {
            "store": order.store,
            "issue_id": f"i{order.order_id}",
            "order_id": order.order_id,
            "opened_at": opened,
            "turn_since": opened,
            "seen_at": opened,
            "product_id": product,
            "text": "It arrived broken.",
            "cause": Cause.P1,
            "confidence": 1.0,
        }
        return Dispute(**plain | about)

    def usual(self):
        """Most of a year of ordinary trade in two products: one of twenty is disputed."""
        for ago in range(330, 0, -60):
            self.sells(40, ago, disputed=2, product="p1")
            self.sells(80, ago, disputed=4, product="p2")
