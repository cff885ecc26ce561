"""Whose turn it is to be read: when each store is due, who reads it now, how its night went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Update
from sqlmodel import Field, Session, SQLModel, col, or_, select, update

from models.database import insert_once
from models.disputes import Dispute
from models.stores import Store

BUSY = timedelta(seconds=30)  # Renewed with its reader's calls; a second one does no harm.
NEAR = timedelta(hours=6)  # A deadline so near makes its store urgent.
LONG_WAIT = timedelta(minutes=10)  # Whoever waited so long goes with the urgent ones.


class Round(SQLModel, table=True):
    __tablename__ = "rounds"

    store: str = Field(primary_key=True, foreign_key="stores.name", max_length=64)
    due_at: datetime  # When it is read next.
    busy_until: datetime | None = None  # A reader of the store holds this.
    fence: int = 0  # Grows with each reader; an old reader's word no longer counts.
    anew_from: datetime | None = None  # The night's reading: what was read before is read again.
    reconciled_at: datetime | None = None  # When the last night's reading began that was whole.


@dataclass(frozen=True)
class Turn:
    """One reader's hold on one store."""

    store: str
    fence: int
    anew_from: datetime | None
    due_at: datetime


def ensure(session: Session, now: datetime, names: Iterable[str] = ()) -> None:
    """Every connected store is in the line, and so are these."""
    known = select(Round.store)
    connected = select(Store.name).where(
        col(Store.access_token).is_not(None), col(Store.name).not_in(known)
    )
    for name in sorted({*session.exec(connected), *names}):
        insert_once(session, Round, store=name, due_at=now, fence=0)


def next_due(session: Session, now: datetime) -> Turn | None:
    """Become the reader of the store whose turn it is: urgent ones, then who waited longest."""
    mine = select(Round.store).join(Store, col(Store.name) == col(Round.store))
    connected = col(Store.removed_at).is_(None), col(Store.access_token).is_not(None)
    ready = mine.where(*connected, col(Round.due_at) <= now, _free(now))
    first = sa.case((or_(_near_deadline(now), col(Round.due_at) < now - LONG_WAIT), 0), else_=1)
    line = ready.order_by(first, col(Round.due_at)).limit(1)
    name = session.exec(line.with_for_update(skip_locked=True, of=Round)).first()
    return hold(session, name, now) if name is not None else None


def hold(session: Session, store: str, now: datetime) -> Turn | None:
    """Become the one reader of a store; None when another is."""
    ensure(session, now, [store])
    taken = session.exec(
        update(Round)
        .where(col(Round.store) == store, _free(now))
        .values(busy_until=now + BUSY, fence=Round.fence + 1)
        .returning(col(Round.fence), col(Round.anew_from), col(Round.due_at))
    ).one_or_none()
    return Turn(store, *taken) if taken else None


def renew(session: Session, turn: Turn, now: datetime) -> None:
    """The reader lives: only its own word says so, and only while nobody has come after it."""
    session.exec(_mine(turn).values(busy_until=now + BUSY))


def finish(session: Session, turn: Turn, due_at: datetime) -> None:
    session.exec(_mine(turn).values(busy_until=None, due_at=due_at))


def due(session: Session, now: datetime) -> int:
    """How many stores wait to be read."""
    waiting = select(sa.func.count()).select_from(Round).where(col(Round.due_at) <= now)
    return session.exec(waiting.where(_free(now))).one()


def begin_night(session: Session, store: str, since: datetime, now: datetime) -> bool:
    """Have all of a store read again, unless that happened or began since this moment."""
    stale = or_(col(Round.reconciled_at).is_(None), col(Round.reconciled_at) < since)
    begun = session.exec(
        update(Round)
        .where(col(Round.store) == store, col(Round.anew_from).is_(None), stale)
        .values(anew_from=now)
    )
    return begun.rowcount == 1


def end_night(session: Session, turn: Turn) -> None:
    """All of it was read again."""
    session.exec(_mine(turn).values(anew_from=None, reconciled_at=turn.anew_from))


def _mine(turn: Turn) -> Update:
    return update(Round).where(col(Round.store) == turn.store, col(Round.fence) == turn.fence)


def _free(now: datetime) -> sa.ColumnElement[bool]:
    return or_(col(Round.busy_until).is_(None), col(Round.busy_until) < now)


def _near_deadline(now: datetime) -> sa.ColumnElement[bool]:
    """Not yet over, or over for so short a time that the platform may not have acted."""
    near = select(Dispute.id).where(
        col(Dispute.store) == col(Round.store),
        sa.text("disputes.closed_at IS NULL"),  # As the index has it.
        col(Dispute.due_at).between(now - NEAR, now + NEAR),
    )
    return near.exists()
