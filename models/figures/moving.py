"""What brings disputes lately: causes, products, carriers, countries, against the time before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func

from models.disputes import Dispute
from models.figures.scope import Scope
from models.orders import Order
from models.tagging.causes import Cause

SPAN = timedelta(days=7)  # Against the seven days before: each has every weekday once.
MOST = 3  # Of each.


class Origin(StrEnum):
    CAUSE = "cause"
    PRODUCT = "product"
    CARRIER = "carrier"
    COUNTRY = "country"


@dataclass(frozen=True)
class Moving:
    """How many disputes came of one thing, and how many in the span before."""

    origin: str
    name: str
    now: int
    before: int
    cause: str | None  # Of most of them, where it is not itself a cause.


# What is counted, and what it is called; a product goes by its id, its name may be written anew.
COUNTED: dict[Origin, tuple[Any, Any]] = {
    Origin.CAUSE: (Dispute.cause, Dispute.cause),
    Origin.PRODUCT: (Dispute.product_id, func.max(col(Dispute.product_name))),
    Origin.CARRIER: (Order.carrier, Order.carrier),
    Origin.COUNTRY: (Dispute.buyer_country, Dispute.buyer_country),
}


def of(
    session: Session, within: Sequence[str], now: datetime, span: timedelta = SPAN
) -> list[Moving]:
    """The most of each origin in the last span, most first."""
    return [one for origin in Origin for one in _of(session, origin, within, now, span)]


def _of(
    session: Session, origin: Origin, within: Sequence[str], now: datetime, span: timedelta
) -> list[Moving]:
    key, name = COUNTED[origin]
    recent = col(Dispute.opened_at) >= now - span
    lately = func.count().filter(recent)
    earlier = func.count().filter(~recent)
    counted = (
        sa.select(key, name, lately, earlier)
        .select_from(joined(origin))
        .where(opened(within, now - 2 * span, now), col(key).is_not(None))
        .group_by(key)
        .having(lately > 0)
        .order_by(lately.desc(), key)
        .limit(MOST)
    )
    rows = session.execute(counted).all()
    causes = _causes(session, origin, [row[0] for row in rows], Scope.back(within, now, span))
    return [
        Moving(origin, str(named or one), number, before, causes.get(one))
        for one, named, number, before in rows
    ]


def joined(origin: Origin) -> Any:
    if origin is not Origin.CARRIER:
        return Dispute
    its = and_(col(Order.store) == col(Dispute.store), col(Order.order_id) == col(Dispute.order_id))
    return sa.join(Dispute, Order, its)


def opened(within: Sequence[str], start: datetime, end: datetime) -> sa.ColumnElement[bool]:
    since = and_(col(Dispute.opened_at) >= start, col(Dispute.opened_at) < end)
    return and_(col(Dispute.store).in_(within), since)


def _causes(
    session: Session, origin: Origin, keys: Sequence[Any], scope: Scope
) -> dict[Any, Cause]:
    """Of each of these the cause of more than half of its disputes, where there is one."""
    if origin is Origin.CAUSE or not keys:
        return {}
    key = COUNTED[origin][0]
    counted = (
        sa.select(key, col(Dispute.cause), func.count())
        .select_from(joined(origin))
        .where(scope.opened, col(key).in_(keys))
        .group_by(key, Dispute.cause)
    )
    rows = session.execute(counted).all()
    totals = {one: sum(number for k, _c, number in rows if k == one) for one in keys}
    return {one: cause for one, cause, number in rows if number * 2 > totals[one]}
