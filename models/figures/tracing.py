"""Where the disputes of one subject come from: what most of them share, and since when."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func

from models.disputes import Dispute
from models.figures.moving import COUNTED, Origin, joined, opened
from models.figures.scope import Scope
from models.orders import Order

LEAST = 3  # Disputes; fewer share something by chance.
MOSTLY = 2 / 3  # So many of them at least share it,
TIMES = 2  # and that so many times as often as the others do.


@dataclass(frozen=True)
class Case:
    number: int
    opened_at: datetime
    order_id: str
    keys: Mapping[Origin, Any]
    product_name: str | None

    def named(self, origin: Origin) -> str:
        told = self.product_name if origin is Origin.PRODUCT else None
        return told or str(self.keys[origin])


def cases(session: Session, origin: Origin, keys: Sequence[Any], scope: Scope) -> list[Case]:
    """Those of these subjects, the latest first."""
    if not keys:
        return []
    its = sa.and_(
        col(Order.store) == col(Dispute.store), col(Order.order_id) == col(Dispute.order_id)
    )
    about = (Dispute.id, Dispute.opened_at, Dispute.order_id, Dispute.product_name)
    told: list[Any] = [*about, *(COUNTED[one][0] for one in Origin)]
    rows = session.execute(
        sa.select(*told)
        .select_from(sa.outerjoin(Dispute, Order, its))
        .where(scope.opened, col(COUNTED[origin][0]).in_(keys))
        .order_by(col(Dispute.opened_at).desc(), col(Dispute.id).desc())
    ).all()
    return [
        Case(number, at, order_id, dict(zip(Origin, shared, strict=True)), product)
        for number, at, order_id, product, *shared in rows
    ]


def shared(found: Sequence[Case], origin: Origin, share: float) -> Any:
    """What more than that share of them have, or nothing."""
    keys = [one.keys[origin] for one in found]
    most = statistics.mode(keys)
    return most if keys.count(most) > share * len(keys) else None


def place(
    session: Session, origin: Origin, found: Sequence[Case], scope: Scope
) -> tuple[Origin, Any] | None:
    """The one product, carrier or country of most of them, though not of most others."""
    for other in Origin:
        if other in {origin, Origin.CAUSE}:
            continue
        keys = [one.keys[other] for one in found]
        key = statistics.mode(keys)
        mine = keys.count(key)
        if key is None or mine < LEAST or mine < MOSTLY * len(keys):
            continue
        whole, alike = _among_all(session, other, key, scope)
        others = whole - sum(one is not None for one in keys)
        if others >= LEAST and mine * others >= TIMES * (alike - mine) * len(keys):
            return other, key
    return None


def _among_all(session: Session, origin: Origin, key: Any, scope: Scope) -> tuple[int, int]:
    """Of all of that time of which it is known: how many, and how many have that key."""
    known = col(COUNTED[origin][0])
    counts = func.count(known), func.count().filter(known == key)
    counted = sa.select(*counts).select_from(joined(origin)).where(scope.opened)
    whole, same = session.execute(counted).one()
    return whole, same


def since(
    session: Session, alike: Mapping[Origin, Any], first: datetime, scope: Scope
) -> datetime | None:
    """When the first of them came, where in a span before it there was none like it."""
    tables = joined(Origin.CARRIER if Origin.CARRIER in alike else Origin.CAUSE)
    like = [col(COUNTED[origin][0]) == key for origin, key in alike.items()]
    start = first - (scope.until - scope.since)
    counted = sa.select(func.count()).select_from(tables)
    before = counted.where(opened(scope.within, start, first), *like)
    return None if session.execute(before).scalar_one() else first
