"""Reading the stores: each door by itself, and trouble where a person can see it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import httpx
import structlog
from sqlalchemy.exc import SQLAlchemyError

from jobs.desk import desk
from jobs.pacing import LONGEST, pace_of
from jobs.sources import calling
from jobs.sources.errors import (
    AppRejected,
    BadCall,
    NotAuthorised,
    SourceError,
    TokenRejected,
)
from jobs.stores import reader
from jobs.visiting import authorising, order_reading, parcel_reading, reading, side_by_side
from jobs.visiting.visit import Visit
from models import messages, stores, tracing
from models.errors import DisputeError
from models.messages import Kind
from models.reading import pacing, rounds, sources
from models.reading.rounds import Turn
from models.reading.sources import Door, Source
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
STILL_NEW = timedelta(minutes=5)  # What was read so lately need not be read again.
TOLD_AFTER = 3  # Failures in a row; what only a person can mend is told at once.
SHUT = (TokenRejected, AppRejected)  # The other doors of the store would say the same.


def poll() -> None:
    """Read every store that is due: urgent ones first, several side by side."""
    read_due(desk())


def read_due(here: Desk) -> None:
    with here.database.write() as session:
        rounds.ensure(session, here.now())
        waiting = rounds.due(session, here.now())
    lasts = timedelta(seconds=max(here.settings.poll_seconds, 60))
    with calling.gateway(here.settings.aliexpress_gateway_url) as http:
        side_by_side.repeat(
            lambda: _read_next(here, http), min(waiting, here.settings.poll_side_by_side), lasts
        )


def _read_next(here: Desk, http: httpx.Client) -> bool:
    """Read the store whose turn it is; False when there is none, or the platform wants no calls."""
    with here.database.write() as session:
        banned = pacing.wait(session, pace_of(here.settings)) > LONGEST
        turn = None if banned else rounds.next_due(session, here.now())
    if turn is None:
        return False
    _read_store(here, turn, http, resumes=True)
    return True


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
        stores.get(session, name)
        turn = rounds.hold(session, name, here.now())
    if turn is None:
        return None
    with calling.gateway(here.settings.aliexpress_gateway_url) as http:
        return _read_store(here, turn, http, regardless=regardless)


def _read_store(
    here: Desk,
    turn: Turn,
    http: httpx.Client,
    *,
    regardless: bool = False,
    resumes: bool = False,
) -> int:
    changed, whole = 0, True
    try:
        with here.database.read() as session:
            store = stores.get(session, turn.store)
            known = sources.of_store(session, turn.store)
        shut: Exception | None = None
        for door in _by_turns(known, turn) if resumes else DOORS:
            if shut is not None:
                log.info("source_shut", store=store.name, door=door)
                _failed(here, store, door, shut)
            elif resumes and _is_read(known.get(door), turn, here.now()):
                continue
            elif _rests(known.get(door), here.now()) and not regardless:
                whole = False
            else:
                news, error = _read(here, store, door, turn, http)
                changed, whole = changed + news, whole and error is None
                shut = error if isinstance(error, SHUT) else None
    finally:
        _finish(here, turn, whole=whole)
    if changed:
        here.wake()
    return changed


def _finish(here: Desk, turn: Turn, *, whole: bool) -> None:
    with here.database.write() as session:
        if whole and turn.anew_from is not None:
            rounds.end_night(session, turn)
        rounds.finish(session, turn, here.now() + timedelta(seconds=here.settings.poll_seconds))


def _by_turns(known: Mapping[Door, Source], turn: Turn) -> list[Door]:
    """A door at which a reader of this round died goes last, for the next may die there as well."""
    tried = {door: source.tried_at for door, source in known.items() if source.tried_at}
    return sorted(DOORS, key=lambda door: max(tried.get(door, turn.due_at), turn.due_at))


def _is_read(source: Source | None, turn: Turn, now: datetime) -> bool:
    """In this round and lately, by a reader that died before it was through all the doors."""
    if source is None or source.read_at is None or turn.anew_from is not None:
        return False
    return source.round_at == turn.due_at and now - source.read_at < STILL_NEW


def _rests(source: Source | None, now: datetime) -> bool:
    return source is not None and source.try_at is not None and source.try_at > now


def _read(
    here: Desk, store: Store, door: Door, turn: Turn, http: httpx.Client
) -> tuple[int, Exception | None]:
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
        _failed(here, store, door, error)
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


def _failed(here: Desk, store: Store, door: Door, error: Exception) -> None:
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
