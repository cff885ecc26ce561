"""
How long GET /metrics takes of a desk with a million disputes, and how its questions are read.

    PYTHONPATH=. .venv/bin/python bench/metrics/million.py DATABASE_URL [DISPUTES]

The database must be empty, and PostgreSQL; it is filled and kept: of each dispute a card and a
nudge in Slack, a line of history and a follow-up that is done. One percent is open; some hundreds
of everything wait.
"""

import re
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, generate_latest
from sqlmodel import Session, select

from models import intake, tallies
from models.database import Database
from models.disputes import Dispute
from models.events import AuditEntry, FollowUp
from models.messages import Kind, Message
from models.migrations import migrate
from models.nudging.nudges import Nudge
from models.records import DisputeRecord
from models.settings import Settings
from models.stores import Store
from slackbot.desk import Desk
from slackbot.metrics.collector import DeskCollector

NOW = datetime.now(UTC)
WAITS = 300  # Rows of each table that are due.
REDIS = "redis://127.0.0.1:6379/9"  # Whose queues are looked at; nothing is written.
LARGE = ("disputes", "messages", "nudges", "audit", "follow_ups")


def copies(session: Session, table: Any, many: int, **instead: str) -> None:
    """
    Copies of the table's first row, numbered from 2.

    Args:
        instead: What differs, as SQL in which `n` is the copy's number.

    """
    name = table.__tablename__
    columns = [column.name for column in sa.inspect(table).columns]
    values = {column: f"one.{column}" for column in columns} | {"id": "n"} | instead
    session.execute(
        sa.text(
            f"INSERT INTO {name} ({', '.join(columns)}) "  # noqa: S608 - our own words.
            f"SELECT {', '.join(values[column] for column in columns)} "
            f"FROM generate_series(2, {many}) AS n, (SELECT * FROM {name} ORDER BY id LIMIT 1) one"
        )
    )


def fill(database: Database, many: int) -> None:
    with database.write() as session:
        session.add(Store(name="nordic", channel="CNORDIC", added_at=NOW))
        session.flush()
        told = {"store": "nordic", "issue_id": "1", "order_id": "1", "opened_at": NOW}
        record = DisputeRecord(**told, due_at=NOW.replace(year=NOW.year + 1))
        intake.take_in_dispute(session, record, NOW)
        one = session.exec(select(Dispute)).one()
        session.add(FollowUp(event_id=1, subscriber="refresh_homes", try_at=NOW, done_at=NOW))
        for nudge in session.exec(select(Nudge)).all()[1:]:
            session.delete(nudge)
        card = session.exec(select(Message).where(Message.kind == Kind.CARD)).one()
        card.ts, card.posted, card.wanted_at = "1.1", card.wanted, None
        assert one.id == card.id == 1
    is_due = f"n <= {WAITS}"
    with database.write() as session:
        closed = f"CASE WHEN n > {many // 100} THEN now() - n * interval '2 minutes' END"
        copies(session, Dispute, many, issue_id="n::text", order_id="n::text", closed_at=closed)
        key, channel = "'card:' || n", "'C' || n % 20"
        state = f"CASE WHEN n > {many - 20} THEN 'unclear' ELSE 'live' END"
        due = {"posted": f"CASE WHEN {is_due} THEN 0 ELSE one.posted END", "wanted_at": "now()"}
        card = {"key": key, "channel": channel, "dispute_id": "n", "state": state} | due
        copies(session, Message, many, **card, ts=f"CASE WHEN {is_due} THEN NULL ELSE '1.1' END")
        late = "now() - n * interval '2 minutes'"
        sent = f"CASE WHEN {is_due} THEN NULL ELSE {late} END"
        said = {"sent_at": sent, "said_at": sent, "message_key": key}
        copies(session, Nudge, many, dispute_id="n", due_at=late, limit_at=late, **said)
        copies(session, AuditEntry, many, dispute_id="n")
        done = f"CASE WHEN {is_due} THEN NULL ELSE now() END"
        copies(session, FollowUp, many, event_id="n", done_at=done)
        seen = [(tallies.DELIVERY, n % 400, (kind, "post")) for n in range(60) for kind in Kind]
        tallies.observe(session, seen)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def plans(desk: Desk) -> None:
    """Each statement of a scrape, with its time, and whether it reads a large table as a whole."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    sa.event.listen(desk.database.engine, "before_cursor_execute", note)
    generate_latest(_registry(desk))
    sa.event.remove(desk.database.engine, "before_cursor_execute", note)
    with desk.database.engine.connect() as connection:
        for statement, parameters in asked:
            if not statement.startswith("SELECT"):
                continue
            told = connection.exec_driver_sql(f"EXPLAIN ANALYZE {statement}", parameters)
            plan = "\n".join(row[0] for row in told)
            took = float(re.search(r"Execution Time: ([\d.]+)", plan)[1])  # type: ignore[index]
            scans = re.findall(r"((?:\w+ )?(?:Index )?(?:Only )?Scan[^(]+?)  \(", plan)
            whole = [s for s in scans if re.search(rf"Seq Scan on ({'|'.join(LARGE)})\b", s)]
            print(f"{took:8.2f} ms  {'WHOLE TABLE ' if whole else ''}{'; '.join(scans)[:150]}")


def _registry(desk: Desk) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(DeskCollector(desk))
    return registry


def main(url: str, many: int = 1_000_000) -> None:
    database = Database(url, patience=3600)
    migrate(database)
    began = time.monotonic()
    fill(database, many)
    print(f"{many} disputes filled in {time.monotonic() - began:.0f} s")
    settings = Settings(database_url=url, redis_url=REDIS, secret_key="x" * 43 + "=")
    desk = replace(Desk.open(settings), database=Database(url, patience=2))
    registry = _registry(desk)
    taken = []
    for _round in range(10):
        began = time.perf_counter()
        text = generate_latest(registry)
        taken.append(time.perf_counter() - began)
    assert b"disputes_database_up 1.0" in text
    worst, best = max(taken) * 1000, min(taken) * 1000
    print(f"/metrics: {best:.0f} to {worst:.0f} ms, {len(text)} bytes")
    plans(desk)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
