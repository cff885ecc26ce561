"""
What a fix did: the rate before and after, until it is clear.

It imports scipy, so only a lazily loaded job imports it.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select, update

from models import messages
from models.hotspots import counting, improbable, keeping
from models.hotspots.spots import HotSpot, Standing, Verdict, thing
from models.hotspots.subjects import Key
from models.hotspots.windows import Windows
from models.messages import Kind
from models.rules.leading import HotSpots

After = tuple[HotSpot, dict[str, Any]]


def count(session: Session, store: str, policy: HotSpots, now: datetime) -> list[After]:
    """
    Of each that is fixed, the orders since and their disputes, and as many days before.

    Both windows are as long and looked at when they ended, so the young orders of now are held
    against orders that were as young.
    """
    fixed = select(HotSpot).where(
        HotSpot.store == store,
        col(HotSpot.ended_at).is_(None),
        HotSpot.standing == Standing.FIXED,
        col(HotSpot.fixed_on) < now,
    )
    return [(spot, _after(session, spot, policy, now)) for spot in session.exec(fixed)]


def _after(session: Session, spot: HotSpot, policy: HotSpots, now: datetime) -> dict[str, Any]:
    assert spot.fixed_on is not None
    windows = Windows.around(spot.fixed_on, now)
    counted = counting.of_one(session, spot.store, windows, Key(spot.subject, thing(spot)))
    said = improbable.verdict(counted.before, counted.now)
    if said is None and now - spot.fixed_on >= policy.follow:
        said = Verdict.UNCLEAR
    return {
        "orders": counted.now.orders,
        "disputed": counted.now.disputed,
        "orders_before": counted.before.orders,
        "disputed_before": counted.before.disputed,
        "verdict": said,
    }


def note(session: Session, counted: list[After], now: datetime) -> None:
    """Write down what was counted, unless a person moved it meanwhile; a verdict is said once."""
    for spot, after in counted:
        ended = now if after["verdict"] else None
        as_counted = (
            col(HotSpot.id) == spot.id,
            col(HotSpot.ended_at).is_(None),
            col(HotSpot.fixed_on) == spot.fixed_on,
        )
        mine = update(HotSpot).where(*as_counted).values(after=after, ended_at=ended)
        if session.exec(mine).rowcount != 1 or after == spot.after:
            continue
        keeping.redraw(session, spot.id)
        message = messages.named(session, Kind.HOT_SPOT, str(spot.id))
        if ended and message is not None:
            payload = message.payload | {"verdict": after["verdict"]}
            about = {"payload": payload, "parent": message}
            messages.want(session, Kind.HOT_SPOT, f"{spot.id}:verdict", message.channel, **about)
