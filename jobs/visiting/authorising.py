"""What a reader of a store learns of our access to it."""

from datetime import datetime

from sqlmodel import Session

from jobs.sources.errors import AppRejected, NotAuthorised, TokenRejected
from models.reading import access, needs
from models.reading.access import Need
from models.reading.sources import Door
from models.stores import Store


def refused(
    session: Session, store: Store, door: Door, error: NotAuthorised, now: datetime
) -> bool:
    """True when the store's channel is told what to mend; else a renewal is to mend it."""
    if isinstance(error, TokenRejected):
        access.rejected(session, store, now)
    else:
        need = Need.APP if isinstance(error, AppRejected) else Need.PERMISSION
        access.refused(session, store.name, door, need)
    return _told(session, store, now)


def served(session: Session, store: Store, door: Door, now: datetime) -> None:
    """A door that was shut is read again."""
    access.served(session, store.name, door)
    _told(session, store, now)


def _told(session: Session, store: Store, now: datetime) -> bool:
    session.flush()
    needs.tell(session, session.get_one(Store, store.name), now)
    return access.of(session, store.name).need is not None
