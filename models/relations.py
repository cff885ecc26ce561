"""Disputes that belong together: of one order, one buyer, one parcel, one product."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models import events
from models.database import insert_once
from models.disputes import Dispute
from models.errors import Refused
from models.members import Actor, Permission
from models.orders import Order


class Relation(SQLModel, table=True):
    """Two disputes that a person related, the lower number first."""

    __tablename__ = "relations"

    first_id: int = Field(foreign_key="disputes.id", primary_key=True)
    second_id: int = Field(foreign_key="disputes.id", primary_key=True, index=True)
    by: str = Field(max_length=32)
    at: datetime


class Bond(StrEnum):
    """What two disputes have in common, the closest first."""

    ORDER = "order"
    PARCEL = "parcel"
    BUYER = "buyer"
    PRODUCT = "product"


def relate(session: Session, actor: Actor, one: Dispute, other: Dispute, now: datetime) -> None:
    """Each names the other from now on; related already, they stay so."""
    _demand(actor, one, other)
    first, second = sorted((one.id, other.id))
    row = {"first_id": first, "second_id": second, "by": actor.user_id, "at": now}
    if insert_once(session, Relation, **row):
        _tell(session, events.DisputesRelated, one, other, actor, now)


def part(session: Session, actor: Actor, one: Dispute, other: Dispute, now: datetime) -> None:
    """
    Raises:
        Refused: they are not related.

    """
    _demand(actor, one, other)
    first, second = sorted((one.id, other.id))
    both = col(Relation.first_id) == first, col(Relation.second_id) == second
    if not session.exec(delete(Relation).where(*both)).rowcount:
        raise Refused("not-related", number=f"#{one.id}", other=f"#{other.id}")
    _tell(session, events.DisputesParted, one, other, actor, now)


def _demand(actor: Actor, one: Dispute, other: Dispute) -> None:
    for dispute in (one, other):
        actor.require(Permission.RELATE, dispute.store)
    if one.id == other.id:
        raise Refused("relate-itself", number=f"#{one.id}")


def _tell(
    session: Session,
    event: type[events.DisputesRelated | events.DisputesParted],
    one: Dispute,
    other: Dispute,
    actor: Actor,
    now: datetime,
) -> None:
    happened = [event(one.id, other.id), event(other.id, one.id)]
    events.record_all(session, happened, actor.user_id, now)


def of(session: Session, dispute: Dispute) -> list[int]:
    """The numbers of those that this one is related to."""
    later = select(Relation.second_id).where(Relation.first_id == dispute.id)
    earlier = select(Relation.first_id).where(Relation.second_id == dispute.id)
    return sorted([*session.exec(earlier), *session.exec(later)])


def likely(
    session: Session, dispute: Dispute, most: int, *which: sa.ColumnElement[bool]
) -> list[tuple[Dispute, Bond]]:
    """
    Those of its store that may well belong to it, the closest bond and the newest first.

    Args:
        which: Of these alone.

    """
    found: dict[int, tuple[Dispute, Bond]] = {}
    for bond, alike in _bonds(dispute):
        theirs = select(Dispute).where(
            Dispute.store == dispute.store, Dispute.id != dispute.id, alike, *which
        )
        for other in session.exec(theirs.order_by(col(Dispute.id).desc()).limit(most)):
            found.setdefault(other.id, (other, bond))
    return list(found.values())[:most]


def _bonds(dispute: Dispute) -> Iterator[tuple[Bond, sa.ColumnElement[bool]]]:
    yield Bond.ORDER, col(Dispute.order_id) == dispute.order_id
    yield Bond.PARCEL, col(Dispute.order_id).in_(_in_its_parcel(dispute))
    if dispute.buyer:
        yield Bond.BUYER, col(Dispute.buyer) == dispute.buyer
    if dispute.product_id:
        same = col(Dispute.product_id) == dispute.product_id
        yield Bond.PRODUCT, same & (col(Dispute.cause) == dispute.cause)


def _in_its_parcel(dispute: Dispute) -> sa.Select[Any]:
    """The orders that share a tracking number with this one's."""
    mine = sa.select(col(Order.tracking_number)).where(
        col(Order.store) == dispute.store, col(Order.order_id) == dispute.order_id
    )
    numbers = mine.where(col(Order.tracking_number) != "").scalar_subquery()
    return sa.select(col(Order.order_id)).where(
        col(Order.store) == dispute.store, col(Order.tracking_number) == numbers
    )
