"""
Does a sweep cost what is due, or what exists?

    .venv/bin/python bench/sweep.py [postgresql://…]

With the same 100 nudges due, a table of many planned ones should take no longer than a table
of few: prints the median of each and the ratio, measured in turns within one run.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from models import nudges
from models.database import Database
from models.migrations import migrate
from models.nudges import Nudge, Rule

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DUE = 100
FEW, MANY = 10_000, 1_000_000
ROUNDS = 30
BATCH = 10_000


def fill(database: Database, start: int, count: int) -> None:
    """Planned nudges, the first hundred of all of them due."""
    for first in range(start, start + count, BATCH):
        rows = [
            {
                "store": "nordic",
                "rule": Rule.SHIP_BY,
                "step": n,
                "limit_at": NOW + timedelta(days=2),
                "due_at": NOW - timedelta(minutes=1) if n < DUE else NOW + timedelta(minutes=n),
            }
            for n in range(first, min(first + BATCH, start + count))
        ]
        with database.write() as session:
            session.execute(sa.insert(Nudge), rows)
    with database.engine.connect() as connection:
        connection.execute(sa.text("ANALYZE"))
        connection.commit()


def seconds(database: Database) -> float:
    """The median of some sweeps."""
    taken = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        with database.read() as session:
            found = nudges.due(session, NOW, DUE * 5)
        taken.append(time.perf_counter() - began)
        assert len(found) == DUE
    return statistics.median(taken)


def main(url: str) -> None:
    database = Database(url)
    migrate(database)
    fill(database, 0, FEW)
    few = seconds(database)
    fill(database, FEW, MANY - FEW)
    many = seconds(database)
    print(f"{DUE} due of {FEW:>9,}: {few * 1000:.2f} ms")
    print(f"{DUE} due of {MANY:>9,}: {many * 1000:.2f} ms")
    print(f"ratio: {many / few:.2f}")
    database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}")
