"""
What each course would cost, and which one to take.

A chance is the store's own share for the cause, drawn towards a belief while there are few cases:
(some + WEIGHT * belief) / (of + WEIGHT), the mean of a beta distribution whose prior weighs as
much as `WEIGHT` cases.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from pydantic import BaseModel, ConfigDict

from models.case.files import table
from models.case.history import History, Share
from models.rules import StoreRules
from models.tagging import Cause

WEIGHT = 5
PARTS = (Decimal("0.2"), Decimal("0.3"), Decimal("0.4"), Decimal("0.5"))
USUAL_PART = 0.3  # Of the amount, while no part was agreed on yet.
SUREST = 0.95  # No offer is taken for certain.
CENT = Decimal("0.01")


class Belief(BaseModel):
    """What is thought of a cause's courses before the store has a past."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    open: tuple[str, ...]
    lost: float
    taken: float


@dataclass(frozen=True, slots=True)
class Course:
    name: str  # One of `points.COURSES`.
    cost: Decimal  # Expected, in the dispute's currency.
    past: Share | None = None  # What its chance was learnt from, where it has one.
    offer: Decimal | None = None  # The part.


def courses(cause: Cause, amount: Decimal, past: History, rules: StoreRules) -> list[Course]:
    """The open ones, the cheapest first; accepting is always one."""
    belief = beliefs()[cause]
    found = [Course("accept", amount)]
    if "partial" in belief.open:
        found.append(_partial(amount, past, belief))
    if "return" in belief.open:
        lost = amount * (1 - rules.courses.goods_back)
        found.append(Course("return", _cents(lost + rules.courses.return_freight)))
    chance = shrunk(past.refused, belief.lost)
    found += [
        Course(name, _cents(amount * Decimal(chance)), past.refused)
        for name in ("refuse", "wait")
        if name in belief.open
    ]
    return sorted(found, key=lambda course: course.cost)


def _partial(amount: Decimal, past: History, belief: Belief) -> Course:
    """The part that costs least: small ones are declined more often, and then all is at stake."""
    taken, usual = shrunk(past.offered, belief.taken), past.part or USUAL_PART
    found = []
    for part in PARTS:
        chance = min(SUREST, taken * (float(part) / usual) ** 0.5)
        cost = amount * (part * Decimal(chance) + 1 - Decimal(chance))
        found.append(Course("partial", _cents(cost), past.offered, _cents(amount * part)))
    return min(found, key=lambda course: course.cost)


@cache
def keepable(cause: Cause) -> float:
    """The share of the money that the best course is believed to keep, before any past."""
    belief = beliefs()[cause]
    kept = [1 - belief.lost] if {"refuse", "wait"} & {*belief.open} else [0.0]
    if "partial" in belief.open:
        kept.append(belief.taken * (1 - USUAL_PART))
    return max(kept)


def shrunk(share: Share, belief: float) -> float:
    return (share.some + WEIGHT * belief) / (share.of + WEIGHT)


@cache
def beliefs() -> dict[Cause, Belief]:
    return {Cause(key): Belief.model_validate(entry) for key, entry in table("courses").items()}


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
