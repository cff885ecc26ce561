"""
The month in full.

    SIMULATED_DISPUTES=2000 .venv/bin/python -m tests.simulation [postgresql://…]

Sizes by environment: SIMULATED_DISPUTES, SIMULATED_ORDERS, SIMULATED_DAYS, SIMULATED_SEED. On
PostgreSQL the database must be empty.
"""

import logging
import os
import sys
import tempfile
import time
from pathlib import Path

import structlog

from models.database import Database
from models.migrations import migrate
from tests.simulation.simulation import Size, simulate
from tests.support.workspace import Workspace


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main():
    named = {name: os.environ.get(f"SIMULATED_{name.upper()}") for name in Size.__annotations__}
    size = Size(**{name: int(value) for name, value in named.items() if value})
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    say(f"seed {size.seed}: {size}")
    with tempfile.TemporaryDirectory() as folder, Workspace() as workspace:
        root = Path(folder)
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{root / 'desk.db'}"
        database = Database(url)
        migrate(database)
        database.close()
        workspace.unhurried()
        start = time.monotonic()
        simulation, complaints = simulate(size, workspace, url, root)
    for line in simulation.lines():
        say(line)
    say(f"{time.monotonic() - start:.0f} s, {len(complaints)} complaints")
    for complaint in complaints[:40]:
        say(f" {complaint}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
