"""The demo world as it is on its first day: disputes, and the everyday orders around them."""

from datetime import datetime, timedelta

from jobs.sources.sandbox.buyers import MARKETS
from jobs.sources.sandbox.buying import (
    dice,
    pay,
    place_order,
    placed_before_shipping,
    ship,
    travel,
)
from jobs.sources.sandbox.disputing import play
from jobs.sources.sandbox.scenes import scenes
from jobs.sources.sandbox.state import Grant, Shop, World
from jobs.sources.sandbox.stores import DEMO_STORES, DemoStore

_A_YEAR = timedelta(days=365)

# Hours since the order was placed, in each status that stays before shipping.
_BEFORE_SHIPPING: dict[str, tuple[float, ...]] = {
    "PLACE_ORDER_SUCCESS": (0.4, 5),
    "PAYMENT_PROCESSING": (0.7,),
    "WAIT_SELLER_EXAMINE_MONEY": (2,),
    "RISK_CONTROL": (3, 14),
    "RISK_CONTROL_HOLD": (30,),
    "WAIT_GROUP": (8,),
    "WAIT_GROUP_SUCCESS": (11,),
    "WAIT_COMPLETE_ADDRESS": (19,),
    "IN_CANCEL": (26,),
}
_UNPAID = {"PLACE_ORDER_SUCCESS", "PAYMENT_PROCESSING", "WAIT_SELLER_EXAMINE_MONEY"}

# Hours that are left to ship.
_TO_SHIP = (-2.5, 1.6, 6.5, 10.2, 21, 34, 58, 101, 140)
_PARTLY_SHIPPED = (16,)

# Days since shipping, and what became of the parcel.
_ON_THE_WAY: tuple[tuple[float, str], ...] = (
    (0.3, "delivered"),
    (1.5, "delivered"),
    (3.4, "delivered"),
    (4.7, "delivered"),
    (9.1, "delivered"),
    (10.4, "delivered"),
    (12.9, "delivered"),
    (13.5, "delivered"),
    (15, "delivered"),
    (26, "delivered"),
    (24, "stalled"),
    (29, "stalled"),
    (11.5, "duty"),
    (18, "unclaimed"),
    (21, "failed"),
)
# The same: parcels that need somebody before their buyers open a dispute.
_AT_RISK: tuple[tuple[float, str], ...] = (
    (6.2, "unscanned"),
    (13.0, "duty"),
    (14.3, "failed"),
    (22.4, "unclaimed"),
    (56.5, "stalled"),
)
_ENDED: tuple[tuple[str, float], ...] = (
    ("FINISH", 24),
    ("FINISH", 31),
    ("FINISH", 44),
    ("FINISH", 52),
    ("FINISH", 70),
    ("FUND_PROCESSING", 33),
    ("IN_FROZEN", 27),
)


def first_day(epoch: datetime, stores: tuple[DemoStore, ...] = DEMO_STORES) -> World:
    world = newly_founded(epoch, stores)
    for store in stores:
        _everyday(world.shops[store.name], store, epoch)
    for turn, scene in enumerate(scenes()):
        store = stores[turn % len(stores)]
        play(world.shops[store.name], store, scene, epoch)
    for store in stores:
        _at_risk(world.shops[store.name], store, epoch)
    return world


def newly_founded(epoch: datetime, stores: tuple[DemoStore, ...] = DEMO_STORES) -> World:
    """The stores alone: nothing was sold yet."""
    world = World(epoch=epoch)
    for store in stores:
        world.shops[store.name] = Shop(name=store.name)
        world.access[store.access_token] = Grant(store=store.name, until=epoch + 10 * _A_YEAR)
        world.refresh[store.refresh_token] = Grant(store=store.name, until=epoch + 10 * _A_YEAR)
    return world


def _everyday(shop: Shop, store: DemoStore, epoch: datetime) -> None:
    _waiting(shop, store, epoch)
    _to_ship(shop, store, epoch)
    _travelling(shop, store, epoch)


def _waiting(shop: Shop, store: DemoStore, epoch: datetime) -> None:
    for status, ages in _BEFORE_SHIPPING.items():
        for hours in ages:
            order = place_order(
                shop, store, _language(shop, store), status, epoch - timedelta(hours=hours)
            )
            if status not in _UNPAID:
                pay(order)


def _to_ship(shop: Shop, store: DemoStore, epoch: datetime) -> None:
    limits = [("WAIT_SELLER_SEND_GOODS", hours) for hours in _TO_SHIP]
    limits += [("SELLER_PART_SEND_GOODS", hours) for hours in _PARTLY_SHIPPED]
    for status, left in limits:
        ship_by = epoch + timedelta(hours=left)
        order = place_order(
            shop, store, _language(shop, store), status, ship_by - timedelta(days=7.01)
        )
        pay(order)
        order.ship_by = ship_by


def _travelling(shop: Shop, store: DemoStore, epoch: datetime) -> None:
    parcels = [("WAIT_BUYER_ACCEPT_GOODS", days, route) for days, route in _ON_THE_WAY]
    parcels += [(status, days, "delivered") for status, days in _ENDED]
    for status, days, route in parcels:
        placed = placed_before_shipping(epoch - timedelta(days=days))
        order = place_order(shop, store, _language(shop, store), status, placed)
        ship(order, promised_days=30, protected_days=60)
        travel(order, route, epoch)
        if status in ("FINISH", "FUND_PROCESSING"):
            order.ended = order.trail[-1].at + timedelta(days=4)
            order.modified = order.ended


def _at_risk(shop: Shop, store: DemoStore, epoch: datetime) -> None:
    for days, route in _AT_RISK:
        placed = placed_before_shipping(epoch - timedelta(days=days))
        order = place_order(shop, store, _language(shop, store), "WAIT_BUYER_ACCEPT_GOODS", placed)
        ship(order, promised_days=30, protected_days=60)
        travel(order, route, epoch)


def _language(shop: Shop, store: DemoStore) -> str:
    return dice(store, -shop.serial - 1).choice(tuple(MARKETS))
