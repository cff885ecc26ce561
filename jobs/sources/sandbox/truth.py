"""The demo world as it really is, for whoever compares a database with it."""

from collections import Counter
from datetime import datetime
from typing import Any

from jobs.sources.sandbox.state import Dispute, World
from jobs.sources.sandbox.stores import DemoStore
from jobs.sources.sandbox.window import Window
from jobs.sources.times import instant


def truth(world: World, stores: tuple[DemoStore, ...]) -> dict[str, Any]:
    windows = [Window(world, world.shops[store.name], store) for store in stores]
    told = {window.shop.name: _shop(window) for window in windows}
    disputes = [dispute for shop in world.shops.values() for dispute in shop.disputes.values()]
    orders = [order for shop in world.shops.values() for order in shop.orders.values()]
    return {
        "counts": {
            "disputes": len(disputes),
            "open": sum(dispute.is_open for dispute in disputes),
            "orders": len(orders),
            "by_cause": Counter(dispute.cause for dispute in disputes),
            "by_turn": Counter(dispute.turn.value for dispute in disputes),
            "by_order_status": Counter(order.status for order in orders),
        },
        "stores": told,
    }


def _shop(window: Window) -> dict[str, Any]:
    orders = window.shop.orders.values()
    return {
        "disputes": [_dispute(window, one) for one in window.shop.disputes.values()],
        "orders": [
            {
                "order_id": str(order.order_id),
                "status": order.status,
                "tracking_number": order.number or None,
                "events": len(order.trail),
                "modified_at": _seen(window, order.modified),
            }
            for order in orders
        ],
    }


def _dispute(window: Window, dispute: Dispute) -> dict[str, Any]:
    return {
        "issue_id": str(dispute.issue_id),
        "order_id": str(dispute.order_id),
        "status": dispute.issue_status,
        "raw_status": dispute.raw_status,
        "turn": dispute.turn.value,
        "due_at": _seen(window, dispute.due_at),
        "due_told": dispute.timer_told,
        "due_kind": dispute.due_kind.value,
        "cause": dispute.cause,
        "language": dispute.language,
        "platform_handled": dispute.handled,
        "outcome": dispute.outcome and dispute.outcome.value,
        "modified_at": _seen(window, dispute.modified),
    }


def _seen(window: Window, at: datetime | None) -> str | None:
    """As a reader of the served wall time understands it."""
    moment = instant(window.time(at))
    return moment.isoformat() if moment else None
