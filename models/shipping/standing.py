"""How a reminder stands: the orders it still asks about, and what became of the others."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.messages import Message
from models.nudging import nudges
from models.nudging.nudges import Rule
from models.shipping.conditions import (
    LIMITED,
    Condition,
    End,
    Facts,
    conditions,
    end_of,
    too_old_at,
)
from models.shipping.gathering import facts_by_key, thresholds
from models.shipping.planning import HANDLED


@dataclass(frozen=True)
class Held:
    """An order that a reminder still asks about."""

    facts: Facts
    condition: Condition


@dataclass(frozen=True)
class Standing:
    store: str
    rule: Rule
    held: list[Held]  # The first limit first.
    over: Mapping[End, int]
    handled_by: Mapping[str, int]  # By person: how many.

    @property
    def changes_at(self) -> datetime | None:
        """When time alone ends one of them."""
        limits = (one.condition.limit_at for one in self.held if self.rule in LIMITED)
        ends = (too_old_at(one.facts.order) for one in self.held)
        return min((at for at in (*limits, *ends) if at is not None), default=None)


def standing(session: Session, message: Message, now: datetime) -> Standing:
    said = nudges.sent_in(session, message.key)
    store = message.payload["store"]
    rule = Rule(message.payload.get("rule", Rule.SHIP_BY))
    rules = thresholds(session, [store])[store]
    facts = facts_by_key(session, (nudge.order_key for nudge in said))
    held: list[Held] = []
    over: Counter[End] = Counter()
    handled: Counter[str] = Counter()
    for nudge in said:
        mine = facts[nudge.order_key or 0]
        found = conditions(mine, rules, now).get(nudge.rule)
        if nudge.why == HANDLED:
            handled[nudge.person or ""] += 1
        elif found is not None and found.is_about(nudge.limit_at):
            held.append(Held(mine, found))
        else:
            over[end_of(mine, nudge.rule, nudge.limit_at, now)] += 1
    held.sort(key=lambda one: (one.condition.limit_at, one.facts.order.id))
    return Standing(store, rule, held, over, handled)
