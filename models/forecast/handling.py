"""
How long a person works on one dispute, measured by what the desk writes down of people.

A stretch of work on a dispute begins when its person claims it, else with what they last did
about another one, and ends with the last answer that they give in it: a reply settled, an action
approved, a dispute resolved. Only their own working time counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

import sqlalchemy as sa
from sqlmodel import Session, col

from models.disputes import Dispute
from models.events import (
    DESK,
    PLATFORM,
    ActionApproved,
    AuditEntry,
    CauseCorrected,
    DisputeAssigned,
    DisputeClaimed,
    DisputeEscalated,
    DisputeReleased,
    DisputeResolved,
    ReplySettled,
)
from models.figures.counting import between
from models.figures.samples import Spread
from models.hours import presence, shifts
from models.hours.business_time import NOTHING, WorkingTime
from models.rules import Rules
from models.stores import Store

CLAIM = DisputeClaimed.__name__
ANSWERS = frozenset(one.__name__ for one in (ReplySettled, ActionApproved, DisputeResolved))
BESIDES = (DisputeAssigned, DisputeReleased, DisputeEscalated, CauseCorrected)
ACTS = sorted({CLAIM, *ANSWERS, *(one.__name__ for one in BESIDES)})
COLUMNS = (
    AuditEntry.at,
    AuditEntry.id,
    AuditEntry.actor,
    AuditEntry.action,
    Dispute.id,
    Dispute.store,
)
MOST = 1000  # Of each kind; the latest tell how fast the team is now.


@dataclass(frozen=True)
class Act:
    """What a person did about a dispute."""

    at: datetime
    line: int
    who: str
    what: str
    dispute: int
    store: str


@dataclass(frozen=True)
class Handling:
    """How long one dispute takes."""

    work: timedelta  # The median, or what the rules say where the sample is too small.
    slow: timedelta | None  # Nine of ten take no longer; None: too few to say.
    count: int
    left_out: int  # Longer than one dispute can take: something else was done meanwhile.

    @property
    def is_assumed(self) -> bool:
        return self.slow is None


def of(session: Session, rules: Rules, about: Sequence[Store], now: datetime) -> Handling:
    """Of the people of these stores, in the days that the rules say."""
    told = [rules.of(store.name).forecast for store in about]
    acts = _acts(session, about, now - max(one.look_back for one in told), now)
    longest = max(one.longest for one in told)
    working = _working(session, rules, about, {act.who for act in acts})
    spans = list(measured(acts, working, longest))
    spread = Spread.of(span for span in spans if span <= longest)
    left_out = len(spans) - spread.count
    if not spread.median:
        return Handling(max(one.handling for one in told), None, spread.count, left_out)
    return Handling(spread.median, spread.p90, spread.count, left_out)


def measured(
    acts: Iterable[Act], working: Mapping[tuple[str, str], WorkingTime], longest: timedelta
) -> Iterator[timedelta]:
    """
    The time that each stretch of work took.

    Args:
        acts: Of any people.
        working: The working time of each person for each store.
        longest: A longer pause ends a stretch, even where the next act is about the same dispute.

    """
    in_order = sorted(acts, key=lambda act: (act.who, act.at, act.line))
    for _who, mine in groupby(in_order, key=lambda act: act.who):
        began: datetime | None = None
        stretch: list[Act] = []
        for act in mine:
            hours = working[act.who, act.store]
            before = stretch[-1] if stretch else None
            if before is None or _parts(before, act, hours, longest):
                yield from _worked(stretch, began, working)
                claimed = act.at if act.what == CLAIM else None
                began = claimed or (before.at if before else None)
                stretch = []
            stretch.append(act)
        yield from _worked(stretch, began, working)


def _parts(before: Act, act: Act, hours: WorkingTime, longest: timedelta) -> bool:
    return act.dispute != before.dispute or hours.between(before.at, act.at) > longest


def _worked(
    stretch: Sequence[Act],
    began: datetime | None,
    working: Mapping[tuple[str, str], WorkingTime],
) -> Iterator[timedelta]:
    """Nothing where there was no answer in their hours, or nobody knows when the work began."""
    answers = [act for act in stretch if act.what in ANSWERS]
    if began is None or not answers:
        return
    last = answers[-1]
    hours = working[last.who, last.store]
    span = hours.between(began, last.at) if hours.is_open(last.at) else NOTHING
    if span > NOTHING:
        yield span


def _acts(session: Session, about: Sequence[Store], since: datetime, now: datetime) -> list[Act]:
    """The latest of people; where a kind has more than are read, all kinds begin there."""
    names = [store.name for store in about]
    found: list[Act] = []
    for action in ACTS:
        asked = (
            sa.select(*map(col, COLUMNS))
            .join(Dispute, col(Dispute.id) == col(AuditEntry.dispute_id))
            .where(
                col(AuditEntry.action) == action,
                between(AuditEntry.at, since, now),
                col(AuditEntry.actor).not_in((PLATFORM, DESK)),
                col(Dispute.store).in_(names),
            )
            .order_by(col(AuditEntry.at).desc())
            .limit(MOST)
        )
        latest = [Act(*row) for row in session.execute(asked)]
        found += latest
        since = latest[-1].at if len(latest) == MOST else since
    return [act for act in found if act.at >= since]


def _working(
    session: Session, rules: Rules, about: Sequence[Store], people: set[str]
) -> dict[tuple[str, str], WorkingTime]:
    known = presence.of(session, people)
    return {
        (user, store.name): shifts.of_person(rules, user, store, known[user].timezone)
        for user in people
        for store in about
    }
