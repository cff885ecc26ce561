"""The rows that records speak of, locked: two doors may speak of one, and neither is lost."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models import duplicates
from models.disputes import Dispute
from models.orders import Order

Key = tuple[str, str]  # The store and the platform's id.
Thing = TypeVar("Thing")
Row = TypeVar("Row", Dispute, Order)


def runs(things: Sequence[Thing], key: Callable[[Thing], Key]) -> Iterator[dict[Key, Thing]]:
    """
    Stretches in which nothing is spoken of twice, each in the order of its keys.

    Whoever locks and inserts in one order never waits for somebody who waits for them.
    """
    run: dict[Key, Thing] = {}
    for thing in things:
        if key(thing) in run:
            yield dict(sorted(run.items()))
            run = {}
        run[key(thing)] = thing
    if run:
        yield dict(sorted(run.items()))


def disputes(session: Session, keys: Sequence[Key]) -> dict[Key, Dispute]:
    for store, ids in _by_store(keys).items():
        _hold_mains(session, Dispute.store == store, col(Dispute.issue_id).in_(ids))
    return _held(session, Dispute, "issue_id", keys)


def _hold_mains(session: Session, *mine: ColumnElement[bool] | bool) -> None:
    """What stands for others is held before them, as by whoever moves it: else both would wait."""
    told = session.exec(select(Dispute.id, Dispute.merged_into).where(*mine)).all()
    if any(main is not None for _, main in told):
        duplicates.hold(session, {main or number for number, main in told})


def orders(session: Session, keys: Sequence[Key]) -> dict[Key, Order]:
    return _held(session, Order, "order_id", keys)


def open_on(session: Session, orders: Sequence[Key]) -> list[Dispute]:
    """The open disputes on these orders."""
    found: list[Dispute] = []
    for store, ids in _by_store(orders).items():
        mine = Dispute.store == store, col(Dispute.order_id).in_(ids)
        still = *mine, col(Dispute.closed_at).is_(None)
        _hold_mains(session, *still)
        rows = select(Dispute).where(*still).order_by(col(Dispute.id))
        found += session.exec(_locked(rows))
    return found


def _by_store(keys: Iterable[Key]) -> dict[str, list[str]]:
    by_store: dict[str, list[str]] = defaultdict(list)
    for store, entry in keys:
        by_store[store].append(entry)
    return by_store


def _held(session: Session, table: type[Row], name: str, keys: Sequence[Key]) -> dict[Key, Row]:
    held = {}
    for store, ids in _by_store(keys).items():
        mine = select(table).where(col(table.store) == store, col(getattr(table, name)).in_(ids))
        for row in session.exec(_locked(mine.order_by(col(table.id)))):
            held[store, getattr(row, name)] = row
    return held


def _locked(rows: SelectOfScalar[Row]) -> SelectOfScalar[Row]:
    """What hangs on them may be written meanwhile: no key of theirs changes."""
    return rows.with_for_update(key_share=True).execution_options(populate_existing=True)
