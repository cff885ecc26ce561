"""Every night each store is read anew as a whole; rounds of reading do it, bit by bit."""

from datetime import datetime, time, timedelta

import structlog

from jobs.desk import desk
from models import stores
from models.reading import rounds
from models.stores import Store

log = structlog.get_logger()

AT = time(3)  # In the store's own zone, when few people wait for anything.


def begin() -> None:
    """Mark the stores whose night has come; whoever reads them next does the rest."""
    here = desk()
    with here.database.write() as session:
        rounds.ensure(session, here.now())
        begun = [
            store.name
            for store in stores.active(session)
            if rounds.begin_night(session, store.name, last_night(store, here.now()), here.now())
        ]
    if begun:
        log.info("nights_begun", stores=len(begun))


def last_night(store: Store, now: datetime) -> datetime:
    """The latest three o'clock that has passed in the store's zone."""
    there = now.astimezone(store.zone)
    tonight = datetime.combine(there.date(), AT, store.zone)
    return tonight if tonight <= there else tonight - timedelta(days=1)
