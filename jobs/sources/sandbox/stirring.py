"""Life in a shop: one thing happens to it, whichever the dice say."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from jobs.sources.sandbox import moves
from jobs.sources.sandbox.buyers import MARKETS
from jobs.sources.sandbox.buying import move_on, pay, place_order, ship, travel
from jobs.sources.sandbox.disputing import play
from jobs.sources.sandbox.endings import ENDINGS
from jobs.sources.sandbox.positions import close, stand_anew
from jobs.sources.sandbox.scenes import Scene, scenes
from jobs.sources.sandbox.state import Dispute, Order, Shop, World
from jobs.sources.sandbox.stores import DemoStore

_TIMER_HOURS = 120
_PAST_SHIPPING = timedelta(hours=1)


def stir(world: World, shop: Shop, store: DemoStore, dice: Random) -> str:
    """One thing happens; says which."""
    name = dice.choices(tuple(_LIFE), [share for share, _act in _LIFE.values()])[0]
    _LIFE[name][1](world, shop, store, dice)
    return name


def _open(world: World, shop: Shop, store: DemoStore, dice: Random) -> None:
    told = dice.choice([scene for scene in scenes() if not scene.old])
    fresh = Scene(
        cause=told.cause,
        language=told.language,
        text=told.text,
        stands="wait_for_seller_response",
        due=_TIMER_HOURS,
    )
    play(shop, store, fresh, world.now())


def _modify(world: World, shop: Shop, _: DemoStore, dice: Random) -> None:
    for dispute in _some_open(shop, dice):
        moves.modify(dispute, world.now())
        stand_anew(dispute, "wait_for_seller_response", world.now())


def _end(world: World, shop: Shop, _: DemoStore, dice: Random) -> None:
    for dispute in _some_open(shop, dice):
        close(shop, dispute, dice.choice(tuple(ENDINGS)), world.now())


def _buy(world: World, shop: Shop, store: DemoStore, dice: Random) -> None:
    language = dice.choice(tuple(MARKETS))
    order = place_order(shop, store, language, "WAIT_SELLER_SEND_GOODS", world.now())
    pay(order)
    order.modified = world.now()


def _ship(world: World, shop: Shop, _: DemoStore, dice: Random) -> None:
    for order in _some(shop, dice, "WAIT_SELLER_SEND_GOODS"):
        ship(order, promised_days=30, protected_days=60, at=world.now())
        order.status = "WAIT_BUYER_ACCEPT_GOODS"
        travel(order, "delivered", world.now() + _PAST_SHIPPING)
        order.modified = world.now()


def _move(world: World, shop: Shop, _: DemoStore, dice: Random) -> None:
    for order in _some(shop, dice, "WAIT_BUYER_ACCEPT_GOODS"):
        move_on(order, world.now())


def _finish(world: World, shop: Shop, _: DemoStore, dice: Random) -> None:
    for order in _some(shop, dice, "WAIT_BUYER_ACCEPT_GOODS"):
        order.status = "FINISH"
        order.ended = order.modified = world.now()


_LIFE: dict[str, tuple[int, Callable[[World, Shop, DemoStore, Random], None]]] = {
    "open": (2, _open),
    "modify": (2, _modify),
    "end": (2, _end),
    "buy": (3, _buy),
    "ship": (3, _ship),
    "move": (4, _move),
    "finish": (2, _finish),
}


def _some_open(shop: Shop, dice: Random) -> list[Dispute]:
    held = [dispute for dispute in shop.disputes.values() if dispute.is_open]
    return [dice.choice(held)] if held else []


def _some(shop: Shop, dice: Random, status: str) -> list[Order]:
    held = [order for order in shop.orders.values() if order.status == status]
    return [dice.choice(held)] if held else []
