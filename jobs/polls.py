"""Reading the stores: disputes, changed orders, moving parcels; each store fails alone."""

from collections.abc import Callable

import httpx
import structlog
from sqlalchemy.exc import SQLAlchemyError

from jobs import authorising, order_reading, reading
from jobs.desk import desk
from jobs.sources import calling
from jobs.sources.errors import NotAuthorised, SourceError
from jobs.stores import reader
from models import messages, sources, stores
from models.errors import DisputeError
from models.messages import Kind
from models.sources import Door
from models.stores import Store
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()

# Orders first: what is known of an order makes the dispute's cause surer.
DOORS: dict[Door, Callable[..., int]] = {
    Door.ORDERS: order_reading.orders,
    Door.DISPUTES: reading.disputes,
    Door.PARCELS: order_reading.parcels,
}
KEEPING_FAILED = "What AliExpress told could not be kept in the database; it is read again."
TOLD_AFTER = 3  # Failures in a row; what only a person can mend is told at once.


def poll() -> None:
    """Have every connected store read, side by side where there are workers for it."""
    here = desk()
    with here.database.read() as session:
        connected = [store.name for store in stores.active(session) if store.access_token]
    for name in connected:
        here.wake.hint(Due.STORE, name)


def poll_store(name: str) -> None:
    """Read one store; a second reader goes away, for the first one is reading."""
    read_now(name)


def read_now(name: str, *, regardless: bool = False) -> int | None:
    """
    How many records of a store changed something; None while somebody else reads it.

    Args:
        regardless: Read also what rests after a failure.

    """
    here = desk()
    with here.database.write() as session:
        store = stores.get(session, name)
        if not sources.lease(session, name, here.now()):
            return None
    changed = 0
    try:
        with calling.gateway(here.settings.aliexpress_gateway_url) as http:
            for door in DOORS:
                if regardless or not _rests(here, store, door):
                    changed += _read(here, store, door, http)
    finally:
        with here.database.write() as session:
            sources.release(session, name)
    if changed:
        here.wake()
    return changed


def _rests(here: Desk, store: Store, door: Door) -> bool:
    with here.database.read() as session:
        source = session.get(sources.Source, (store.name, door))
    return source is not None and source.try_at is not None and source.try_at > here.now()


def _read(here: Desk, store: Store, door: Door, http: httpx.Client) -> int:
    try:
        changed = DOORS[door](here, store, reader(here, store, http))
    except (SourceError, DisputeError, SQLAlchemyError) as error:
        # This source backs off alone, and says so; the others go on.
        _failed(here, store, door, error)
        return 0
    with here.database.write() as session:
        if sources.succeeded(session, store.name, door, here.now(), changed):
            authorising.served(session, store, door, here.now())
            trouble = messages.named(session, Kind.TROUBLE, f"source:{store.name}:{door}")
            if trouble is not None:
                messages.bump_one(session, trouble.id)
    log.info("source_read", store=store.name, door=door, changed=changed)
    return changed


def _failed(here: Desk, store: Store, door: Door, error: Exception) -> None:
    # What the database says of a row holds the row itself: that is no sentence for people.
    why = KEEPING_FAILED if isinstance(error, SQLAlchemyError) else str(error)
    log.error("source_failed", store=store.name, door=door, error=why, kind=type(error).__name__)
    with here.database.write() as session:
        source = sources.failed(session, store.name, door, here.now(), why)
        session.flush()
        mends = isinstance(error, NotAuthorised) and authorising.refused(
            session, store, door, error, here.now()
        )
        if source.failures >= TOLD_AFTER and not mends:
            messages.want(
                session,
                Kind.TROUBLE,
                f"source:{store.name}:{door}",
                store.channel,
                payload={"store": store.name, "door": door},
            )
    here.wake(Due.MESSAGES, Due.TOKENS)
