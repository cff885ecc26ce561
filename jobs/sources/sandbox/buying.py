"""How an order of the demo world comes about, pays, ships and travels."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from jobs.sources.sandbox.buyers import MARKETS
from jobs.sources.sandbox.parcels import CARRIERS, ROUTES, Leg
from jobs.sources.sandbox.state import Order, ParcelEvent, Shop
from jobs.sources.sandbox.stores import DemoStore

_STEP = 20_000  # Between order ids; a child's id lies half-way.
_SHIPPED_WITHIN = timedelta(days=2.3)
_SHIP_LIMIT = timedelta(days=7)


def dice(store: DemoStore, serial: int) -> Random:
    """The same throws for the same order in every world."""
    return Random(f"{store.name}-{serial}")  # noqa: S311 - A demo world, not a secret.


def place_order(shop: Shop, store: DemoStore, language: str, status: str, at: datetime) -> Order:
    """An order as its buyer leaves it: nothing is paid or shipped yet."""
    shop.serial += 1
    throw = dice(store, shop.serial)
    tail = throw.randrange(1000, 10_000)
    order_id = store.first_order + shop.serial * _STEP + tail
    product = throw.randrange(len(store.products))
    quantity = throw.choice((1, 1, 1, 2))
    order = Order(
        order_id=order_id,
        child_id=order_id + _STEP // 2,
        buyer=f"{throw.choice('abcdefghkmnprst')}{throw.choice('aeiou')}17{tail}{throw.randrange(10**5):05d}",
        country=throw.choice(MARKETS[language].countries),
        status=status,
        product=product,
        quantity=quantity,
        usd=Decimal(store.products[product].price) * quantity,
        created=at,
        service=throw.randrange(len(CARRIERS)),
        modified=at,
    )
    shop.orders[order_id] = order
    return order


def pay(order: Order) -> None:
    order.paid = order.created + timedelta(minutes=11)
    order.ship_by = order.paid + _SHIP_LIMIT
    order.modified = order.paid


def ship(order: Order, promised_days: int, protected_days: int, at: datetime | None = None) -> None:
    """Shipped a little after it was paid; the parcel has its number from then on."""
    if order.paid is None:
        pay(order)
    shipped = at or order.created + _SHIPPED_WITHIN
    order.shipped, order.modified = shipped, shipped
    order.promised_days = promised_days
    order.protection_ends = shipped + timedelta(days=protected_days)
    order.number = f"LP00{order.order_id % 10**12:012d}"


def placed_before_shipping(shipped: datetime) -> datetime:
    return shipped - _SHIPPED_WITHIN


def travel(order: Order, route: str, until: datetime) -> None:
    """The parcel gets as far on its route as time allows; the rest lies before it."""
    assert order.shipped is not None
    for leg in ROUTES[route]:
        at = order.shipped + timedelta(days=leg.day)
        if at <= until:
            order.trail.append(ParcelEvent(at=at, code=leg.code, words=leg.said))
            order.modified = max(order.modified, at)
        else:
            order.ahead.append(leg.code)


def move_on(order: Order, now: datetime) -> bool:
    """One step further; False where the parcel has none before it."""
    if not order.ahead:
        return False
    leg = Leg(0, order.ahead.pop(0))
    order.trail.append(ParcelEvent(at=now, code=leg.code, words=leg.said))
    order.modified = now
    return True
