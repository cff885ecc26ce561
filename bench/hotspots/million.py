"""
How long a look for hot spots takes in a store of many orders, on PostgreSQL.

    PYTHONPATH=. .venv/bin/python bench/hotspots/million.py DATABASE_URL [ORDERS]

The database must be empty; it is filled and kept: a million orders of a year, each with an item,
one of twenty disputed four weeks later, in 5,000 products of three variants.
"""

import sys
import time
from collections.abc import Callable

import sqlalchemy as sa
from sqlmodel import Session

from models import stores
from models.database import Database
from models.hotspots import counting, searching
from models.hotspots.spots import Found
from models.hotspots.windows import Windows
from models.migrations import migrate
from models.rules.leading import HotSpots
from models.stores import Store
from tests.builders import NOON

POLICY = HotSpots()
FILL = (
    """
    INSERT INTO orders (id, store, order_id, last_digits, shipped_at, carrier, buyer_country,
                        read_at, field_times)
    SELECT n, 'nordic', n::text, right(n::text, 6), :now - n * interval '1 year' / :many,
           (ARRAY['EMS', 'Yanwen', 'Cainiao'])[1 + n % 3],
           (ARRAY['RU', 'BR', 'ES', 'PL', 'KR', 'FR', 'CL'])[1 + n % 7], :now, '{}'
    FROM generate_series(1, :many) n
    """,
    """
    INSERT INTO items (order_key, product_id, sku, name, quantity)
    SELECT n, 'p' || (n % 5000) * 7919 % 5000, 's' || n % 3, 'Product', 1
    FROM generate_series(1, :many) n
    """,
    """
    INSERT INTO disputes (store, issue_id, order_id, product_id, opened_at, turn_since, seen_at,
                          due_kind, due_estimated, status, turn, platform_handled, cause,
                          confidence, facts, because, also, field_times, version)
    SELECT 'nordic', n::text, n::text, 'p' || (n % 5000) * 7919 % 5000, opened, opened, opened,
           'respond', false, 'finish', 'closed', false, 'P1', 1, '{}', '[]', '[]', '{}', 1
    FROM (SELECT n, :now - n * interval '1 year' / :many + interval '28 days' AS opened
          FROM generate_series(1, :many) n
          WHERE n % 20 = 0 OR (n % 5000) * 7919 % 5000 = 7) AS theirs
    """,
)


def timed(what: str, ask: Callable[[], object]) -> None:
    took = []
    for _ in range(3):
        began = time.perf_counter()
        said = ask()
        took.append(time.perf_counter() - began)
    print(f"{what}: best {min(took):.2f} s, worst {max(took):.2f} s of 3; {said}")


def main(url: str, many: int = 1_000_000) -> None:
    database = Database(url, patience=600)
    migrate(database)
    with database.write() as session:
        session.add(Store(name="nordic", channel="C1", added_at=NOON))
        session.flush()
        for fill in FILL:
            session.execute(sa.text(fill), {"now": NOON, "many": many})
    with database.write() as session:
        session.execute(sa.text("ANALYZE"))
    with database.read() as session:
        windows = Windows.before(NOON, POLICY.window, POLICY.past)
        timed("counting", lambda: len(counting.of(session, "nordic", windows).of))
        timed("a look", lambda: [one.name for one in _look(session)])
        explained(session, windows)
    database.close()


def _look(session: Session) -> list[Found]:
    return searching.search(session, stores.get(session, "nordic"), NOON)


def explained(session: Session, windows: Windows) -> None:
    """How the database reads them, as it says itself."""
    told: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        told.append((statement, values))

    sa.event.listen(session.get_bind(), "before_cursor_execute", note)
    counting.of(session, "nordic", windows)
    sa.event.remove(session.get_bind(), "before_cursor_execute", note)
    for statement, values in told:
        if "GROUP BY" in statement:
            asked = session.connection().exec_driver_sql(f"EXPLAIN {statement}", values)
            print(*(line for (line,) in asked), "", sep="\n")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
