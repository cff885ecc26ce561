"""
The soak in full: `nice python -m tests.soak`.

SOAK_STORES, SOAK_DISPUTES, SOAK_ORDERS, SOAK_ROUNDS, SOAK_SEED and SOAK_DATABASE (an empty one;
SQLite in a directory of its own without it) say how large.
"""

import logging
import os
import tempfile
from pathlib import Path

import structlog

from jobs.sources.sandbox.generating import Size
from models.database import Database
from models.migrations import migrate
from tests.soak.soak import soak


def asked(name, default):
    return int(os.environ.get(f"SOAK_{name}", default))


def main():
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory() as place:
        url = os.environ.get("SOAK_DATABASE", f"sqlite:///{place}/desk.db")
        database = Database(url)
        migrate(database)
        database.close()
        size = Size(asked("STORES", 200), asked("DISPUTES", 20_000), asked("ORDERS", 100_000))
        seed, steady = asked("SEED", 1), asked("ROUNDS", 3)
        figures = soak(size, url, Path(place), seed=seed, steady=steady)
    for line in figures.lines():
        print(line)  # noqa: T201 - A command's answer.


if __name__ == "__main__":
    main()
