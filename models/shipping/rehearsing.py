"""What thresholds would have sent about orders: their last days played again, nothing written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlmodel import Session, col, or_, select

from models import orders
from models.disputes import Dispute
from models.nudging.nudges import Rule
from models.orders import Order
from models.rules.schema import Shipping
from models.shipping.conditions import IN_ISSUE, OVER, Condition, Facts, conditions

AT_A_TIME = 500
_ENDED = frozenset({*OVER, IN_ISSUE})
Stretch = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Course:
    """An order as it stands, and when disputes were open on it."""

    facts: Facts
    disputes: Sequence[Stretch]

    def moments(self, start: datetime, now: datetime) -> list[datetime]:
        """When something changed, from the start on."""
        order = self.facts.order
        told = [order.paid_at, order.shipped_at, order.modified_at]
        told += [event.at for event in self.facts.parcel]
        told += [at for stretch in self.disputes for at in stretch]
        return sorted({start, now, *(at for at in told if at is not None and start < at < now)})

    def at(self, moment: datetime) -> Facts:
        """How it stood then; when it ended is known as well as its last change."""
        order = self.facts.order
        told: dict[str, object] = {}
        if order.shipped_at is not None and order.shipped_at > moment:
            told["shipped_at"] = None
        changed = order.modified_at or order.read_at
        if told or (order.status in _ENDED and changed > moment):
            shipped = order.shipped_at is not None and not told
            told["status"] = "WAIT_BUYER_ACCEPT_GOODS" if shipped else "WAIT_SELLER_SEND_GOODS"
        parcel = [event for event in self.facts.parcel if event.at <= moment]
        open_then = any(
            opened <= moment and (closed is None or moment < closed)
            for opened, closed in self.disputes
        )
        return Facts(Order(**order.model_dump() | told) if told else order, parcel, open_then)


def rehearse(
    session: Session, store: str, rules: Shipping, start: datetime, now: datetime
) -> Iterator[datetime]:
    """When each reminder would have been said since then, about one order each."""
    for some in _in_pages(session, store, start):
        parcels, disputed = orders.parcels_of_all(session, some), _disputed(session, store, some)
        for order in some:
            facts = Facts(order, parcels.get(order.id, []))
            yield from _said(Course(facts, disputed[order.order_id]), rules, start, now)


def _in_pages(session: Session, store: str, start: datetime) -> Iterator[Sequence[Order]]:
    """The orders of a store that were not over at that time."""
    status, last = col(Order.status), 0
    still = or_(status.is_(None), status.not_in(OVER), col(Order.modified_at) > start)
    mine = select(Order).where(Order.store == store, still).order_by(col(Order.id))
    while some := session.exec(mine.where(col(Order.id) > last).limit(AT_A_TIME)).all():
        yield some
        last = some[-1].id


def _disputed(session: Session, store: str, some: Sequence[Order]) -> dict[str, list[Stretch]]:
    about = select(Dispute.order_id, Dispute.opened_at, Dispute.closed_at)
    ids = [order.order_id for order in some]
    found: dict[str, list[Stretch]] = defaultdict(list)
    mine = about.where(Dispute.store == store, col(Dispute.order_id).in_(ids))
    for order_id, opened_at, closed_at in session.exec(mine):
        found[order_id].append((opened_at, closed_at))
    return found


def _said(course: Course, rules: Shipping, start: datetime, now: datetime) -> Iterator[datetime]:
    seen: set[tuple[Rule, datetime]] = set()
    for since, until in pairwise(course.moments(start, now)):
        paid_at = course.facts.order.paid_at
        if paid_at is not None and paid_at > since:
            continue
        facts = course.at(since)
        for rule, found in conditions(facts, rules, since).items():
            is_new = since > start and (rule, found.limit_at) not in seen
            for at in _steps(found, since, until, is_new=is_new):
                if rule in conditions(facts, rules, at):
                    yield at
            seen.add((rule, found.limit_at))


def _steps(
    found: Condition, since: datetime, until: datetime, *, is_new: bool
) -> Iterator[datetime]:
    """The steps within a stretch, led by the latest of those past where it is new."""
    if is_new and any(at <= since for _, at in found.steps):
        yield since
    yield from (at for _, at in found.steps if since < at <= until)
