"""
The leads' digests, from nine o'clock in the team's zone on, and whenever one is asked for.

A month of a large team is counted longer than others should wait: each digest is counted while
nothing is held, then wanted in one short transaction. Whoever dies between the two counts anew.
"""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from jobs.desk import desk
from models import digests, messages, reviews
from models.digests import Prepared, Wish
from models.events import AuditEntry
from models.messages import Kind
from models.periods import Period, Stretch
from models.settings import Settings
from slackbot.desk import Desk
from slackbot.wake import Due


def post() -> None:
    want(desk())


def want(here: Desk) -> None:
    if sum(want_due(here, due) for due in (digests.due, reviews.due)):
        here.wake(Due.MESSAGES)


def want_due(here: Desk, due: Callable[[Session, Settings, datetime], list[Wish]]) -> int:
    """See to it that those that are due exist; how many are new."""
    with here.database.read() as session:
        wishes = due(session, here.settings, here.now())
    return sum(_want_once(here, wish) for wish in wishes)


def _want_once(here: Desk, wish: Wish) -> bool:
    with here.database.read() as session:
        prepared = prepare(session, wish, here.now())
    with here.database.write() as session:
        if messages.named(session, Kind.DIGEST, prepared.name):
            return False  # Another was faster.
        digests.want(session, prepared)
    return True


def prepare(session: Session, wish: Wish, now: datetime) -> Prepared:
    """
    Raises:
        NotUnderstood: its time is yet to come.

    """
    of = digests.prepare if wish.stretch.period is Period.DAY else reviews.prepare
    return of(session, wish, now)


def post_asked(here: Desk, entry: AuditEntry) -> None:
    """What somebody asked for, as of the moment at which they did."""
    told = entry.details
    first, zone = date.fromisoformat(told["first"]), ZoneInfo(told["zone"])
    with here.database.read() as session:
        about = digests.channels(session, here.settings).get(told["channel"])
        if about is None:
            return  # No lead reads there any more.
        stretch = Stretch.holding(Period(told["period"]), first, zone)
        prepared = prepare(session, Wish(told["channel"], about, stretch), entry.at)
    with here.database.write() as session:
        digests.want(session, prepared)
    here.wake(Due.MESSAGES)
