"""How a dispute of the demo world comes about."""

from datetime import datetime, timedelta

from jobs.sources.sandbox.buying import place_order, placed_before_shipping, ship, travel
from jobs.sources.sandbox.moves import open_claim
from jobs.sources.sandbox.plots import PLOTS, Plot
from jobs.sources.sandbox.positions import BEFORE_ENDING, POSITIONS, Beat, close, take_position
from jobs.sources.sandbox.scenes import Scene
from jobs.sources.sandbox.state import Dispute, Order, Shop
from jobs.sources.sandbox.stores import DemoStore
from models.records import Turn

_ISSUE_OFFSET = 1_848_000_000_000_000
_CALM_AGE = timedelta(days=2)  # Since the last beat, where no timer says otherwise.


def play(shop: Shop, store: DemoStore, scene: Scene, now: datetime) -> Dispute:
    """Put a scene into the world as it stands now."""
    opened = _opened(scene, now)
    order = _order(shop, store, scene, opened)
    dispute = _dispute(scene, order, opened)
    shop.disputes[dispute.issue_id] = dispute
    kind = "return_and_refund" if PLOTS[scene.cause].returns and scene.stands else "refund"
    open_claim(dispute, opened, scene.text, order.usd, kind)
    if scene.ends:
        before, hour = BEFORE_ENDING[scene.ends]
        _act(dispute, before)
        close(shop, dispute, scene.ends, opened + timedelta(hours=hour))
    else:
        _act(dispute, POSITIONS[scene.stands].before)
        due = None if scene.due is None else now + timedelta(hours=scene.due)
        take_position(dispute, scene.stands, due)
    order.modified = max(order.modified, dispute.modified)
    return dispute


def _act(dispute: Dispute, beats: tuple[Beat, ...]) -> None:
    for beat in beats:
        at = dispute.opened + timedelta(hours=beat.hour)
        beat.move(dispute, at)
        dispute.modified = at


def _opened(scene: Scene, now: datetime) -> datetime:
    if scene.ends:
        return now - _CALM_AGE - timedelta(hours=BEFORE_ENDING[scene.ends][1])
    position = POSITIONS[scene.stands]
    if scene.due is None:
        return now - _CALM_AGE - position.came
    return now + timedelta(hours=scene.due - position.window) - position.came


def _order(shop: Shop, store: DemoStore, scene: Scene, opened: datetime) -> Order:
    plot = PLOTS[scene.cause]
    placed = placed_before_shipping(opened - timedelta(days=plot.shipped))
    order = place_order(shop, store, scene.language, "IN_ISSUE", placed)
    ship(order, plot.promised, plot.protected)
    travel(order, plot.route, opened)
    if plot.completed is not None:
        order.status, order.ended = "FINISH", opened - timedelta(days=plot.completed)
    order.modified = opened
    return order


def _dispute(scene: Scene, order: Order, opened: datetime) -> Dispute:
    plot: Plot = PLOTS[scene.cause]
    return Dispute(
        issue_id=order.child_id - _ISSUE_OFFSET,
        order_id=order.order_id,
        cause=scene.cause,
        language=scene.language,
        raw_status="wait_for_seller_response",
        turn=Turn.OURS,
        timer_told=not (scene.untold or scene.old),
        old_style=scene.old,
        handled=scene.handled,
        received=plot.received,
        reason_id=plot.reason.reason_id,
        reason_english=plot.reason.english,
        reason_chinese=plot.reason.chinese,
        opened=opened,
        modified=opened,
    )
