"""What the desk knows of the things that a list names: as narrow as a reader needs it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, update

from models.disputes import Dispute
from models.orders import Order
from models.records import Status, Turn


class KnownDispute(NamedTuple):
    issue_id: str
    status: Status
    modified_at: datetime | None
    read_at: datetime | None
    due_at: datetime | None
    turn: Turn
    closed_at: datetime | None


class OpenDispute(NamedTuple):
    """At the platform it was processing when we last looked."""

    issue_id: str
    opened_at: datetime
    order_id: str
    child_order_id: str | None
    buyer: str | None
    read_at: datetime | None


class KnownOrder(NamedTuple):
    order_id: str
    status: str | None
    modified_at: datetime | None
    shipped_at: datetime | None
    ship_by: datetime | None
    protection_ends_at: datetime | None
    tracking_number: str | None
    track_at: datetime | None
    read_at: datetime


def disputes(session: Session, store: str, ids: Sequence[str]) -> dict[str, KnownDispute]:
    named = _columns(Dispute, KnownDispute).where(
        col(Dispute.store) == store, col(Dispute.issue_id).in_(ids)
    )
    return {row.issue_id: row for row in map(KnownDispute._make, session.execute(named))}


def processing(session: Session, store: str) -> dict[str, OpenDispute]:
    mine = _columns(Dispute, OpenDispute).where(
        col(Dispute.store) == store,
        sa.text("disputes.status = 'processing'"),  # As the index has it.
    )
    return {row.issue_id: row for row in map(OpenDispute._make, session.execute(mine))}


def orders(session: Session, store: str, ids: Sequence[str]) -> dict[str, KnownOrder]:
    named = _columns(Order, KnownOrder).where(
        col(Order.store) == store, col(Order.order_id).in_(ids)
    )
    return {row.order_id: row for row in map(KnownOrder._make, session.execute(named))}


def track_at_once(session: Session, store: str, ids: Sequence[str], now: datetime) -> None:
    """Their parcels are due; those that nobody follows stay so."""
    mine = update(Order).where(col(Order.store) == store, col(Order.order_id).in_(ids))
    session.exec(mine.where(col(Order.track_at) > now).values(track_at=now))


def looked_at(session: Session, store: str, issue_id: str, now: datetime) -> None:
    """It was asked for, whatever the platform said."""
    mine = update(Dispute).where(col(Dispute.store) == store, col(Dispute.issue_id) == issue_id)
    session.exec(mine.values(read_at=now))


def _columns(table: type[Dispute | Order], row: type[NamedTuple]) -> sa.Select[tuple[object, ...]]:
    return sa.select(*(getattr(table, name) for name in row._fields))
