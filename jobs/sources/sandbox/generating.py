"""A world of any size, the same for the same seed: many stores with their orders and disputes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from jobs.sources.sandbox.buyers import MARKETS
from jobs.sources.sandbox.buying import pay, place_order, placed_before_shipping, ship, travel
from jobs.sources.sandbox.disputing import play
from jobs.sources.sandbox.parcels import ROUTES
from jobs.sources.sandbox.positions import POSITIONS
from jobs.sources.sandbox.scenes import Scene, scenes
from jobs.sources.sandbox.state import Grant, Shop, World
from jobs.sources.sandbox.stores import DEMO_STORES, DemoStore

_A_YEAR = timedelta(days=365)
_STORES_APART = 1_000_000_000  # Between the first order ids of two stores.
_ENDED = 0.6  # Of all disputes.
_OLDEST = 80  # Days: what a first look of ninety still sees.

# Of a hundred orders without a dispute, how many stand where.
_SHARES: tuple[tuple[str, int], ...] = (
    ("PLACE_ORDER_SUCCESS", 3),
    ("RISK_CONTROL", 2),
    ("WAIT_SELLER_SEND_GOODS", 10),
    ("WAIT_BUYER_ACCEPT_GOODS", 35),
    ("FUND_PROCESSING", 5),
    ("FINISH", 45),
)


@dataclass(frozen=True)
class Size:
    stores: int
    disputes: int
    orders: int  # Those under a dispute included.


def generated(size: Size, seed: int, epoch: datetime) -> tuple[World, tuple[DemoStore, ...]]:
    stores = tuple(_store(number) for number in range(1, size.stores + 1))
    world = World(epoch=epoch)
    for store in stores:
        world.shops[store.name] = Shop(name=store.name)
        world.access[store.access_token] = Grant(store=store.name, until=epoch + _A_YEAR)
        world.refresh[store.refresh_token] = Grant(store=store.name, until=epoch + _A_YEAR)
    dice = Random(seed)  # noqa: S311 - A demo world, not a secret.
    told = scenes()
    ended = [scene for scene in told if scene.ends]
    standing = [scene for scene in told if not scene.ends]
    homes = cycle(stores)
    for _ in range(size.disputes):
        home = next(homes)
        kind = ended if dice.random() < _ENDED else standing
        scene, at = _told(dice.choice(kind), dice, epoch)
        play(world.shops[home.name], home, scene, at)
    for _ in range(max(0, size.orders - size.disputes)):
        home = next(homes)
        _order(world.shops[home.name], home, dice, epoch)
    return world, stores


def _store(number: int) -> DemoStore:
    like = DEMO_STORES[number % len(DEMO_STORES)]
    name = f"store-{number:04d}"
    return DemoStore(
        name=name,
        channel=f"C{name.upper()}",
        access_token=f"sandbox-access-{name}",
        refresh_token=f"sandbox-refresh-{name}",
        seller_id=str(3_000_000_000 + number),
        timezone=like.timezone,
        language=like.language,
        first_order=8_200_000_000_000_000 + number * _STORES_APART,
        products=like.products,
    )


def _told(scene: Scene, dice: Random, epoch: datetime) -> tuple[Scene, datetime]:
    """The scene at another hour: what has ended lies further back, what is open is due later."""
    if scene.ends:
        return scene, epoch - timedelta(days=dice.uniform(0, _OLDEST - 30))
    window = POSITIONS[scene.stands].window
    due = round(dice.uniform(0.5, window), 2) if scene.due is not None and window else None
    at = epoch if due is not None else epoch - timedelta(days=dice.uniform(0, 10))
    return scene.model_copy(update={"due": due}), at


def _order(shop: Shop, store: DemoStore, dice: Random, epoch: datetime) -> None:
    names, shares = zip(*_SHARES, strict=True)
    status: str = dice.choices(names, shares)[0]
    language = dice.choice(tuple(MARKETS))
    if status in ("PLACE_ORDER_SUCCESS", "RISK_CONTROL", "WAIT_SELLER_SEND_GOODS"):
        placed = epoch - timedelta(days=dice.uniform(0.05, 5))
        order = place_order(shop, store, language, status, placed)
        if status != "PLACE_ORDER_SUCCESS":
            pay(order)
        return
    over = status != "WAIT_BUYER_ACCEPT_GOODS"
    shipped = epoch - timedelta(days=dice.uniform(25, _OLDEST) if over else dice.uniform(0.2, 20))
    order = place_order(shop, store, language, status, placed_before_shipping(shipped))
    ship(order, promised_days=30, protected_days=60)
    travel(order, "delivered" if over else dice.choice(tuple(ROUTES)), epoch)
    if over:
        order.ended = order.trail[-1].at + timedelta(days=4)
        order.modified = order.ended
