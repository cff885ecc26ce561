"""The plans that buyer, seller and platform put forward, and what they are worth."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from jobs.sources import reading
from jobs.sources.times import instant
from models.records import SolutionOwner, SolutionRecord

_LISTS = {
    SolutionOwner.BUYER: "buyer_solution_list",
    SolutionOwner.SELLER: "seller_solution_list",
    SolutionOwner.PLATFORM: "platform_solution_list",
}
_USD = "USD"


class Sum(NamedTuple):
    amount: Decimal
    currency: str


def plans(detail: Mapping[str, Any]) -> tuple[SolutionRecord, ...]:
    """All plans, oldest first. The list that holds a plan says whose it is."""
    found = [
        _plan(row, owner)
        for owner, name in _LISTS.items()
        for row in reading.rows(detail.get(name))
        if reading.text(row.get("id"))
    ]
    return tuple(sorted(found, key=_age))


def newest(plans: tuple[SolutionRecord, ...], owner: SolutionOwner) -> SolutionRecord | None:
    return next((plan for plan in reversed(plans) if plan.owner is owner), None)


def worth(plan: SolutionRecord) -> Sum | None:
    """In dollars where the platform says so, else in the buyer's currency."""
    if plan.amount_usd is not None:
        return Sum(plan.amount_usd, _USD)
    if plan.amount is not None and plan.currency:
        return Sum(plan.amount, plan.currency)
    return None


def at_stake(detail: Mapping[str, Any], plans: tuple[SolutionRecord, ...]) -> Sum | None:
    """What the buyer asks for by the newest plan; failing that the cap, then the price."""
    asked = newest(plans, SolutionOwner.BUYER)
    if asked and (value := worth(asked)):
        return value
    named = ("refund_money_max", "refund_money_max_local", "product_price")
    sums = (_sum(detail, name) for name in named)
    return next((value for value in sums if value and value.amount), None)


def cap(detail: Mapping[str, Any]) -> dict[str, Any]:
    """The most that may be refunded, in the buyer's money where the platform says it."""
    for name in ("refund_money_max_local", "refund_money_max"):
        most, unit = (
            reading.money(detail.get(name)),
            reading.currency(detail.get(f"{name}_currency")),
        )
        if most is not None and unit is not None:
            return {"refund_max": most, "refund_currency": unit}
    return {}


def in_currency(
    plan: SolutionRecord, currency: str, plans: tuple[SolutionRecord, ...]
) -> Decimal | None:
    """
    What a plan is worth in a currency.

    The platform often leaves its own plan's dollars blank; another plan in the same local
    currency then tells the rate.
    """
    if currency == _USD and plan.amount_usd is not None:
        return plan.amount_usd
    if plan.currency == currency or not plan.amount:
        return plan.amount
    rates = [
        other.amount_usd / other.amount
        for other in plans
        if other.amount and other.amount_usd is not None and other.currency == plan.currency
    ]
    return (plan.amount * rates[-1]).quantize(Decimal("0.01")) if rates else None


def _plan(row: Mapping[str, Any], owner: SolutionOwner) -> SolutionRecord:
    return SolutionRecord(
        solution_id=reading.text(row.get("id")) or "",
        owner=owner,
        kind=reading.text(row.get("solution_type")),
        status=reading.text(row.get("status")),
        content=reading.text(row.get("content")),
        amount=reading.money(row.get("refund_money")),
        currency=reading.text(row.get("refund_money_currency")),
        amount_usd=reading.money(row.get("refund_money_post")),
        reached_type=reading.text(row.get("reached_type")),
        created_at=instant(row.get("gmt_create")),
        modified_at=instant(row.get("gmt_modified")) or instant(row.get("reached_time")),
    )


def _sum(detail: Mapping[str, Any], name: str) -> Sum | None:
    amount = reading.money(detail.get(name))
    return Sum(amount, reading.currency(detail.get(f"{name}_currency")) or _USD) if amount else None


def _age(plan: SolutionRecord) -> float:
    return plan.created_at.timestamp() if plan.created_at else 0.0
