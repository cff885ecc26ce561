"""
What an action of ours refers to at the platform, and whether it has left its trace there.

The rows of the database and the records of a source are asked alike: both are plans and lines.
"""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from models.acting.actions import Act, PlatformAction
from models.records import SolutionOwner

AWAITS_US = frozenset({"wait_seller_accept", "wait_buyer_and_seller_accept"})
RETURN = "return_and_refund"
_REACHED = frozenset({"reached", "perform"})
_CURRENCY = re.compile("[A-Z]{3}")
_BY_AGREEMENT = frozenset({None, "", "negotiation_consensus"})


class Plan(Protocol):
    """A solution, as a table's row or as a source's record."""

    @property
    def solution_id(self) -> str: ...
    @property
    def owner(self) -> SolutionOwner: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def content(self) -> str | None: ...
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def reached_type(self) -> str | None: ...
    @property
    def created_at(self) -> datetime | None: ...


class Line(Protocol):
    """A line of the platform's log, as a table's row or as a source's record."""

    @property
    def actor(self) -> str | None: ...
    @property
    def action(self) -> str: ...
    @property
    def attachments(self) -> Sequence[str]: ...


Agreeing = TypeVar("Agreeing", bound=Plan)


def newest(plans: Iterable[Plan], owner: SolutionOwner) -> Plan | None:
    """Of one second the later in the list: the platform tells no finer time."""
    theirs = [plan for plan in plans if plan.owner is owner]
    return max(enumerate(theirs), key=_age)[1] if theirs else None


def _age(placed: tuple[int, Plan]) -> tuple[float, int]:
    place, plan = placed
    return (plan.created_at.timestamp() if plan.created_at else 0.0, place)


def to_answer(plans: Sequence[Plan]) -> str | None:
    """What a plan of ours would answer, or which standing one it would change."""
    ours, theirs = newest(plans, SolutionOwner.SELLER), newest(plans, SolutionOwner.BUYER)
    if ours is not None and (theirs is None or _is_younger(ours, theirs)):
        return f"change:{ours.solution_id}:{_worth(ours)}"
    return f"answer:{theirs.solution_id}:{_worth(theirs)}" if theirs is not None else None


def _is_younger(ours: Plan, theirs: Plan) -> bool:
    return bool(ours.created_at and theirs.created_at and ours.created_at >= theirs.created_at)


def agreeable(plans: Sequence[Plan]) -> list[Plan]:
    """The plans that wait for our yes; those with a return need an address, and are not ours."""
    latest = (newest(plans, owner) for owner in (SolutionOwner.BUYER, SolutionOwner.PLATFORM))
    return [
        plan
        for plan in latest
        if plan and plan.status in AWAITS_US and plan.kind != RETURN and is_priced(plan)
    ]


def is_priced(plan: Plan) -> bool:
    """A sum in a currency; whoever told of the plan may have written anything there."""
    return plan.amount is not None and bool(_CURRENCY.fullmatch(plan.currency or ""))


def to_agree(plan: Plan) -> str:
    return f"agree:{plan.solution_id}:{_worth(plan)}"


def to_extend(ends_at: datetime | None) -> str:
    return f"extend:{ends_at.isoformat() if ends_at else '-'}"


def named_in(target: str) -> tuple[str, str]:
    """What is to be done with which plan."""
    what, number, *_ = target.split(":")
    return what, number


def still_there(action: PlatformAction, plans: Sequence[Plan]) -> bool:
    """What the person confirmed is what the platform still waits for."""
    match action.act:
        case Act.COUNTER | Act.REFUSE:
            return to_answer(plans) == action.target
        case Act.AGREE:
            return action.target in map(to_agree, agreeable(plans))
        case _:
            return True


def snapshot(plans: Iterable[Plan], log: Iterable[Line]) -> dict[str, Any]:
    """What stands there before the call, so that what comes after can be told from it."""
    lines = list(log)
    return {
        "plans": {plan.solution_id: _said(plan) for plan in plans},
        "accepted": _accepted(lines),
        "proofs": _proofs(lines),
    }


def stands(action: PlatformAction, plans: Sequence[Plan], log: Iterable[Line]) -> bool:
    """The platform shows what we did, and did not show it before."""
    if action.before is None:
        return False
    lines, known = list(log), action.before.get("plans", {})
    match action.act:
        case Act.COUNTER | Act.REFUSE:
            ours = (plan for plan in plans if plan.owner is SolutionOwner.SELLER)
            fresh = (plan for plan in ours if known.get(plan.solution_id) != _said(plan))
            return any(_is_what_we_said(action, plan) for plan in fresh)
        case Act.AGREE:
            _, number = named_in(action.target)
            return _accepted(lines) > action.before["accepted"] or any(
                plan.solution_id == number and _is_agreed(plan) for plan in plans
            )
        case Act.EVIDENCE:
            return bool(_proofs(lines) > action.before["proofs"])
        case _:
            return False


def has_more_time(action: PlatformAction, ends_at: datetime | None) -> bool:
    """The order ends later than before, by what was asked for but an hour of summer time."""
    if action.before is None or ends_at is None or action.days is None:
        return False
    before = action.before.get("ends_at")
    if before is None:
        return False
    gained = (ends_at - datetime.fromisoformat(before)).total_seconds() / 3600
    return gained >= action.days * 24 - 1


def _is_what_we_said(action: PlatformAction, plan: Plan) -> bool:
    return plan.amount == action.amount and _plain(plan.content) == _plain(action.text)


def agreed(plans: Sequence[Agreeing]) -> Agreeing | None:
    """The plan on which both sides agreed; the newest, where the platform shows several."""
    return next((plan for plan in reversed(plans) if _is_agreed(plan)), None)


def _is_agreed(plan: Plan) -> bool:
    return plan.status in _REACHED and plan.reached_type in _BY_AGREEMENT


def _accepted(lines: Iterable[Line]) -> int:
    return sum(line.action.startswith("seller_accept") for line in lines)


def _proofs(lines: Iterable[Line]) -> int:
    return sum(len(line.attachments) or 1 for line in lines if _is_proof(line))


def _is_proof(line: Line) -> bool:
    return line.action == "seller_create_proof" or bool(line.actor == "seller" and line.attachments)


def _said(plan: Plan) -> list[str]:
    return [_worth(plan), _plain(plan.content)]


def _worth(plan: Plan) -> str:
    return f"{plan.amount:.2f}{(plan.currency or '')[:3]}" if plan.amount is not None else "-"


def _plain(words: str | None) -> str:
    """As it compares: the platform may write marks in its own way."""
    return " ".join(html.unescape(words or "").split())
