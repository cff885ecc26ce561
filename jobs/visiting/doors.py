"""One door of a store: what is read there, and trouble where a person can see it."""

from collections.abc import Callable

import httpx
import structlog
from sqlalchemy.exc import SQLAlchemyError

from jobs.sources.errors import BadCall, NotAuthorised, SourceError
from jobs.stores import reader
from jobs.visiting import authorising, order_reading, parcel_reading, reading
from jobs.visiting.visit import Visit
from models import messages, tracing
from models.errors import DisputeError
from models.messages import Kind
from models.reading import sources
from models.reading.rounds import Turn
from models.reading.sources import Door
from models.stores import Store
from slackbot.desk import Desk
from slackbot.wake import Due

log = structlog.get_logger()

# Orders first: what is known of an order makes the dispute's cause surer.
DOORS: dict[Door, Callable[[Visit], int]] = {
    Door.ORDERS: order_reading.orders,
    Door.DISPUTES: reading.disputes,
    Door.PARCELS: parcel_reading.parcels,
}
KEEPING_FAILED = "What AliExpress told could not be kept in the database; it is read again."
TOLD_AFTER = 3  # Failures in a row; what only a person can mend is told at once.


def read(
    here: Desk, store: Store, door: Door, turn: Turn, http: httpx.Client
) -> tuple[int, Exception | None]:
    """How many records changed something, and what it failed with: the other doors go on."""
    with tracing.begun("poll", many=True):
        return _read_door(here, store, door, turn, http)


def _read_door(
    here: Desk, store: Store, door: Door, turn: Turn, http: httpx.Client
) -> tuple[int, Exception | None]:
    started = here.now()
    try:
        with here.database.write() as session:
            last = sources.begun(session, store.name, door, started)
        visit = Visit(
            desk=here,
            store=store,
            source=reader(here, store, http, turn=turn),
            started=started,
            last=last,
            anew_from=turn.anew_from,
        )
        changed = DOORS[door](visit)
    except (SourceError, DisputeError, SQLAlchemyError) as error:
        # This source backs off alone, and says so; the others go on.
        _note(here, store, door, error)
        failed(here, store, door, error)
        return 0, error
    with here.database.write() as session:
        # The next reading begins where this one began: what changed meanwhile is not missed.
        round_at = turn.due_at if turn.due_at <= started else None  # None: read between rounds.
        if sources.succeeded(session, store.name, door, started, changed, round_at):
            authorising.served(session, store, door, here.now())
            trouble = messages.named(session, Kind.TROUBLE, f"source:{store.name}:{door}")
            if trouble is not None:
                messages.bump_one(session, trouble.id)
    log.info("source_read", store=store.name, door=door, changed=changed)
    return changed, None


def _sentence(error: Exception) -> str:
    # What the database says of a row holds the row itself: that is no sentence for people.
    return KEEPING_FAILED if _is_ours(error) else str(error)


def _is_ours(error: Exception) -> bool:
    return isinstance(error, SQLAlchemyError)


def _note(here: Desk, store: Store, door: Door, error: Exception) -> None:
    about = {"error": _sentence(error), "kind": type(error).__name__}
    log.error("source_failed", store=store.name, door=door, **about)
    here.errors.note("source", error)


def failed(here: Desk, store: Store, door: Door, error: Exception) -> None:
    """It backs off alone, and from the third time on people are told."""
    with here.database.write() as session:
        source = sources.failed(
            session, store.name, door, here.now(), _sentence(error), rests=not _is_ours(error)
        )
        session.flush()
        mends = isinstance(error, NotAuthorised) and authorising.refused(
            session, store, door, error, here.now()
        )
        told = source.failures >= TOLD_AFTER or isinstance(error, BadCall)
        if told and not mends:
            messages.want(
                session,
                Kind.TROUBLE,
                f"source:{store.name}:{door}",
                store.channel,
                payload={"store": store.name, "door": door},
            )
    here.wake(Due.MESSAGES, Due.TOKENS)
