"""
How long the forecast of a day and the health of a store take, on PostgreSQL and on SQLite.

    PYTHONPATH=. .venv/bin/python bench/forecast/day.py DATABASE_URL [DISPUTES [DUE]]

The database must be empty; it is filled and kept: as that of the digest's bench, and with so many
more open disputes that are due today, people who answer them, and what these did in a month.
"""

import sys
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from bench.digest.million import NOW, a_dispute, fill, timed
from models import forecast, members, stores
from models.database import Database
from models.events import AuditEntry
from models.figures import health
from models.members import EVERY_STORE, Role
from models.migrations import migrate
from models.rules.leading import Health
from slackbot.views import forecast as view

PEOPLE = [f"U{n}" for n in range(20)]
ACTS = ("DisputeClaimed", "ReplySettled", "ActionApproved")
A_MONTH = 60_000  # Acts of people: a thousand answers a day.
MINUTE = timedelta(minutes=1)


def due_today(n: int, many: int) -> dict[str, Any]:
    """A third has nobody; deadlines until the next morning."""
    owner = PEOPLE[n % 20] if n % 3 else None
    due = NOW + (n + 1) * timedelta(hours=20) / many
    about = {"issue_id": f"due{n}", "turn": "ours", "platform_handled": False}
    return a_dispute(0, many) | about | {"due_at": due, "assignee_id": owner}


def an_act(n: int) -> dict[str, Any]:
    return {
        "at": NOW - n * timedelta(days=28) / A_MONTH,
        "actor": PEOPLE[n % 20],
        "action": ACTS[n // 20 % 3],
        "dispute_id": 1 + n // 60,
        "details": {},
    }


def add(session: Session, due: int) -> None:
    for user in PEOPLE:
        members.add(session, user, Role.AGENT, EVERY_STORE, NOW)
    rows = [due_today(n, due) for n in range(due)]
    columns = list(rows[0])
    values = ", ".join(f":{column}" for column in columns)
    insert = f"INSERT INTO disputes ({', '.join(columns)}) VALUES ({values})"  # noqa: S608
    session.execute(sa.text(insert), rows)
    session.execute(sa.insert(AuditEntry), [an_act(n) for n in range(A_MONTH)])


def main(url: str, many: int = 1_000_000, due: int = 5000) -> None:
    database = Database(url, patience=600)
    migrate(database)
    with database.write() as session:
        fill(session, many)
        add(session, due)
    with database.write() as session:
        session.execute(sa.text("ANALYZE"))
    with database.read() as session:
        about = stores.active(session)
        zone = ZoneInfo("UTC")
        made = forecast.of(session, about, NOW.date(), zone, NOW)
        print(view.line(made, "en"))
        print(f"{made.sample} stretches of work, {made.handling} min each")
        told = (session, about, NOW.date(), zone, NOW)
        timed("the forecast", lambda: forecast.of(*told))
        levels = Health()
        timed("the health of a store", lambda: health.of(session, "nordic", levels, NOW))
    plan(database)
    database.close()


def plan(database: Database) -> None:
    """How the database finds what is due and what people did, as it says itself."""
    asked: list[tuple[str, Any]] = []

    def listen(*told: Any) -> None:
        asked.append((told[2], told[3]))

    sa.event.listen(database.engine, "before_cursor_execute", listen)
    with database.read() as session:
        forecast.of(session, stores.active(session), NOW.date(), ZoneInfo("UTC"), NOW)
        health.of(session, "nordic", Health(), NOW)
    sa.event.remove(database.engine, "before_cursor_execute", listen)
    if database.engine.dialect.name != "postgresql":
        return
    with database.engine.connect() as connection:
        for statement, values in asked:
            if "FROM disputes" in statement or "FROM audit" in statement:
                told = connection.exec_driver_sql(f"EXPLAIN ANALYZE {statement}", values)
                print("--", *(line for (line,) in told), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
