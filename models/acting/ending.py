"""How a dispute seems to end, by the plans that the platform shows; a person has the last word."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from models.acting import traces
from models.disputes import Dispute, Solution
from models.records import Outcome


class Seeming(NamedTuple):
    outcome: Outcome | None
    refunded: Decimal | None  # In the dispute's currency.


def seeming(dispute: Dispute, plans: Sequence[Solution]) -> Seeming:
    """What was told of its end, else what the plan says that both sides agreed on."""
    if dispute.outcome is not None or dispute.refunded is not None:
        return Seeming(dispute.outcome, dispute.refunded)
    agreed = traces.agreed(plans)
    if agreed is None:
        return Seeming(None, None)
    refunded = _in_currency(agreed, dispute.currency)
    if agreed.kind == traces.RETURN:
        return Seeming(Outcome.RETURN_REFUND, refunded)
    if refunded is None or dispute.amount is None:
        return Seeming(None, refunded)
    part = refunded < dispute.amount
    return Seeming(Outcome.PARTIAL_REFUND if part else Outcome.AGREED_REFUND, refunded)


def _in_currency(plan: Solution, currency: str | None) -> Decimal | None:
    if plan.currency == currency:
        return plan.amount
    return plan.amount_usd if currency == "USD" else None
