"""The demo world in the platform's own words: its wall times, seen by one store."""

from datetime import datetime
from functools import cached_property
from typing import Any

from jobs.sources.sandbox.state import Order, Shop, World
from jobs.sources.sandbox.stores import DemoStore, Product
from jobs.sources.times import wall_time

Json = dict[str, Any]


class Window:
    """How the gateway shows one shop: shifted by as much as the world was forwarded."""

    def __init__(self, world: World, shop: Shop, store: DemoStore) -> None:
        self._world = world
        self.shop = shop
        self._store = store

    def moment(self, at: datetime) -> datetime:
        return at - self._world.shift

    def time(self, at: datetime | None) -> str:
        """Blank for nothing, as the platform does it."""
        return wall_time(self.moment(at)) if at else ""

    def seconds_to(self, at: datetime) -> int:
        return int((at - self._world.now()).total_seconds())

    def product(self, order: Order) -> Product:
        return self._store.products[order.product]

    def issue_status(self, order: Order) -> str:
        own = self._issues.get(order.order_id)
        if own is None:
            return "NO_ISSUE"
        return "IN_ISSUE" if own else "END_ISSUE"

    @cached_property
    def _issues(self) -> dict[int, bool]:
        """Orders with a dispute, and whether one is open; a window is looked through once."""
        found: dict[int, bool] = {}
        for dispute in self.shop.disputes.values():
            found[dispute.order_id] = found.get(dispute.order_id, False) or dispute.is_open
        return found
