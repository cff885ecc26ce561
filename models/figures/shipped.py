"""Of how many shipped pieces of a product: the parcels that went out together, and those before."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func, select

from models.disputes import Dispute
from models.figures.samples import ENOUGH
from models.orders import Item, Order
from models.tagging.causes import Cause

BEFORE = timedelta(days=90)
MOST = 500  # Orders looked at for when they went out.


def of(
    session: Session,
    within: Sequence[str],
    product: str,
    cause: Cause | None,
    orders: Sequence[str],
) -> list[int]:
    """
    Of the orders with a product that went out from the first to the last of these: disputed, all.

    Behind them the same of the ninety days before; of too few orders nothing is said.

    Args:
        cause: Only disputes of this cause count, if any is given.

    """
    first, last = _times(session, within, orders[:MOST])
    if first is None or last is None:
        return []
    lately = _counts(session, within, product, cause, between=(first, last))
    before = _counts(session, within, product, cause, between=(first - BEFORE, first))
    if lately[1] < ENOUGH:
        return []
    return [*lately, *before] if before[1] >= ENOUGH else lately


def _times(
    session: Session, within: Sequence[str], orders: Sequence[str]
) -> tuple[datetime | None, datetime | None]:
    """Asked for one by one: for the least of them PostgreSQL would read all that ever went out."""
    these = and_(col(Order.store).in_(within), col(Order.order_id).in_(orders))
    went_out = session.exec(select(Order.shipped_at).where(these))
    known = sorted(at for at in went_out if at is not None)
    if not known:
        return None, None
    return known[0], known[-1] + timedelta(microseconds=1)  # The last one is among them.


def _counts(
    session: Session,
    within: Sequence[str],
    product: str,
    cause: Cause | None,
    between: tuple[datetime, datetime],
) -> list[int]:
    """Disputed, and all."""
    about = [col(Dispute.cause) == cause] if cause else []
    disputed = (
        sa.select(col(Dispute.id))
        .where(
            col(Dispute.store) == col(Order.store),
            col(Dispute.order_id) == col(Order.order_id),
            col(Dispute.product_id) == product,
            *about,
        )
        .exists()
    )
    with_it = sa.select(col(Item.order_key)).where(col(Item.product_id) == product)
    start, end = between
    counted = sa.select(func.count().filter(disputed), func.count()).where(
        col(Order.id).in_(with_it),
        col(Order.store).in_(within),
        col(Order.shipped_at) >= start,
        col(Order.shipped_at) < end,
    )
    part, whole = session.execute(counted).one()
    return [part, whole]
