"""What can be made to happen in the demo world from outside."""

from datetime import timedelta

from jobs.sources.sandbox import moves
from jobs.sources.sandbox.buying import move_on, ship, travel
from jobs.sources.sandbox.disputing import play
from jobs.sources.sandbox.endings import ENDINGS
from jobs.sources.sandbox.positions import close, stand_anew
from jobs.sources.sandbox.scenes import Scene, scenes
from jobs.sources.sandbox.state import Dispute, Order, Shop, World
from jobs.sources.sandbox.stores import DemoStore
from models.records import Outcome

_EXECUTED_AFTER = timedelta(days=3)  # The platform takes its time after a missed deadline.
_A_PARCELS_PACE = 6  # Hours.
_UNREAD = timedelta(minutes=15)  # What ended so lately may still be read as open somewhere.
_TIMER_HOURS = 120
_TO_SHIP = {"WAIT_SELLER_SEND_GOODS", "SELLER_PART_SEND_GOODS"}


class Impossible(ValueError):
    """The demo world cannot do this; str(error) says why."""


def forward(world: World, hours: float) -> None:
    """
    All times come nearer, and whatever is open shows as modified now.

    When a dispute was opened was told once, and stays: its lists are in that order for ever.
    What has just ended shows as modified as well: to whoever saw it open a minute ago its end
    must not lie before that minute, for the platform's time never runs back.
    """
    unread = world.now() - _UNREAD
    jump = timedelta(hours=hours)
    world.shift += jump
    now = world.now()
    for shop in world.shops.values():
        for dispute in shop.disputes.values():
            dispute.opened += jump
            if dispute.is_open or dispute.modified > unread:
                dispute.modified = now
        for dispute in filter(_is_open, shop.disputes.values()):
            if dispute.due_at and dispute.due_at + _EXECUTED_AFTER < now and _waits_for_us(dispute):
                close(shop, dispute, Outcome.LOST_BY_SILENCE, now)
        for order in shop.orders.values():
            if order.ended is None:
                order.modified = now
                if hours >= _A_PARCELS_PACE and order.status == "WAIT_BUYER_ACCEPT_GOODS":
                    move_on(order, now)


def open_dispute(
    world: World, stores: tuple[DemoStore, ...], cause: str, store: str | None
) -> tuple[Shop, Dispute]:
    """A buyer opens a fresh dispute; each time another one in another language."""
    told = [scene for scene in scenes() if scene.cause == cause]
    named = [one for one in stores if store in (None, one.name)]
    if not told:
        raise Impossible(f"There is no cause {cause}: causes are L1 to L3, P1 to P7, B1 to B5.")
    if not named:
        raise Impossible(f"There is no store {store}: {', '.join(one.name for one in stores)}.")
    world.serial += 1
    scene, home = told[world.serial % len(told)], named[world.serial % len(named)]
    fresh = Scene(
        cause=cause,
        language=scene.language,
        text=scene.text,
        stands="wait_for_seller_response",
        due=_TIMER_HOURS,
    )
    shop = world.shops[home.name]
    return shop, play(shop, home, fresh, world.now())


def move_parcel(world: World, order_id: int | None) -> Order:
    """The given parcel moves on, or the one that has rested longest."""
    held = [order for shop in world.shops.values() for order in shop.orders.values()]
    named = [order for order in held if order_id in (None, order.order_id)]
    moving = sorted((order for order in named if order.ahead), key=lambda order: order.modified)
    if not moving:
        which = f"Order {order_id} has no parcel" if order_id else "There is no parcel left"
        raise Impossible(f"{which} that could move on.")
    move_on(moving[0], world.now())
    return moving[0]


def ship_order(world: World, order_id: int | None) -> Order:
    """The seller ships the given order, or the one whose limit is nearest."""
    held = [order for shop in world.shops.values() for order in shop.orders.values()]
    named = [order for order in held if order_id in (None, order.order_id)]
    waiting = [order for order in named if order.status in _TO_SHIP and order.ship_by]
    if not waiting:
        which = f"Order {order_id} does not wait" if order_id else "There is no order that waits"
        raise Impossible(f"{which} to be shipped.")
    order = min(waiting, key=lambda order: order.ship_by or order.created)
    ship(order, promised_days=30, protected_days=60, at=world.now())
    order.status = "WAIT_BUYER_ACCEPT_GOODS"
    travel(order, "delivered", world.now())
    return order


def answer(world: World, issue_id: int) -> Dispute:
    dispute = _open(world, issue_id)
    moves.counter(dispute, world.now())
    stand_anew(dispute, "wait_for_buyer_response", world.now())
    return dispute


def modify(world: World, issue_id: int) -> Dispute:
    dispute = _open(world, issue_id)
    moves.modify(dispute, world.now())
    stand_anew(dispute, "wait_for_seller_response", world.now())
    return dispute


def hand_back(world: World, issue_id: int) -> Dispute:
    dispute = _open(world, issue_id)
    if not dispute.handled:
        raise Impossible(f"Dispute {issue_id} is not handled by the platform.")
    dispute.handled = False
    stand_anew(dispute, "wait_for_seller_response", world.now())
    return dispute


def end(world: World, issue_id: int, outcome: Outcome) -> Dispute:
    shop, dispute = _held(world, issue_id)
    if outcome not in ENDINGS:
        raise Impossible(f"No dispute ends in {outcome.value} at the platform.")
    close(shop, dispute, outcome, world.now())
    return dispute


def permit(world: World, store: str, group: str, granted: bool) -> None:
    if store not in world.shops:
        raise Impossible(f"There is no store {store}: {', '.join(world.shops)}.")
    denied = world.shops[store].denied
    (denied.discard if granted else denied.add)(group)


def revoke(world: World, store: str) -> None:
    """The owner takes our access back: no token of the store is good any more."""
    for tokens in (world.access, world.refresh):
        for token in [token for token, grant in tokens.items() if grant.store == store]:
            del tokens[token]


def _open(world: World, issue_id: int) -> Dispute:
    return _held(world, issue_id)[1]


def _held(world: World, issue_id: int) -> tuple[Shop, Dispute]:
    """An open dispute, and the shop that has it."""
    found = world.find(issue_id)
    if found is None:
        raise Impossible(f"There is no dispute {issue_id} in the demo world.")
    if not found[1].is_open:
        raise Impossible(f"Dispute {issue_id} is closed.")
    return found


def _is_open(dispute: Dispute) -> bool:
    return dispute.is_open


def _waits_for_us(dispute: Dispute) -> bool:
    return dispute.raw_status == "wait_for_seller_response" and not dispute.handled
