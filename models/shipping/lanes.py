"""How long a carrier really takes to a country: the store's own parcels, counted on arrival."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.database import upsert
from models.orders import Order
from models.shipping import stages
from models.shipping.conditions import Facts
from models.shipping.stages import Stage

WINDOW = timedelta(days=365)
FEWEST = 20  # Parcels; of fewer nothing is said.
MOST = 1000  # The latest are enough, and cost the same however many there were.


class Delivery(SQLModel, table=True):
    """A parcel that arrived, for the statistics of its lane; it names nobody."""

    __tablename__ = "deliveries"
    __table_args__ = (
        sa.Index("ix_deliveries_lane", "store", "carrier", "country", "delivered_at"),
        sa.Index("ix_deliveries_arrived", "store", "delivered_at"),
    )

    order_key: int = Field(primary_key=True, foreign_key="orders.id")
    store: str = Field(max_length=64)
    carrier: str
    country: str
    shipped_at: datetime
    delivered_at: datetime


@dataclass(frozen=True)
class Lane:
    """Days from shipping to delivery; None where the parcels are too few to say."""

    parcels: int
    median: int | None = None
    ninth_decile: int | None = None


def note(session: Session, told: Iterable[Facts]) -> None:
    """Count what has arrived; told again, it is counted anew, not twice."""
    for facts in told:
        order = facts.order
        delivered = [one.at for one in facts.parcel if stages.of(one) is Stage.DELIVERED]
        if not delivered or order.shipped_at is None or not (order.carrier and order.buyer_country):
            continue
        if (arrived := min(delivered)) < order.shipped_at:
            continue
        row = {
            "store": order.store,
            "carrier": order.carrier,
            "country": order.buyer_country.upper(),
            "shipped_at": order.shipped_at,
            "delivered_at": arrived,
        }
        upsert(session, Delivery, [row | {"order_key": order.id}], ["order_key"], **row)


def of(session: Session, order: Order, now: datetime) -> Lane | None:
    """None where the order does not say who carries it, or where to."""
    if not (order.carrier and order.buyer_country):
        return None
    mine = select(Delivery.shipped_at, Delivery.delivered_at).where(
        Delivery.store == order.store,
        Delivery.carrier == order.carrier,
        Delivery.country == order.buyer_country.upper(),
        col(Delivery.delivered_at) > now - WINDOW,
        col(Delivery.delivered_at) <= now,
    )
    newest = mine.order_by(col(Delivery.delivered_at).desc()).limit(MOST)
    return summed_up([arrived - shipped for shipped, arrived in session.exec(newest)])


def summed_up(took: Iterable[timedelta]) -> Lane:
    return of_days(sorted(ceil(one / timedelta(days=1)) for one in took))


def of_days(days: Sequence[int]) -> Lane:
    """Of whole days, the fewest first."""
    if len(days) < FEWEST:
        return Lane(len(days))
    return Lane(len(days), round(median(days)), days[ceil(len(days) * 0.9) - 1])
