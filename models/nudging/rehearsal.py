"""
What rules would have sent: the last days played again, without writing anything.

Deadlines, idle claims, the team's own targets and shipping reminders, as things stood from day
to day. Nothing is bundled: each step to each recipient counts, and each order.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from models import idle_rehearsal, stores
from models.disputes import Dispute
from models.hours.shifts import of_store
from models.hours.targets import standings
from models.reading import turns
from models.reading.turns import Period, Side
from models.records import DueKind, Outcome
from models.rules import Rules, StoreRules
from models.rules.schema import Ladder, To
from models.shipping import rehearsing
from models.stores import Store

WEEK = timedelta(days=7)
AT_A_TIME = 500
ORDERS = "orders"  # Reminders of these stand in the store's channel.


def rehearse(session: Session, rules: Rules, now: datetime, back: timedelta = WEEK) -> Counter[str]:
    """How many nudges would have gone to whom since then."""
    sent: Counter[str] = Counter()
    for store in stores.active(session):
        known = _since(session, store, now - back)
        for start in range(0, len(known), AT_A_TIME):
            some = known[start : start + AT_A_TIME]
            for at, to in _of_disputes(session, rules, store, some, now):
                sent[to] += now - back < at <= now
        own = rules.of(store.name).shipping
        sent[ORDERS] += sum(
            1 for _ in rehearsing.rehearse(session, store.name, own, now - back, now)
        )
    return +sent


def _since(session: Session, store: Store, start: datetime) -> Sequence[Dispute]:
    """The disputes of a store that were open at any time since then."""
    still = or_(col(Dispute.closed_at).is_(None), col(Dispute.closed_at) > start)
    return session.exec(select(Dispute).where(Dispute.store == store.name, still)).all()


def _of_disputes(
    session: Session, rules: Rules, store: Store, some: Sequence[Dispute], now: datetime
) -> Iterator[tuple[datetime, To]]:
    """When which recipient would have been told, at any time."""
    periods = turns.history(session, some)
    own, working = rules.of(store.name), of_store(rules, store)
    asked, held = own.targets, idle_rehearsal.claims(session, some)
    for dispute in some:
        yield from _steps(rules, dispute, periods[dispute.id])
        yield from idle_rehearsal.steps(own.idle, held[dispute.id], periods[dispute.id])
        for one in standings(periods[dispute.id], asked, working):
            if one.due_at is not None and one.due_at > dispute.seen_at and one.is_missed(now):
                yield one.due_at, To.LEADS


def _steps(
    rules: Rules, dispute: Dispute, periods: Sequence[Period]
) -> Iterator[tuple[datetime, To]]:
    """The steps of the ladder, each said once for each deadline, while it was ours to keep."""
    own, said = rules.of(dispute.store), dict[datetime, timedelta]()
    for period in periods:
        limit, kind = _limit(own, dispute, period)
        ladder = own.ladder(kind, dispute.amount)
        if limit is None or ladder is None:
            continue
        since = max(period.since, dispute.seen_at)
        for at, before, recipients in _in(ladder, limit, since, period.until):
            if before < said.get(limit, timedelta.max):
                said[limit] = before
                yield from ((at, to) for to in recipients if to is not To.MANAGER or own.managers)


def _limit(own: StoreRules, dispute: Dispute, period: Period) -> tuple[datetime | None, DueKind]:
    """What we must do, and until when; after a loss that is the appeal."""
    if period.side is Side.OURS:
        return period.due_at, period.due_kind
    lost = period.side is Side.CLOSED and dispute.outcome is Outcome.ARBITRATED_LOST
    return (period.since + own.appeal_within if lost else None), DueKind.APPEAL


def _in(
    ladder: Ladder, due_at: datetime, since: datetime, until: datetime | None
) -> Iterator[tuple[datetime, timedelta, tuple[To, ...]]]:
    """The steps within a period, led by the latest of those already past at its start."""
    steps = [(due_at - step.before, step.before, step.to) for step in ladder.steps]
    past = [step for step in steps if step[0] <= since]
    for at, before, recipients in past[-1:] + steps[len(past) :]:
        if until is None or max(at, since) < until:
            yield max(at, since), before, recipients
