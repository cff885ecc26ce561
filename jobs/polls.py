"""Reading the stores: whose turn it is, and each of its doors by itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx
import structlog

from jobs.desk import desk
from jobs.pacing import LONGEST, pace_of
from jobs.sources import calling
from jobs.sources.errors import AppRejected, TokenRejected
from jobs.visiting import doors, side_by_side
from models import stores
from models.reading import pacing, rounds, sources
from models.reading.rounds import Turn
from models.reading.sources import Door, Source
from slackbot.desk import Desk

log = structlog.get_logger()

STILL_NEW = timedelta(minutes=5)  # What was read so lately need not be read again.
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
        for door in _by_turns(known, turn) if resumes else doors.DOORS:
            if shut is not None:
                log.info("source_shut", store=store.name, door=door)
                doors.failed(here, store, door, shut)
            elif resumes and _is_read(known.get(door), turn, here.now()):
                continue
            elif _rests(known.get(door), here.now()) and not regardless:
                whole = False
            else:
                news, error = doors.read(here, store, door, turn, http)
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
    return sorted(doors.DOORS, key=lambda door: max(tried.get(door, turn.due_at), turn.due_at))


def _is_read(source: Source | None, turn: Turn, now: datetime) -> bool:
    """In this round and lately, by a reader that died before it was through all the doors."""
    if source is None or source.read_at is None or turn.anew_from is not None:
        return False
    return source.round_at == turn.due_at and now - source.read_at < STILL_NEW


def _rests(source: Source | None, now: datetime) -> bool:
    return source is not None and source.try_at is not None and source.try_at > now
