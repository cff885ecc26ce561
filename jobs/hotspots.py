"""
Hot spots: each store is looked at once a day, in the morning.

It is loaded by the horse that runs it alone, for the statistics weigh much.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from jobs.desk import desk
from models import rules, stores
from models.errors import DisputeError
from models.hotspots import drops, following, keeping, mismatches, promises, searching
from models.hotspots.spots import Found, Kind
from models.rules.leading import Cures
from models.stores import Store
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()

AT = time(8)  # In the store's own zone: whoever is told is told by day.

Detector = Callable[[Session, Store, datetime], list[Found]]
Cure = Callable[[Session, str, Cures, datetime], list[Found]]


def _cures(detect: Cure, session: Session, store: Store, now: datetime) -> list[Found]:
    limits = rules.by_store(session, [store.name])[store.name].cures
    since = {"since": (now - limits.window).isoformat()}
    found = detect(session, store.name, limits, now)
    return [replace(one, figures=one.figures | since) for one in found]


DETECTORS: dict[Kind, Detector] = {
    Kind.RATE: searching.search,
    Kind.PROMISE: partial(_cures, promises.of),
    Kind.DROP: partial(_cures, drops.of),
    Kind.MISMATCH: partial(_cures, mismatches.of),
}


def look() -> None:
    here = desk()
    new = sum(_look(here, store) for store in _due(here))
    if new:
        log.info("hot_spots_found", count=new)
    here.wake(Due.MESSAGES)


def _due(here: Desk) -> list[Store]:
    """The stores that were not looked at since their morning."""
    with here.database.read() as session:
        every = stores.active(session)
    morning = {store.name: last_morning(store, here.now()) for store in every}
    return [
        store
        for store in every
        if store.hot_spots_at is None or store.hot_spots_at < morning[store.name]
    ]


def last_morning(store: Store, now: datetime) -> datetime:
    there = now.astimezone(store.zone)
    today = datetime.combine(there.date(), AT, store.zone)
    return today if today <= there else today - timedelta(days=1)


def _look(here: Desk, store: Store) -> int:
    """How many are new. A store that cannot be looked at is left for the next hour."""
    try:
        return _looked(here, store.name, here.now())
    except SQLAlchemyError as error:
        # Nothing of it was kept, and the other stores are not to wait for it.
        log.warning("hot_spots_not_looked_for", store=store.name, error=type(error).__name__)
        return 0
    except (LookupError, TypeError, ValueError, AttributeError, DisputeError):
        # A fault of ours over what one store has. Counting writes nothing and the keeping is one
        # transaction: nothing is half done, and the others are looked at all the same.
        log.exception("hot_spots_not_looked_for", store=store.name)
        return 0


def _looked(here: Desk, name: str, now: datetime) -> int:
    """Counting takes long and writes nothing; then all is kept in one short transaction."""
    with here.database.read() as session:
        store = stores.get(session, name)
        policy = rules.by_store(session, [name])[name].hot_spots
        found = [one for detect in DETECTORS.values() for one in detect(session, store, now)]
        after = following.count(session, name, policy, now)
    with here.database.write() as session:
        store = stores.get(session, name)
        following.note(session, after, now)
        new = keeping.keep(session, store, found, now, here.settings.leads_channel)
        keeping.let_go(session, name, policy, now)
        store.hot_spots_at = now
        session.add(store)
    return len(new)
