"""
How long the digest of a store with many disputes takes, on PostgreSQL and on SQLite.

    PYTHONPATH=. .venv/bin/python bench/digest/million.py DATABASE_URL [DISPUTES]

The database must be empty; it is filled and kept: a million disputes of four years, each with an
order and a line of history.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models import figures, stores
from models.database import Database
from models.figures import rates
from models.migrations import migrate
from models.records import Outcome

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
YEARS = timedelta(days=4 * 365)
DAY = timedelta(days=1)
A_BATCH = 20_000
CAUSES = [f"{family}{n}" for family, most in (("L", 3), ("P", 7), ("B", 5)) for n in range(1, most)]
OUTCOMES = [*Outcome]


def a_dispute(n: int, many: int) -> dict[str, Any]:
    """The newest percent is open; times, causes and countries go round."""
    opened = NOW - YEARS * ((n + 0.5) / many)
    is_open = n < many // 100
    return {
        "store": "nordic",
        "issue_id": f"{n}",
        "order_id": f"{n}",
        "buyer": f"b{n % 300_000}",
        "buyer_country": ("RU", "BR", "ES", "PL", "KR")[n % 5],
        "opened_at": opened,
        "turn_since": opened,
        "seen_at": opened,
        "due_at": opened + 30 * DAY,
        "due_kind": "respond",
        "due_estimated": False,
        "answered_at": None if is_open else opened + DAY,
        "closed_at": None if is_open else opened + 9 * DAY,
        "outcome": None if is_open else OUTCOMES[n % len(OUTCOMES)],
        "status": "processing" if is_open else "finish",
        "turn": ("ours" if n % 2 else "buyer") if is_open else "closed",
        "platform_handled": n % 9 == 0,
        "amount": 42_650,
        "currency": "USD",
        "refunded": 12_000,
        "product_id": f"{n % 5000}",
        "product_name": f"Product {n % 5000}",
        "cause": CAUSES[n % len(CAUSES)],
        "confidence": 0.9,
        "assignee_id": f"U{n % 12}" if n % 3 else None,
        "facts": "{}",
        "because": "[]",
        "also": "[]",
        "field_times": "{}",
        "version": 1,
    }


def an_order(n: int, many: int) -> dict[str, Any]:
    bought = NOW - YEARS * ((n + 0.5) / many) - 20 * DAY
    return {
        "store": "nordic",
        "order_id": f"{n}",
        "last_digits": f"{n:06}"[-6:],
        "status": "FINISH",
        "modified_at": bought + 25 * DAY,
        "read_at": NOW,
        "carrier": ("EMS", "Yanwen", "AliExpress Standard")[n % 3],
        "field_times": "{}",
    }


def a_line(n: int, many: int) -> dict[str, Any]:
    """Of the history: opened, answered, closed, by turns."""
    step = n % 3
    at = NOW - YEARS * ((n + 0.5) / many) + step * 4 * DAY
    action = ("DisputeOpened", "DisputeAnswered", "DisputeClosed")[step]
    about = {"at": min(at, NOW), "actor": "platform", "action": action}
    return about | {"dispute_id": n + 1, "details": "{}"}


def fill(session: Session, many: int) -> None:
    session.add(stores.Store(name="nordic", channel="C1", added_at=NOW))
    session.flush()
    for table, row in (("disputes", a_dispute), ("orders", an_order), ("audit", a_line)):
        columns = row(0, many)
        named = ", ".join(columns)
        values = ", ".join(f":{column}" for column in columns)
        insert = sa.text(f"INSERT INTO {table} ({named}) VALUES ({values})")  # noqa: S608
        for first in range(0, many, A_BATCH):
            rows = [row(n, many) for n in range(first, min(first + A_BATCH, many))]
            session.execute(insert, rows)


def timed(what: str, ask: Callable[[], object]) -> None:
    took = []
    for _ in range(5):
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
    print(f"{what}: best {min(took):.2f} s, worst {max(took):.2f} s of 5")


def main(url: str, many: int = 1_000_000) -> None:
    database = Database(url, patience=600)
    migrate(database)
    with database.write() as session:
        fill(session, many)
    with database.write() as session:
        session.execute(sa.text("ANALYZE"))
    with database.read() as session:
        timed("the digest", lambda: figures.of(session, ["nordic"], "today", NOW - DAY, NOW))
        timed("thirty days", lambda: rates.of(session, ["nordic"], NOW))
        timed("Home", lambda: figures.standing(session, ["nordic"], NOW))
        plan(session)
    database.close()


def plan(session: Session) -> None:
    """How the database counts what is new, as it says itself."""
    asked = (
        "EXPLAIN SELECT count(*) FROM disputes WHERE store = 'nordic' AND id IN "
        "(SELECT dispute_id FROM audit WHERE action = 'DisputeOpened' "
        "AND at >= :since AND at < :now)"
    )
    if session.get_bind().dialect.name == "postgresql":
        for (line,) in session.execute(sa.text(asked), {"since": NOW - DAY, "now": NOW}):
            print(line)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
