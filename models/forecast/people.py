"""Who can answer, and when: their shifts from now on, as far as the forecast looks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models import members
from models.hours import presence, shifts
from models.hours.business_time import WorkingTime
from models.hours.presence import Presence
from models.members import Permission, Role
from models.rules import Rules
from models.stores import Store

WORK = frozenset({Role.AGENT, Role.LEAD})  # Who takes what nobody has.
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Worker:
    """A person with the hours in which they work for each store."""

    user: str
    spans: Mapping[str, Sequence[Span]]
    takes: frozenset[str] = frozenset()  # The stores of which they answer what nobody has.


def on_duty(
    session: Session,
    rules: Rules,
    about: Sequence[Store],
    until: Mapping[str, datetime],
    owners: Iterable[str],
    now: datetime,
) -> list[Worker]:
    """Agents and leads of these stores, and whoever has a dispute there and may answer it."""
    has = set(owners)
    people = []
    for actor in members.actors(session):
        takes = {one.name for one in about if actor.role_in(one.name) in WORK}
        if takes or actor.user_id in has:
            people.append((actor, takes))
    known = presence.of(session, [actor.user_id for actor, _takes in people])
    found = []
    for actor, takes in people:
        person = known[actor.user_id]
        may = [one for one in about if actor.may(Permission.REPLY, one.name)]
        hours = {one.name: _hours(rules, one, person, now, until[one.name]) for one in may}
        if person.reachable:
            found.append(Worker(actor.user_id, hours, frozenset(takes & hours.keys())))
    return found


def _hours(
    rules: Rules, store: Store, person: Presence, now: datetime, until: datetime
) -> tuple[Span, ...]:
    """From now on, or from when Slack lets them be disturbed again."""
    working = shifts.of_person(rules, person.user_id, store, person.timezone)
    return tuple(spans(working, person.quiet_until(now) or now, until))


def spans(working: WorkingTime, since: datetime, until: datetime) -> Iterator[Span]:
    """The stretches of working time between two moments."""
    while (opens := working.next_open(since)) is not None and opens < until:
        closes = working.next_close(opens)
        if closes is None:
            return
        yield opens, min(closes, until)
        since = closes
