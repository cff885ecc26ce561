"""
The team's own targets, in working time; the platform's deadline is none of them.

Their clock runs while it is our turn, within the store's hours, and stands still while the
buyer or the platform has the turn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from models import rules
from models.disputes import Dispute
from models.hours.business_time import NOTHING, WorkingTime
from models.hours.shifts import of_store
from models.reading import turns
from models.reading.turns import Period, Side
from models.rules.schema import Targets
from models.stores import Store


class Target(StrEnum):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


@dataclass(frozen=True)
class Standing:
    """How one target of a dispute stands."""

    target: Target
    since: datetime
    due_at: datetime | None  # None: the clock stands, or nobody works for years.
    met_at: datetime | None  # When what was asked was done, in time or not.
    left: timedelta  # Of its working time, when the clock last stood.

    @property
    def was_late(self) -> bool:
        """Done, or not even that, after it was due."""
        return self.due_at is not None and self.met_at is not None and self.met_at > self.due_at

    def is_missed(self, now: datetime) -> bool:
        return self.due_at is not None and (self.met_at or now) > self.due_at


def standings(periods: Sequence[Period], targets: Targets, working: WorkingTime) -> list[Standing]:
    """Each target of a dispute with this history: the responses in their order, then its end."""
    return [*_responses(periods, targets, working), *_resolution(periods, targets, working)]


def _responses(
    periods: Sequence[Period], targets: Targets, working: WorkingTime
) -> Iterator[Standing]:
    """One for each time that the turn came to us."""
    target, allowed = Target.FIRST_RESPONSE, targets.first_response
    for ours, end in _rounds(periods):
        if ours:
            due_at, left = _due(ours, allowed, working)
            # What the platform took over and ended asks nothing of us any more.
            if end is None or ours[-1].until == end:
                yield Standing(target, ours[0].since, due_at, end, left)
        target, allowed = Target.NEXT_RESPONSE, targets.next_response


def _rounds(periods: Sequence[Period]) -> Iterator[tuple[list[Period], datetime | None]]:
    """Our periods until each answer, and when that was; what is still open comes last."""
    ours: list[Period] = []
    for period in periods:
        if period.side is Side.OURS:
            ours.append(period)
        elif period.side is not Side.HANDLED:
            yield ours, period.since
            ours = []
    if ours:
        yield ours, None


def _resolution(
    periods: Sequence[Period], targets: Targets, working: WorkingTime
) -> Iterator[Standing]:
    ours = [period for period in periods if period.side is Side.OURS]
    if ours:
        due_at, left = _due(ours, targets.resolution, working)
        ended = periods[-1].since if periods[-1].side is Side.CLOSED else None
        yield Standing(Target.RESOLUTION, ours[0].since, due_at, ended, left)


def _due(
    ours: Sequence[Period], span: timedelta, working: WorkingTime
) -> tuple[datetime | None, timedelta]:
    """When so much working time of ours is over, and what was left of it when we last stopped."""
    for period in ours:
        due_at = working.add(period.since, span)
        if due_at is None or period.until is None or due_at <= period.until:
            return due_at, span
        span -= working.between(period.since, period.until)
    return None, max(span, NOTHING)


def of(session: Session, disputes: Sequence[Dispute]) -> dict[int, list[Standing]]:
    """The targets of these disputes by their numbers, under the rules in force."""
    told = rules.current(session)
    names = {dispute.store for dispute in disputes}
    asked = {name: told.of(name).targets for name in names}
    working = {name: of_store(told, session.get_one(Store, name)) for name in names}
    periods = turns.history(session, disputes)
    return {
        one.id: standings(periods[one.id], asked[one.store], working[one.store]) for one in disputes
    }


@dataclass(frozen=True)
class Due:
    target: Target
    at: datetime


def due(session: Session, disputes: Sequence[Dispute]) -> dict[int, list[Due]]:
    """
    What is to be done by when, while it waits for us: what a nudge to the leads may speak of.

    What was late before the desk knew the dispute is nobody's fault here, and left out.
    """
    waiting = [dispute for dispute in disputes if dispute.waits_for_us]
    found = of(session, waiting)
    return {one.id: list(_unmet(found.get(one.id, ()), one.seen_at)) for one in disputes}


def _unmet(found: Iterable[Standing], seen_at: datetime) -> Iterator[Due]:
    for one in found:
        if one.met_at is None and one.due_at is not None and one.due_at > seen_at:
            yield Due(one.target, one.due_at)
