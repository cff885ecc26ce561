"""What an order and its parcel give reason to remind of, from the facts known now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import takewhile

from models.nudging.nudges import Rule
from models.orders import Order, ParcelEvent
from models.rules.schema import Shipping
from models.shipping import stages
from models.shipping.stages import Stage

HOUR = timedelta(hours=1)
# A limit told anew a little differently is the same limit: the platform counts down in minutes.
SAME = timedelta(minutes=30)
# Of a parcel whose protection nobody told us the end: nothing can be done about it any more.
TOO_OLD = timedelta(days=150)
OVER = frozenset({"FINISH", "FUND_PROCESSING", "IN_CANCEL", "IN_FROZEN"})
IN_ISSUE = "IN_ISSUE"
# The end of these is a moment of the platform's or the carrier's; after it nothing is to be done.
LIMITED = frozenset({Rule.SHIP_BY, Rule.PICK_UP, Rule.PROMISE, Rule.PROTECTION})
OF_PARCELS = (
    Rule.NO_SCAN,
    Rule.NO_MOVEMENT,
    Rule.CUSTOMS,
    Rule.FAILED_DELIVERY,
    Rule.PICK_UP,
    Rule.PROMISE,
    Rule.PROTECTION,
)
_AGROUND = (Stage.FAILED, Stage.RETURNED)


class End(StrEnum):
    """Why a reminder does not hold any more."""

    SHIPPED = "shipped"
    DELIVERED = "delivered"
    MOVED = "moved"
    DISPUTED = "disputed"
    ENDED = "ended"
    PASSED = "passed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Condition:
    limit_at: datetime  # What the reminder speaks of.
    steps: tuple[tuple[int, datetime], ...]  # Whole hours before the limit, and when to say it.

    def is_about(self, limit_at: datetime) -> bool:
        return abs(self.limit_at - limit_at) <= SAME


@dataclass(frozen=True)
class Facts:
    """An order as far as reminders go by it."""

    order: Order
    parcel: Sequence[ParcelEvent] = ()  # Newest first.
    disputed: bool = False

    @cached_property
    def stage(self) -> Stage:
        reached = [stages.of(event) for event in self.parcel]
        if not reached:
            return Stage.ANNOUNCED
        back = reached[0] is Stage.RETURNED
        return Stage.DELIVERED if Stage.DELIVERED in reached and not back else reached[0]

    @cached_property
    def since(self) -> datetime | None:
        """When the parcel came into the stage in which it is."""
        reached = [(stages.of(event), event.at) for event in self.parcel]
        now_in = _AGROUND if self.stage in _AGROUND else (self.stage,)
        stretch = [at for _, at in takewhile(lambda one: one[0] in now_in, reached)]
        return stretch[-1] if stretch else self.order.shipped_at

    @property
    def is_under_way(self) -> bool:
        """Paid and shipped, and neither arrived nor ended."""
        order = self.order
        shipped = order.shipped_at or order.status == "WAIT_BUYER_ACCEPT_GOODS"
        over = self.disputed or order.status in {*OVER, IN_ISSUE}
        return bool(shipped) and not order.awaits_shipping and not over


def conditions(facts: Facts, rules: Shipping, now: datetime) -> dict[Rule, Condition]:
    """By reason: the limit that it speaks of, and the moments at which it is said."""
    order = facts.order
    found: dict[Rule, Condition] = {}
    if order.awaits_shipping and order.ship_by is not None:
        steps = {-(-span // HOUR): order.ship_by - span for span in rules.ship_by}
        found[Rule.SHIP_BY] = Condition(order.ship_by, tuple(sorted(steps.items(), reverse=True)))
    elif facts.is_under_way and not _is_too_old(order, now):
        found |= _of_parcel(facts, rules)
    return {rule: one for rule, one in found.items() if rule not in LIMITED or one.limit_at > now}


def too_old_at(order: Order) -> datetime | None:
    """From when on nothing can be done about a parcel any more."""
    if order.protection_ends_at is not None:
        return order.protection_ends_at
    return order.shipped_at + TOO_OLD if order.shipped_at else None


def _is_too_old(order: Order, now: datetime) -> bool:
    end = too_old_at(order)
    return end is not None and end <= now


def _of_parcel(facts: Facts, rules: Shipping) -> Iterator[tuple[Rule, Condition]]:
    stage = facts.stage
    if stage is Stage.DELIVERED:
        return
    if (halt := _halt(facts, stage, rules)) is not None:
        yield halt
    if stage is Stage.RETURNED:
        return  # That it comes late is no news any more.
    if facts.order.promised_by is not None:
        yield Rule.PROMISE, _before(facts.order.promised_by, rules.promise_before)
    if facts.order.protection_ends_at is not None:
        yield Rule.PROTECTION, _before(facts.order.protection_ends_at, rules.protection_before)


def _halt(facts: Facts, stage: Stage, rules: Shipping) -> tuple[Rule, Condition] | None:
    """Why the parcel stands still: one reason at a time."""
    if stage is Stage.ANNOUNCED:
        shipped = facts.order.shipped_at
        return (Rule.NO_SCAN, _at(shipped + rules.no_scan_after)) if shipped else None
    since, last = facts.since, facts.parcel[0].at
    assert since is not None
    match stage:
        case Stage.FAILED | Stage.RETURNED:
            return Rule.FAILED_DELIVERY, _at(since)
        case Stage.STOPPED | Stage.CUSTOMS:
            return Rule.CUSTOMS, _at(
                since if stage is Stage.STOPPED else last + rules.customs_after
            )
        case Stage.PICK_UP:
            return Rule.PICK_UP, _before(since + rules.pick_up_within, rules.pick_up_before)
        case _:
            return Rule.NO_MOVEMENT, _at(last + rules.no_movement_after)


def _at(moment: datetime) -> Condition:
    return Condition(moment, ((0, moment),))


def _before(limit: datetime, span: timedelta) -> Condition:
    return Condition(limit, ((-(-span // HOUR), limit - span),))


def end_of(facts: Facts, rule: Rule, limit_at: datetime, now: datetime) -> End:
    """Why a reminder of this limit does not hold any more."""
    order = facts.order
    if rule is not Rule.SHIP_BY and (facts.disputed or order.status == IN_ISSUE):
        return End.DISPUTED
    if order.status in OVER:
        return End.ENDED
    if rule is Rule.SHIP_BY and not order.awaits_shipping:
        return End.SHIPPED
    if rule is not Rule.SHIP_BY and facts.stage is Stage.DELIVERED:
        return End.DELIVERED
    if (rule in LIMITED and limit_at <= now) or _is_too_old(order, now):
        return End.PASSED
    return End.CHANGED if rule in {Rule.SHIP_BY, Rule.PROMISE, Rule.PROTECTION} else End.MOVED
