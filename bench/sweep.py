"""
Does a sweep cost what is due, or what exists?

    .venv/bin/python bench/sweep.py [postgresql://…]

With the same 100 nudges due, a table of many planned ones should take no longer than a table
of few. Prints the medians of `reminders.fire` as a whole and of its finding alone, measured in
turns within one run, and their ratios. On a server it makes two databases and drops them.
"""

import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel

from models.database import Database
from models.disputes import Dispute
from models.messages import PRIORITY, Kind, Message
from models.migrations import migrate
from models.nudging import holding, nudges, reminders
from models.nudging.nudges import Nudge, Rule
from models.orders import Order
from models.rules import To
from models.stores import Store
from models.tagging import Cause

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DUE = 100
FEW, MANY = 10_000, 1_000_000
ROUNDS = 15
PEOPLE = 20
STEPS = ((72, To.OWNER), (24, To.THREAD), (6, To.THREAD), (6, To.LEADS), (0, To.THREAD))
SHIP_STEPS = (48, 24, 6)
PER_PAIR = len(STEPS) + len(SHIP_STEPS)  # Nudges of one dispute and one order.
BATCH = 2_000

Row = dict[str, Any]


def a_limit(n: int) -> datetime:
    """The first fifty disputes and orders stand at T-24 h just now; the others far ahead."""
    return NOW + 24 * HOUR if n < DUE // 2 else NOW + 80 * HOUR + n * timedelta(seconds=20)


def a_dispute(n: int) -> Row:
    return {
        "id": n + 1,
        "store": "nordic",
        "issue_id": f"{7 * 10**17 + n}",
        "order_id": f"{8 * 10**15 + n}",
        "opened_at": NOW - 48 * HOUR,
        "turn_since": NOW - 48 * HOUR,
        "due_at": a_limit(n),
        "cause": Cause("L1"),
        "confidence": 1.0,
        "seen_at": NOW - 48 * HOUR,
        "assignee_id": f"U{n % PEOPLE}",
        "claimed_at": NOW - 40 * HOUR,
    }


def a_card(n: int) -> Row:
    return {
        "key": f"card:{n + 1}",
        "kind": Kind.CARD,
        "channel": "CNORDIC",
        "dispute_id": n + 1,
        "token": f"{n:024x}",
        "priority": PRIORITY[Kind.CARD],
        "posted": 1,
        "ts": f"{n}.0",
    }


def an_order(n: int) -> Row:
    return {
        "id": n + 1,
        "store": "nordic",
        "order_id": f"{8 * 10**15 + n}",
        "last_digits": f"{n % 10**6:06}",
        "status": "WAIT_SELLER_SEND_GOODS",
        "paid_at": NOW - 48 * HOUR,
        "ship_by": a_limit(n),
        "read_at": NOW - 48 * HOUR,
    }


def planned(n: int) -> Iterator[Row]:
    limit = a_limit(n)
    about = {"store": "nordic", "limit_at": limit}
    for step, to in STEPS:
        due = {"step": step, "recipient": to, "due_at": limit - step * HOUR}
        sent = NOW - 47 * HOUR if due["due_at"] < NOW else None
        told = {"sent_at": sent, "person": f"U{n % PEOPLE}" if sent else None}
        yield about | due | told | {"rule": Rule.DEADLINE, "dispute_id": n + 1}
    for step in SHIP_STEPS:
        due = {"step": step, "recipient": To.THREAD, "due_at": limit - step * HOUR}
        sent = NOW - 23 * HOUR if due["due_at"] < NOW else None
        told = {"sent_at": sent, "person": None}
        yield about | due | told | {"rule": Rule.SHIP_BY, "order_key": n + 1}


def fill(database: Database, count: int) -> None:
    with database.write() as session:
        session.add(Store(name="nordic", channel="CNORDIC", added_at=NOW - 48 * HOUR))
    pairs = range(count // PER_PAIR)
    for first in range(0, len(pairs), BATCH):
        piece = pairs[first : first + BATCH]
        with database.write() as session:
            put(session, Dispute, [a_dispute(n) for n in piece])
            put(session, Message, [a_card(n) for n in piece])
            put(session, Order, [an_order(n) for n in piece])
            rows = [
                {"dispute_id": None, "order_key": None} | row for n in piece for row in planned(n)
            ]
            put(session, Nudge, rows)
    with database.engine.connect() as connection:
        connection.execute(sa.text("ANALYZE"))
        connection.commit()


def put(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    session.execute(sa.insert(table), rows)


def fire(session: Session) -> None:
    assert reminders.fire(session, NOW, "CLEADS") > 0


def find(session: Session) -> None:
    held = holding.of_due(session, NOW, 5 * DUE)
    nudges.drop_overtaken(session, NOW, held)
    assert len(nudges.due(session, NOW, held, 5 * DUE)) == DUE


def seconds(database: Database, sweep: Callable[[Session], None]) -> float:
    """How long it takes; what it did is undone."""
    with database.write() as session:
        began = time.perf_counter()
        sweep(session)
        session.flush()
        taken = time.perf_counter() - began
        session.rollback()
    return taken


def compare(few: Database, many: Database) -> None:
    for sweep in (find, fire):
        taken = [(seconds(few, sweep), seconds(many, sweep)) for _round in range(ROUNDS)]
        small, large = (statistics.median(column) for column in zip(*taken[1:], strict=True))
        print(f"{sweep.__name__}: {DUE} due of {FEW:,}: {small * 1000:.2f} ms, ", end="")
        print(f"of {MANY:,}: {large * 1000:.2f} ms, ratio {large / small:.2f}")


@contextmanager
def databases(server: str | None) -> Iterator[list[str]]:
    """The addresses of two empty databases."""
    if server is None:
        with tempfile.TemporaryDirectory() as folder:
            yield [f"sqlite:///{Path(folder) / name}.db" for name in ("few", "many")]
        return
    names = [f"bench_{uuid.uuid4().hex}" for _ in range(2)]
    engine = sa.create_engine(
        make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for name in names:
            connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
        try:
            yield [
                make_url(server).set(database=name).render_as_string(hide_password=False)
                for name in names
            ]
        finally:
            for name in names:
                connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def main(server: str | None) -> None:
    with databases(server) as addresses:
        few, many = (Database(address) for address in addresses)
        for database, count in ((few, FEW), (many, MANY)):
            migrate(database)
            fill(database, count)
        compare(few, many)
        few.close()
        many.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
