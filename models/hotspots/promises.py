"""A lane that is slower than the listing promises: not even nine of ten parcels are in time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median_low
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, case, col, func

from models.disputes import Dispute
from models.figures.counting import between
from models.hotspots.spots import Found, Kind, Subject
from models.orders import Order
from models.rules.leading import Cures
from models.shipping import lanes
from models.shipping.lanes import Delivery
from models.tagging.causes import Cause

LATEST = 20  # Parcels by which it is known what is promised today.
SAMPLES = 5
IN_TIME = 0.9  # Of the parcels, or the promise is no promise.
LONGEST_CARRIER = 190  # What a hot spot's name holds beside a country.

Lane = tuple[str, str]  # Carrier, country.


@dataclass
class _Arrived:
    """What arrived on a lane in the window."""

    days: Counter[int] = field(default_factory=Counter)  # How many parcels took so many.
    promised: int = 0  # Parcels of which it is known by when they should arrive,
    late: int = 0  # and how many of these came later.

    @property
    def broken(self) -> bool:
        return self.promised > 0 and self.late / self.promised > 1 - IN_TIME


def of(session: Session, store: str, limits: Cures, now: datetime) -> list[Found]:
    """Lanes for which the listing should promise more days; the slowest first."""
    since = now - limits.window
    slow = {
        lane: told
        for lane, told in _arrived(session, store, since, now).items()
        if told.promised >= limits.promise_parcels and told.broken
    }
    if not slow:
        return []
    promised = _promised(session, store, slow, since, now)
    complained = _complained(session, store, since, now)
    found = [
        one
        for lane, told in slow.items()
        for one in _judged(lane, told, promised.get(lane), complained.get(lane, []))
    ]
    return sorted(found, key=lambda one: (-one.figures["late"], one.name))


def _arrived(session: Session, store: str, since: datetime, now: datetime) -> dict[Lane, _Arrived]:
    """Counted by the database: a lane has few different numbers of days."""
    ends, starts = col(Delivery.delivered_at), col(Delivery.shipped_at)
    seconds = sa.extract("epoch", ends) - sa.extract("epoch", starts)
    days = ((sa.cast(seconds, sa.BigInteger) + 86_399) // 86_400).label("days")
    late = case((ends > col(Order.promised_by), 1))
    counted = (
        sa.select(
            col(Delivery.carrier),
            col(Delivery.country),
            days,
            func.count(),
            func.count(col(Order.promised_by)),
            func.count(late),
        )
        .join(Order, col(Order.id) == col(Delivery.order_key))
        .where(col(Delivery.store) == store, between(Delivery.delivered_at, since, now))
        .group_by(col(Delivery.carrier), col(Delivery.country), days)
    )
    found: dict[Lane, _Arrived] = {}
    for carrier, country, took, parcels, promised, late_ones in session.execute(counted):
        told = found.setdefault((carrier, country), _Arrived())
        told.days[int(took)] += parcels
        told.promised += promised
        told.late += late_ones
    return found


def _judged(
    lane: Lane, told: _Arrived, promised: int | None, complained: Sequence[Any]
) -> Iterator[Found]:
    took = lanes.of_days(sorted(told.days.elements()))
    if took.ninth_decile is None or promised is None or took.ninth_decile <= promised:
        return
    carrier, country = lane
    yield Found(
        kind=Kind.PROMISE,
        subject=Subject.LANE,
        name=f"{carrier[:LONGEST_CARRIER]} {country[:8]}",
        called=f"{carrier} → {country}",
        figures={
            "carrier": carrier,
            "country": country,
            "parcels": took.parcels,
            "late": told.late,
            "of": told.promised,
            "median": took.median,
            "promised": promised,
            "promise": took.ninth_decile,
            "disputes": complained[0].disputes if complained else 0,
            "lateness": complained[0].lateness if complained else 0,
        },
        cause=Cause.L1,
        samples=tuple(one.id for one in complained if one.cause is Cause.L1),
    )


def _promised(
    session: Session, store: str, slow: Collection[Lane], since: datetime, now: datetime
) -> dict[Lane, int]:
    """What is promised now, in days from shipping as a tag's facts count them."""
    lane = (col(Order.carrier), func.upper(Order.buyer_country))
    latest = (col(Order.shipped_at).desc(), col(Order.id).desc())
    told = (
        sa.select(
            lane[0].label("carrier"),
            lane[1].label("country"),
            col(Order.shipped_at).label("shipped"),
            col(Order.promised_by).label("promised"),
            func.row_number().over(partition_by=lane, order_by=latest).label("place"),
        )
        .where(
            col(Order.store) == store,
            between(Order.paid_at, since, now),
            col(Order.carrier).in_(sorted({carrier for carrier, _ in slow})),
            col(Order.shipped_at).is_not(None),
            col(Order.promised_by).is_not(None),
        )
        .subquery()
    )
    days = defaultdict[Lane, list[int]](list)
    for row in session.execute(sa.select(told).where(told.c.place <= LATEST)):
        days[row.carrier, row.country].append((row.promised - row.shipped).days)
    return {lane: median_low(there) for lane, there in days.items()}


def _complained(
    session: Session, store: str, since: datetime, now: datetime
) -> dict[Lane, list[Any]]:
    """By lane its latest disputes of lateness, each with how many there are, and of all causes."""
    lane = (col(Order.carrier), func.upper(Order.buyer_country))
    is_late = case((col(Dispute.cause) == Cause.L1, 1))
    latest = (is_late.desc().nulls_last(), col(Dispute.id).desc())
    told = (
        sa.select(
            lane[0].label("carrier"),
            lane[1].label("country"),
            col(Dispute.id).label("id"),
            col(Dispute.cause).label("cause"),
            func.count().over(partition_by=lane).label("disputes"),
            func.count(is_late).over(partition_by=lane).label("lateness"),
            func.row_number().over(partition_by=lane, order_by=latest).label("place"),
        )
        .join(
            Order,
            and_(col(Order.store) == col(Dispute.store), Order.order_id == Dispute.order_id),
        )
        .where(
            col(Dispute.store) == store,
            between(Dispute.opened_at, since, now),
            col(Order.carrier).is_not(None),
            col(Order.buyer_country).is_not(None),
        )
        .subquery()
    )
    first = sa.select(told).where(told.c.place <= SAMPLES).order_by(told.c.place)
    found: dict[Lane, list[Any]] = {}
    for row in session.execute(first):
        found.setdefault((row.carrier, row.country), []).append(row)
    return found
