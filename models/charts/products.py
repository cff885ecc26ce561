"""The few products that bring most of the disputes (Pareto)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func

from models.disputes import Dispute
from models.figures.counting import between
from models.tagging.causes import Cause

SPAN = timedelta(days=30)
MOST = 6  # Lines that a phone shows at a readable size.
ENOUGH = 8  # Disputes; and of one product alone there is nothing to compare.
MANY = 0.8  # The few that bring so much are worth a cure.


def count(session: Session, within: Sequence[str], now: datetime) -> dict[str, Any] | None:
    """None: too few to show."""
    opened = and_(
        col(Dispute.store).in_(within),
        between(Dispute.opened_at, now - SPAN, now),
        col(Dispute.product_id).is_not(None),
    )
    number = func.count().label("number")
    by_product: Any = (
        sa.select(
            col(Dispute.product_id).label("product"),
            func.max(col(Dispute.product_name)).label("name"),  # It may be written anew.
            number,
            func.count().over().label("products"),
            func.sum(func.count()).over().label("total"),
        )
        .where(opened)
        .group_by(col(Dispute.product_id))
        .order_by(number.desc(), col(Dispute.product_id))
        .limit(MOST)
    )
    rows = session.execute(by_product).all()
    total = int(rows[0].total) if rows else 0
    if total < ENOUGH or len(rows) < 2:  # noqa: PLR2004 - nothing to compare.
        return None
    few = _few([row.number for row in rows], total)
    first = rows[0].product
    return {
        "span": SPAN.days,
        "products": [[row.product, row.name, row.number] for row in rows],
        "others": [rows[0].products - len(rows), total - sum(row.number for row in rows)],
        "total": total,
        "few": few,  # So many of the first bring most; 0: it takes more than are listed.
        "cause": _cause(session, opened, first),
    }


def _few(numbers: Sequence[int], total: int) -> int:
    reached = 0
    for place, number in enumerate(numbers, 1):
        reached += number
        if reached >= MANY * total:
            return place
    return 0


def _cause(session: Session, opened: sa.ColumnElement[bool], product: str) -> Cause | None:
    """Of more than half of a product's disputes."""
    mine = and_(opened, col(Dispute.product_id) == product)
    counted = sa.select(col(Dispute.cause), func.count()).where(mine)
    rows = session.execute(counted.group_by(col(Dispute.cause))).all()
    half = sum(number for _cause, number in rows) / 2
    return next((cause for cause, number in rows if number > half), None)
