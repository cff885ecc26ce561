"""
How long the digest of a store with many disputes takes, on PostgreSQL and on SQLite.

    PYTHONPATH=. .venv/bin/python bench/digest/million.py DATABASE_URL [DISPUTES]

The database must be empty, or filled by this; it is kept: a million disputes of four years, each
with an order of one piece and a line of history. In the last week a cause to one country, and one
product, bring three times as many as before, a tenth of what was resolved has a note, and two
hot spots stand: whatever a digest may say, it has to say.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from models import digests, figures, stores
from models.charts.charts import COUNTED, About
from models.database import Database
from models.figures import behind, rates, review
from models.figures.behind import Behind
from models.hotspots.spots import HotSpot, Kind, Subject
from models.migrations import migrate
from models.periods import Period, Stretch
from models.records import Outcome

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
YEARS = timedelta(days=4 * 365)
DAY = timedelta(days=1)
A_BATCH = 20_000
SHOWN = 15  # Plans.
UTC_ZONE = ZoneInfo("UTC")
CAUSES = [f"{family}{n}" for family, most in (("L", 3), ("P", 7), ("B", 5)) for n in range(1, most)]
OUTCOMES = [*Outcome]


def a_dispute(n: int, many: int) -> dict[str, Any]:
    """The newest percent is open; times, causes and countries go round."""
    opened = NOW - YEARS * ((n + 0.5) / many)
    is_open = n < many // 100
    rises = opened > NOW - 8 * DAY and n % 7 == 0
    return {
        "store": "nordic",
        "issue_id": f"{n}",
        "order_id": f"{n}",
        "buyer": f"b{n % 300_000}",
        "buyer_country": "BR" if rises else ("RU", "BR", "ES", "PL", "KR")[n % 5],
        "opened_at": opened,
        "turn_since": opened,
        "seen_at": opened,
        "due_at": opened + 30 * DAY,
        "due_kind": "respond",
        "due_estimated": False,
        "answered_at": None if is_open else opened + (n % 40) / 20 * DAY,
        "first_answered_at": None if is_open else opened + (n % 40) / 20 * DAY,
        "closed_at": None if is_open else opened + 9 * DAY,
        "outcome": None if is_open else OUTCOMES[n % len(OUTCOMES)],
        "status": "processing" if is_open else "finish",
        "turn": ("ours" if n % 2 else "buyer") if is_open else "closed",
        "platform_handled": n % 9 == 0,
        "amount": 42_650,
        "currency": "USD",
        "refunded": 12_000,
        "product_id": "7" if rises and n % 2 else f"{n % 5000}",
        "product_name": f"Product {n % 5000}",
        "prevention": None if n % 10 or is_open else f"Note {n % 3}",
        "cause": "B2" if rises else CAUSES[n % len(CAUSES)],
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
        "shipped_at": bought + DAY,
        "carrier": ("EMS", "Yanwen", "AliExpress Standard")[n % 3],
        "field_times": "{}",
    }


def an_item(n: int, _many: int) -> dict[str, Any]:
    return {"order_key": n + 1, "product_id": f"{n % 5000}", "quantity": 1}


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
    for subject, name in ((Subject.PRODUCT, "7"), (Subject.LANE, "EMS BR")):
        about = {"kind": Kind.RATE, "subject": subject, "name": name, "called": name}
        session.add(HotSpot(store="nordic", found_at=NOW - 30 * DAY, **about))
    rows = {"disputes": a_dispute, "orders": an_order, "items": an_item, "audit": a_line}
    for table, row in rows.items():
        columns = row(0, many)
        put = copy if session.get_bind().dialect.name == "postgresql" else insert
        put(session, table, list(columns), (row(n, many) for n in range(many)))


def copy(session: Session, table: str, columns: list[str], rows: Iterator[dict[str, Any]]) -> None:
    """As PostgreSQL reads a million rows in minutes."""
    driver = session.connection().connection.cursor()
    with driver.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as lines:
        for row in rows:
            lines.write_row(list(row.values()))


def insert(
    session: Session, table: str, columns: list[str], rows: Iterator[dict[str, Any]]
) -> None:
    values = ", ".join(f":{column}" for column in columns)
    into = sa.text(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})")  # noqa: S608
    while batch := list(islice(rows, A_BATCH)):
        session.execute(into, batch)


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
        if not stores.active(session):
            fill(session, many)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
        session.execute(sa.text("VACUUM ANALYZE" if _is_postgresql(database) else "ANALYZE"))
    with database.read() as session:
        measure(session)
        if _is_postgresql(database):
            plans(session)
    database.close()


def measure(session: Session) -> None:
    within, about = ["nordic"], stores.active(session)
    today = ("CLEADS", about, NOW.date(), UTC_ZONE, NOW)
    timed("the digest", lambda: digests.count(session, *today))
    for period in (Period.WEEK, Period.MONTH):
        over = Stretch.holding(period, NOW.date(), UTC_ZONE).before
        timed(f"the {period}", lambda of=over: review.of(session, within, of, NOW))
    timed("thirty days", lambda: rates.of(session, within, NOW))
    timed("a year", lambda: rates.of(session, within, NOW, 365 * DAY))
    for which in Behind:
        timed(
            f"behind {which}",
            lambda one=which: behind.of(session, one, within, NOW, 30),
        )
    timed("Home", lambda: figures.standing(session, within, NOW))
    drawn = About.daily(within, NOW, UTC_ZONE, "en")
    timed("the charts", lambda: [count(session, drawn) for count in COUNTED.values()])


def _is_postgresql(database: Database) -> bool:
    return database.engine.dialect.name == "postgresql"


def plans(session: Session) -> None:
    """How the database answers the questions of a digest and of a month, the slowest first."""
    asked: list[tuple[str, Any]] = []
    engine = session.get_bind()

    def tell(*told: Any) -> None:
        asked.append((told[2], told[3]))

    sa.event.listen(engine, "before_cursor_execute", tell)
    month = Stretch.holding(Period.MONTH, NOW.date(), UTC_ZONE).before
    figures.of(session, ["nordic"], "today", NOW - DAY, NOW)
    review.of(session, ["nordic"], month, NOW)
    sa.event.remove(engine, "before_cursor_execute", tell)
    explained = [explain(session, statement, values) for statement, values in asked]
    for took, statement, scans in sorted(explained, reverse=True)[:SHOWN]:
        print(f"{took:7.1f} ms  {' '.join(statement.split())[:90]}…\n            {scans}")


def explain(session: Session, statement: str, values: Any) -> tuple[float, str, str]:
    driver = session.connection().connection.cursor()
    driver.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {statement}", values)
    lines = [line for (line,) in driver.fetchall()]
    scans = [line.strip(" ->").split(" (actual")[0] for line in lines if "Scan" in line]
    return float(lines[-1].split()[-2]), statement, ", ".join(scans)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
