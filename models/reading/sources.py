"""How each source of each store is doing: its cursor, its last success, its trouble."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, select, update

from models.database import insert_once
from models.types import by_value

BACKS_OFF_AT_MOST = 5  # Doublings of fifteen seconds: eight minutes.


class Door(StrEnum):
    DISPUTES = "disputes"
    ORDERS = "orders"
    PARCELS = "parcels"


class Source(SQLModel, table=True):
    __tablename__ = "sources"

    store: str = Field(primary_key=True, foreign_key="stores.name", max_length=64)
    door: Door = Field(primary_key=True, sa_type=by_value(Door))
    read_at: datetime | None = None  # The last success.
    round_at: datetime | None = None  # When the round was due in which that was.
    tried_at: datetime | None = None  # When it was last begun, or failed.
    failing_since: datetime | None = None
    error: str | None = None  # A sentence for people.
    failures: int = 0
    try_at: datetime | None = None
    rows: int = 0
    busy_until: datetime | None = None  # A reader of the store holds this on its first door.


class Heartbeat(SQLModel, table=True):
    """A process that lives says so; in the database, for Redis may forget."""

    __tablename__ = "heartbeats"

    name: str = Field(primary_key=True, max_length=64)  # worker:delivery, clock, socket.
    at: datetime


def of(session: Session, store: str, door: Door) -> Source:
    source = session.get(Source, (store, door)) or Source(store=store, door=door)
    session.add(source)
    return source


def of_store(session: Session, store: str) -> dict[Door, Source]:
    """Those of its doors that anybody ever knocked at."""
    return {one.door: one for one in session.exec(select(Source).where(Source.store == store))}


def begun(session: Session, store: str, door: Door, now: datetime) -> datetime | None:
    """A reading begins; when the last one did that came to its end."""
    source = of(session, store, door)
    source.tried_at = now
    return source.read_at


def succeeded(
    session: Session,
    store: str,
    door: Door,
    now: datetime,
    rows: int,
    round_at: datetime | None = None,
) -> bool:
    """True when this ends a trouble."""
    source = of(session, store, door)
    source.round_at = round_at
    healed = source.failing_since is not None
    source.read_at = source.tried_at = now
    source.failing_since, source.error, source.try_at, source.failures = None, None, None, 0
    source.rows += rows
    return healed


def failed(
    session: Session, store: str, door: Door, now: datetime, error: str, *, rests: bool = True
) -> Source:
    """
    Note the failure; the source backs off alone, up to eight minutes.

    Args:
        rests: False where the fault is ours: then it rests no longer than it did already.

    """
    source = of(session, store, door)
    source.tried_at = now
    source.failing_since = source.failing_since or now
    source.error = error
    source.failures += 1
    if rests:
        pause = timedelta(seconds=15) * 2 ** min(source.failures, BACKS_OFF_AT_MOST)
        source.try_at = now + pause
    return source


def hurry(session: Session, store: str) -> None:
    """What rests after a failure is read at once: its reason is gone."""
    session.exec(update(Source).where(col(Source.store) == store).values(try_at=None))


def all_of(session: Session) -> list[Source]:
    return list(session.exec(select(Source).order_by(col(Source.store), col(Source.door))))


def beat(session: Session, name: str, now: datetime) -> None:
    insert_once(session, Heartbeat, name=name, at=now)
    session.exec(update(Heartbeat).where(col(Heartbeat.name) == name).values(at=now))


def beats(session: Session) -> dict[str, datetime]:
    return {heartbeat.name: heartbeat.at for heartbeat in session.exec(select(Heartbeat))}
