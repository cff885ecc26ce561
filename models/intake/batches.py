"""Many records in short transactions: each is judged on its own, and others get their turn."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from models import stores
from models.database import Database
from models.errors import DisputeError, UnknownStore
from models.intake.disputes import take_in_dispute, take_in_disputes
from models.intake.orders import take_in_order, take_in_orders
from models.intake.products import take_in_products
from models.intake.verdicts import Verdict
from models.keeping import cannot_be_kept
from models.records import DisputeRecord, OrderRecord, ProductRecord

AT_A_TIME = 25  # Records in one transaction: a few hundredths of a second.

Record = DisputeRecord | OrderRecord | ProductRecord
Fault = DisputeError | StatementError | OverflowError


def take_in_each(
    database: Database, records: Sequence[Record], now: datetime, at_a_time: int = AT_A_TIME
) -> Iterator[Verdict | Fault]:
    """
    What became of each record, in their order; all are of one kind.

    A fault is the record's own: no store of ours, or a value that no column holds.
    """
    with database.read() as session:
        ours = {store.name for store in stores.active(session)}
    for first in range(0, len(records), at_a_time):
        piece = records[first : first + at_a_time]
        taken = iter(_together(database, [r for r in piece if r.store in ours], now))
        yield from (next(taken) if r.store in ours else UnknownStore(r.store) for r in piece)
        database.let_others_write()


def _together(
    database: Database, records: Sequence[Record], now: datetime
) -> list[Verdict | Fault]:
    """One transaction; where one record is bad, or somebody spoke of the same, two halves."""
    if len(records) <= 1:
        return [_alone(database, record, now) for record in records]
    try:
        with database.write() as session:
            return [*_many(session, records, now)]
    except (DisputeError, StatementError, OverflowError):
        half = len(records) // 2
        halves = records[:half], records[half:]
        return [end for each in halves for end in _together(database, each, now)]


def _many(session: Session, records: Sequence[Record], now: datetime) -> list[Verdict]:
    disputes = [record for record in records if isinstance(record, DisputeRecord)]
    orders = [record for record in records if isinstance(record, OrderRecord)]
    products = [record for record in records if isinstance(record, ProductRecord)]
    return [
        *take_in_disputes(session, disputes, now),
        *take_in_orders(session, orders, now),
        *take_in_products(session, products, now),
    ]


def _alone(database: Database, record: Record, now: datetime) -> Verdict | Fault:
    try:
        return _once(database, record, now)
    except IntegrityError:  # Somebody opened the same just now, and was first.
        return _once(database, record, now)


def _once(database: Database, record: Record, now: datetime) -> Verdict | Fault:
    try:
        with database.write() as session:
            if isinstance(record, DisputeRecord):
                return take_in_dispute(session, record, now)
            if isinstance(record, OrderRecord):
                return take_in_order(session, record, now)
            [verdict] = take_in_products(session, [record], now)
            return verdict
    except DisputeError as refused:
        return refused
    except (StatementError, OverflowError) as error:
        if not cannot_be_kept(error):
            raise
        return error
