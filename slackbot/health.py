"""Is the desk ready? Reasons in sentences when it is not."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from models import sources, stores
from models.sources import Door, Source
from slackbot.desk import Desk

SILENT = timedelta(seconds=90)
WORKERS = ("delivery", "default", "bulk")


def reasons(desk: Desk) -> list[str]:
    """Why the desk is not ready; empty when it is."""
    found = list(_redis(desk))
    try:
        with desk.database.read() as session:
            found += [*_silent(desk, session), *_unread(desk, session)]
    except SQLAlchemyError as error:
        found.append(f"The database does not answer: {type(error).__name__}.")
    return found


def _redis(desk: Desk) -> Iterator[str]:
    try:
        desk.wake.ping()
    except RedisError as error:
        yield f"Redis does not answer: {type(error).__name__}."


def _silent(desk: Desk, session: Session) -> Iterator[str]:
    beats, now = sources.beats(session), desk.now()
    expected = [*(f"worker:{queue}" for queue in WORKERS), "clock"]
    if desk.settings.slack_app_token is not None:
        expected.append("socket")
    for name in expected:
        if name not in beats:
            yield f"No sign of life from {name} yet."
        elif now - beats[name] > SILENT:
            yield f"No sign of life from {name} since {beats[name].isoformat()}."


def _unread(desk: Desk, session: Session) -> Iterator[str]:
    """Doors of connected stores that were not read for too long, or never."""
    known = {(source.store, source.door): source for source in sources.all_of(session)}
    connected = [store for store in stores.active(session) if store.access_token]
    for store, door in product(connected, Door):
        source = known.get((store.name, door)) or Source(store=store.name, door=door)
        since = source.read_at or source.failing_since or store.added_at
        if desk.now() - since > sources.STALE:
            why = f" {source.error}" if source.error else ""
            yield f"{store.name}: {door} not read since {since:%Y-%m-%d %H:%M} UTC.{why}"


def ages(desk: Desk) -> dict[str, float | None]:
    """Seconds since each source's last success."""
    with desk.database.read() as session:
        return {
            f"{source.store}/{source.door}": (desk.now() - source.read_at).total_seconds()
            if source.read_at
            else None
            for source in sources.all_of(session)
        }
