"""
What brings more disputes than it usually does: where it concentrates, since when, and of what.

Restrained: a rise is told where chance would hardly bring one among all that are compared.
"""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.disputes import Dispute
from models.figures import shipped, tracing
from models.figures.chance import chance_of
from models.figures.counting import between
from models.figures.moving import COUNTED, SPAN, Origin, joined, opened
from models.figures.scope import Scope
from models.figures.tracing import Case
from models.stores import Store
from models.tagging.causes import Cause

SPANS = 4  # Earlier ones, whose median is the usual; a younger store has no usual yet.
LEAST = 3  # Disputes; fewer are no rise.
TIMES = 2  # As many as usual.
CHANCE = 0.05  # That among all products, say, chance alone brings one such rise.
MOST = 3  # Of each origin.
MOST_NUMBERS = 5000  # Of one rise.
SAMPLES = 5  # Of these are kept.
SAME = 2 / 3  # Of the disputes of the greater rise: it is the other one by another name.


@dataclass(frozen=True)
class Risen:
    """In plain JSON values."""

    origin: str
    name: str
    now: int
    usual: float  # The median of the earlier spans.
    cause: str | None = None  # Of most of them, where it is not itself a cause.
    where: list[Any] = field(default_factory=list)  # Of what else most are: origin, name, count.
    since: str = ""  # The first of these, where in the span before it there was none.
    shipped: list[int] = field(default_factory=list)  # Disputed, all; the same before that.
    numbers: list[int] = field(default_factory=list)  # The latest first.

    def plain(self) -> dict[str, Any]:
        return asdict(self) | {"numbers": self.numbers[:SAMPLES]}


def of(
    session: Session, within: Sequence[str], until: datetime, span: timedelta = SPAN
) -> list[Risen]:
    """What rose, each once; of stores alone that are known for long enough."""
    known = _known(session, within, until - (SPANS + 1) * span)
    if not known:
        return []
    scope = Scope.back(known, until, span)
    told: list[Risen] = []
    seen: list[set[int]] = []
    for origin in Origin:
        for counts, found in _risen(session, origin, scope):
            mine = {one.number for one in found}
            if all(len(mine & other) < SAME * max(len(mine), len(other)) for other in seen):
                told.append(_told(session, origin, counts, found, scope))
                seen.append(mine)
    return told


def _known(session: Session, within: Sequence[str], since: datetime) -> list[str]:
    earlier = select(Dispute.id).where(Dispute.store == Store.name, col(Dispute.opened_at) < since)
    named = select(Store.name).where(col(Store.name).in_(within), earlier.exists())
    return list(session.exec(named.order_by(Store.name)))


def _risen(
    session: Session, origin: Origin, scope: Scope
) -> Iterator[tuple[list[int], list[Case]]]:
    """The counts of the spans, the last one first, and the disputes of that one; most first."""
    rises = [
        (key, counts)
        for among, key, *counts in _counted(session, origin, scope)
        if _is_rise(counts[0], counts[1:], among)
    ][:MOST]
    found = tracing.cases(session, origin, [key for key, _ in rises], scope)
    for key, counts in rises:
        yield counts, [one for one in found if one.keys[origin] == key]


def _counted(session: Session, origin: Origin, scope: Scope) -> Sequence[Sequence[Any]]:
    """How many are compared, the key, and its counts in each span, the last one first."""
    key, span = COUNTED[origin][0], scope.until - scope.since
    starts = [scope.since - n * span for n in range(SPANS + 1)]
    spans = [
        func.count().filter(between(Dispute.opened_at, at, at + span)).label(f"span_{n}")
        for n, at in enumerate(starts)
    ]
    counted = (
        sa.select(key.label("key"), *spans)
        .select_from(joined(origin))
        .where(opened(scope.within, starts[-1], scope.until), col(key).is_not(None))
        .group_by(key)
        .cte()
    )
    compared = sa.select(func.count()).select_from(counted).scalar_subquery()
    lately = counted.c.span_0
    enough = sa.select(compared, counted).where(lately >= LEAST)
    return session.execute(enough.order_by(lately.desc(), counted.c.key)).all()


def _is_rise(now: int, earlier: Sequence[int], among: int) -> bool:
    usual = max(statistics.median(earlier), statistics.mean(earlier))
    return now >= TIMES * usual and among * chance_of(now, sum(earlier), SPANS) < CHANCE


def _told(
    session: Session, origin: Origin, counts: list[int], found: list[Case], scope: Scope
) -> Risen:
    place = tracing.place(session, origin, found, scope)
    alike = {origin: found[0].keys[origin]} | dict([place] if place else [])
    mine = [one for one in found if all(one.keys[o] == key for o, key in alike.items())]
    cause = tracing.shared(mine, Origin.CAUSE, 1 / 2)
    first = tracing.since(session, alike, mine[-1].opened_at, scope)
    return Risen(
        origin=origin,
        name=found[0].named(origin),
        now=counts[0],
        usual=statistics.median(counts[1:]),
        cause=None if origin is Origin.CAUSE else cause,
        where=[place[0], mine[0].named(place[0]), len(mine)] if place else [],
        since=first.isoformat() if first else "",
        shipped=_shipped(session, alike, cause, mine, scope),
        numbers=[one.number for one in mine[:MOST_NUMBERS]],
    )


def _shipped(
    session: Session,
    alike: dict[Origin, Any],
    cause: Cause | None,
    mine: list[Case],
    scope: Scope,
) -> list[int]:
    if Origin.PRODUCT not in alike:
        return []
    orders = [one.order_id for one in mine]
    return shipped.of(session, scope.within, alike[Origin.PRODUCT], cause, orders)
