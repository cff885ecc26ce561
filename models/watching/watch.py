"""What is so wrong with the desk that its operators should hear of it, as the tables show it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product

import sqlalchemy as sa
from sqlmodel import Session, col

from models import outbox, stores
from models.messages import Message, State
from models.nudging import nudges
from models.nudging.nudges import Nudge
from models.reading import sources
from models.reading.sources import Door, Source
from models.rules.schema import Watchdog

WORKERS = ("delivery", "default", "bulk")  # A queue each.
QUEUES = ("delivery", "default")  # A bulk job may rightly take half an hour.
QUEUE = "queue:"  # And its name: beaten by a small job that went all the way through it.
STUCK = 2  # Times as long as a part may be silent.


@dataclass(frozen=True)
class Trouble:
    name: str  # One of a kind while it lasts; begins with its kind.
    since: datetime | None  # None: from the beginning.
    about: dict[str, str | int] = field(default_factory=dict)  # For its words.

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]


@dataclass(frozen=True)
class Look:
    """
    A look at the tables.

    Args:
        parts: Whose sign of life is expected.
        watching_since: When this watcher began to look. What it could not have seen for long
            enough does not count: after a pause of everything each part has time to come back.

    """

    now: datetime
    limits: Watchdog
    parts: Collection[str]
    watching_since: datetime | None = None

    def is_over(self, limit: timedelta, since: datetime | None) -> bool:
        """Whether something lasts longer than its limit; without a beginning it always did."""
        seen = max((at for at in (since, self.watching_since) if at is not None), default=None)
        return seen is None or self.now - seen > limit


def troubles(session: Session, look: Look) -> list[Trouble]:
    """All that is wrong; empty when the desk is well."""
    silent = list(_silent(session, look))
    stuck = _stuck(session, look) if not silent else ()  # Else it is no wonder.
    return [*silent, *stuck, *_unread(session, look), *_late(session, look)]


def _silent(session: Session, look: Look) -> Iterator[Trouble]:
    beats = sources.beats(session)
    for part in look.parts:
        at = beats.get(part)
        if look.is_over(look.limits.silent, at):
            yield Trouble(f"silent:{part}", at, {"part": part})


def _stuck(session: Session, look: Look) -> Iterator[Trouble]:
    """Queues whose worker lives, and through which nothing comes all the same."""
    beats = sources.beats(session)
    for queue in QUEUES:
        at = beats.get(QUEUE + queue)
        if at is not None and look.is_over(look.limits.silent * STUCK, at):
            yield Trouble(f"stuck:{queue}", at, {"queue": queue})


def _unread(session: Session, look: Look) -> Iterator[Trouble]:
    """Doors of connected stores that were not read for too long, or never."""
    for source, since in doors(session):
        if look.is_over(look.limits.store_unread, since):
            about = {"store": source.store, "door": source.door.value, "why": source.error or ""}
            yield Trouble(f"unread:{source.store}:{source.door}", since, {**about})


def doors(session: Session) -> Iterator[tuple[Source, datetime]]:
    """Each door of each connected store, and since when nothing was read there."""
    known = {(source.store, source.door): source for source in sources.all_of(session)}
    connected = [store for store in stores.active(session) if store.access_token]
    for store, door in product(connected, Door):
        source = known.get((store.name, door)) or Source(store=store.name, door=door, failures=0)
        yield source, source.read_at or source.failing_since or store.added_at


def _late(session: Session, look: Look) -> Iterator[Trouble]:
    """Nudges that are due and do not stand in Slack: not fired, or fired and not posted."""
    if not look.is_over(look.limits.nudge_late, look.watching_since):
        return
    until = look.now - look.limits.nudge_late
    unfired = sa.select(sa.func.min(Nudge.due_at), sa.func.count()).where(*nudges.ready(until))
    unposted = (
        sa.select(sa.func.min(Nudge.due_at), sa.func.count())
        .join(Message, col(Message.key) == col(Nudge.message_key))
        .where(outbox.unposted(), col(Message.state) == State.LIVE, col(Nudge.due_at) <= until)
    )
    found = [session.execute(one).one() for one in (unfired, unposted)]
    count = sum(number for _oldest, number in found)
    if count:
        oldest = min(since for since, _number in found if since is not None)
        yield Trouble("late", oldest, {"count": count})


def expected(parts: Collection[str], *, by_socket: bool) -> list[str]:
    """The parts whose sign of life is looked for."""
    workers = [f"worker:{queue}" for queue in WORKERS]
    return [*workers, "clock", *(["socket"] if by_socket else []), *parts]
