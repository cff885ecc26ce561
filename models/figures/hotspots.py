"""Hot spots as the figures need them: which stand, and which disputes of a time are theirs."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, and_, col, or_, select

from models.disputes import Dispute
from models.figures.counting import between
from models.figures.scope import Scope
from models.hotspots import subjects
from models.hotspots.spots import HotSpot, Standing, Subject, thing
from models.hotspots.subjects import Key
from models.orders import Item, Order
from models.products import Product

MOST = 20  # The newest.


def standing(session: Session, scope: Scope) -> Sequence[HotSpot]:
    """Those that stand, and those found in this time; not what somebody says is none."""
    stands = and_(HotSpot.standing == Standing.OPEN, col(HotSpot.ended_at).is_(None))
    mine = select(HotSpot).where(
        col(HotSpot.store).in_(scope.within),
        HotSpot.standing != Standing.DISMISSED,
        or_(stands, between(HotSpot.found_at, scope.since, scope.until)),
    )
    newest = mine.order_by(col(HotSpot.found_at).desc(), col(HotSpot.id).desc())
    return session.exec(newest.limit(MOST)).all()


def disputes(spot: HotSpot) -> sa.ColumnElement[bool]:
    """Those of its subject, and of its cause where it has one."""
    about = and_(col(Dispute.store) == spot.store, _its(spot))
    return about if spot.cause is None else and_(about, col(Dispute.cause) == spot.cause)


def _its(spot: HotSpot) -> sa.ColumnElement[bool]:
    match spot.subject:
        case Subject.PRODUCT:  # Of a mismatch as well: which difference, disputes do not say.
            return col(Dispute.product_id) == thing(spot)
        case Subject.VARIANT:
            key = Key(spot.subject, spot.name)
            line = and_(subjects.of_line(spot.store, key), subjects.disputed_line())
            lines = sa.select(col(Item.id)).where(col(Item.order_key) == Order.id, line)
            return _sent(lines.correlate(Order, Dispute).exists())
        case Subject.SUPPLIER | Subject.WAREHOUSE:
            column = Product.supplier if spot.subject is Subject.SUPPLIER else Product.warehouse
            theirs = sa.select(col(Product.product_id))
            mine = theirs.where(col(Product.store) == spot.store, col(column) == spot.name)
            return col(Dispute.product_id).in_(mine)
        case Subject.CARRIER:
            return _sent(col(Order.carrier) == spot.name)
        case Subject.LANE:
            carrier, _, country = spot.name.rpartition(" ")
            there = sa.func.upper(Order.buyer_country) == country
            return _sent(col(Order.carrier) == carrier, there)


def _sent(*how: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    its = and_(col(Order.store) == col(Dispute.store), col(Order.order_id) == col(Dispute.order_id))
    return sa.select(col(Order.id)).where(its, *how).exists()
