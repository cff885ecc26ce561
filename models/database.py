"""Where the tables live: SQLite embedded, PostgreSQL in production, the same moves on both."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from psycopg.errors import IdleInTransactionSessionTimeout
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel

PATIENCE = 15.0  # Seconds that a job waits for a lock.
FROZEN = 60.0  # Seconds after which PostgreSQL lets go of what a process that stands still holds.
LOOKS_FOR = 8  # Milliseconds in which SQLite looks after 1, 2 and 5 of them, then begins anew.
TURN = 0.008  # Seconds; long enough for whoever looks so often.


def _remember_pragmas(engine: sa.Engine, patience: float) -> None:
    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # The begin below is ours, not the driver's.
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            f"busy_timeout={int(patience * 1000)}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        # A deferred transaction that turns to writing fails at once when another wrote meanwhile.
        if connection.get_execution_options().get("writes"):
            _begin_writing(connection, patience)
        else:
            connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: sa.Connection, patience: float) -> None:
    """
    Wait for the one writer's turn, and look for it often.

    SQLite itself soon looks but ten times a second: who waits so would miss the moments in
    which somebody with many rows to write lets others by.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA busy_timeout={LOOKS_FOR}")
    ends = time.monotonic() + patience
    try:
        while time.monotonic() < ends:
            with suppress(sqlite3.OperationalError):  # Busy: raised below once patience ends.
                driver.execute("BEGIN IMMEDIATE")
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")


def _sqlite(url: sa.URL, patience: float) -> sa.Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})
    _remember_pragmas(engine, patience)
    return engine


def _postgresql(url: sa.URL, patience: float) -> sa.Engine:
    wait = int(patience * 1000)
    settings = f"-c statement_timeout={wait} -c lock_timeout={wait} -c timezone=UTC"
    settings += f" -c idle_in_transaction_session_timeout={int(FROZEN * 1000)}"
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,  # An error's text must not carry a row into the logs.
        connect_args={"connect_timeout": max(2, int(patience)), "options": settings},
    )
    _tell_the_frozen(engine)
    return engine


def _tell_the_frozen(engine: sa.Engine) -> None:
    """Whose transaction PostgreSQL ended meanwhile has lost its connection, like any other."""

    @sa.event.listens_for(engine, "handle_error")
    def on_error(context: sa.engine.ExceptionContext) -> None:
        error = context.original_exception
        if isinstance(error, IdleInTransactionSessionTimeout):
            context.is_disconnect = True
            raise sa.exc.OperationalError(context.statement, None, error) from error


def engine_for(url: str, patience: float = PATIENCE) -> sa.Engine:
    parsed = make_url(url)
    make = _sqlite if parsed.get_backend_name() == "sqlite" else _postgresql
    return make(parsed, patience)


def _nothing(_session: Session) -> None:
    pass


class Database:
    """
    Sessions that read, and sessions that write and commit on leaving.

    Args:
        url: `sqlite:///path` or `postgresql://…`.
        patience: Seconds to wait for a lock or a statement before giving up.
        committed: Is told of each session whose writing stands by now.

    """

    def __init__(
        self, url: str, patience: float = PATIENCE, committed: Callable[[Session], None] = _nothing
    ) -> None:
        self._committed = committed
        self.engine = engine_for(url, patience)
        self._writer = self.engine.execution_options(writes=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        with Session(self._writer, expire_on_commit=False) as session:
            with session.begin():
                yield session
            self._committed(session)

    def let_others_write(self) -> None:
        """Between two of many writes: SQLite has one writer, and no line in which others stand."""
        if self.engine.dialect.name == "sqlite":
            time.sleep(TURN)

    def close(self) -> None:
        self.engine.dispose()


def clock(session: Session) -> datetime:
    """The database's own time: leases of several hosts are measured with one clock."""
    if session.get_bind().dialect.name == "sqlite":
        [text] = session.execute(sa.text("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00','now')")).one()
        return datetime.fromisoformat(text)
    [moment] = session.execute(sa.text("SELECT clock_timestamp()")).one()
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def alone(session: Session, doing: str) -> bool:
    """
    Whether nobody else is just doing this; then nobody does before this transaction ends.

    On SQLite only one writes at a time anyway.
    """
    if session.get_bind().dialect.name == "sqlite":
        return True
    free = sa.func.pg_try_advisory_xact_lock(sa.func.hashtext(doing))
    return bool(session.execute(sa.select(free)).scalar_one())


def insert_once(session: Session, table: type[SQLModel], **values: Any) -> bool:
    """Insert a row unless its key is taken, and say whether it was."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if on_sqlite else postgresql.insert
    # What it returns is sure; the count of an INSERT's rows is not told by every driver.
    statement = insert(table).values(values).on_conflict_do_nothing().returning(sa.literal(1))
    return session.execute(statement).first() is not None


def upsert(
    session: Session,
    table: type[SQLModel],
    rows: Sequence[Mapping[str, Any]],
    key: Sequence[str],
    **instead: Any,
) -> None:
    """Insert rows; where the key of one is taken, set these values on the row that has it."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if on_sqlite else postgresql.insert
    session.execute(insert(table).on_conflict_do_update(index_elements=key, set_=instead), rows)
