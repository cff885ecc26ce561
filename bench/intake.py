"""
What does a record cost that is taken in, alone and among others?

    .venv/bin/python bench/intake.py [postgresql://…]

Prints milliseconds of this process's time a record, for records one by one and together, and
the ratio of the two: it stays the same on a slow machine.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from models import intake
from models.database import Database
from models.migrations import migrate
from models.records import DisputeRecord, OrderRecord
from models.stores import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
RECORDS = 1_000
TOGETHER = 100
WORDS = (
    "Nothing arrived, two months have passed.",
    "The box was crushed and the screen is broken, I want my money back.",
    "Товар не пришел, прошло два месяца, верните деньги.",
    "El paquete llegó con la pantalla rota y no enciende.",
)


def order(n: int, **changes: Any) -> OrderRecord:
    told = {
        "store": "nordic",
        "order_id": str(8 * 10**15 + n),
        "buyer": f"buyer{n}",
        "status": "WAIT_BUYER_ACCEPT_GOODS",
        "paid_at": NOW - 20 * DAY,
        "modified_at": NOW - DAY,
        "shipped_at": NOW - 18 * DAY,
        "promised_by": NOW + 20 * DAY,
        "tracking_number": f"LP{n}",
        "amount": "42.65",
        "currency": "USD",
        "items": [{"product_id": str(10**15 + n % 50), "name": "Bluetooth speaker"}],
        "events": [{"at": NOW - 17 * DAY, "code": "PU_PICKUP_SUCCESS", "text": "Picked up"}],
    }
    return OrderRecord.model_validate(told | changes)


def dispute(n: int, **changes: Any) -> DisputeRecord:
    told = {
        "store": "nordic",
        "issue_id": str(7 * 10**17 + n),
        "order_id": str(8 * 10**15 + n),
        "opened_at": NOW - 3 * DAY,
        "buyer": f"buyer{n}",
        "reason": "The goods did not arrive",
        "text": WORDS[n % len(WORDS)],
        "modified_at": NOW - DAY,
        "due_at": NOW + 4 * DAY,
        "amount": "42.65",
        "currency": "USD",
        "process": [{"at": NOW - 3 * DAY, "action": "initiate", "actor": "buyer"}],
    }
    return DisputeRecord.model_validate(told | changes)


def cost(database: Database, records: Sequence[Any], at_a_time: int) -> float:
    """Milliseconds of our own time for each of these records."""
    take: Callable[..., Any] = intake.take_in_orders
    if isinstance(records[0], DisputeRecord):
        take = intake.take_in_disputes
    began = time.process_time()
    for first in range(0, len(records), at_a_time):
        with database.write() as session:
            take(session, records[first : first + at_a_time], NOW)
    return (time.process_time() - began) / len(records) * 1000


def main(url: str) -> None:
    database = Database(url)
    migrate(database)
    with database.write() as session:
        session.add(Store(name="nordic", channel="C1", added_at=NOW))
    print(f"{'':<18}{'alone':>9}{'together':>10}{'ratio':>7}")
    for made in (order, dispute):
        for what, changes in (
            ("new", {}),
            ("unchanged", {}),
            ("changed", {"modified_at": NOW, "amount": "1.00"}),
        ):
            alone = cost(database, [made(n, **changes) for n in range(RECORDS)], 1)
            rest = [made(n, **changes) for n in range(RECORDS, 2 * RECORDS)]
            together = cost(database, rest, TOGETHER)
            name = f"{what} {made.__name__}"
            print(f"{name:<18}{alone:>6.2f} ms{together:>7.2f} ms{alone / together:>7.1f}")
    database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}")
