"""How a dispute ended, as the platform's own marks tell it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from jobs.sources.plans import in_currency
from jobs.sources.process import Log, is_arbitration
from models.records import Outcome, SolutionOwner, SolutionRecord, Status

Plans = tuple[SolutionRecord, ...]

_REACHED = {"reached", "perform"}
_SUPERSEDED = "reach_cancle"  # Theirs too.
_SILENCE = {"seller_reponse_timeout", "seller_response_timeout"}  # The first spelling is theirs.


@dataclass(frozen=True)
class Ending:
    """What we know of a closed dispute's end; None where the platform does not tell."""

    outcome: Outcome | None
    refunded: Decimal | None
    closed_at: datetime | None


def ending(status: Status, raw_status: str | None, plans: Plans, log: Log, currency: str) -> Ending:
    closed_at = _closed_at(plans, log)
    if status is Status.CANCELED:
        return Ending(Outcome.WITHDRAWN, Decimal(0), closed_at)
    reached = reached_plan(plans, log)
    if reached is None:
        outcome = Outcome.WON if (raw_status or "").lower() == "refund_reject" else None
        return Ending(outcome, Decimal(0) if outcome else None, closed_at)
    refunded = in_currency(reached, currency, plans)
    return Ending(_outcome(reached, refunded, plans, currency), refunded, closed_at)


def reached_plan(plans: Plans, log: Log) -> SolutionRecord | None:
    """The plan that was executed; an arbitration may leave the platform's plan without any mark."""
    standing = [plan for plan in plans if plan.status != _SUPERSEDED]
    marked = [plan for plan in standing if plan.reached_type or plan.status in _REACHED]
    if marked:
        return marked[-1]
    if any(is_arbitration(line) for line in log):
        imposed = [plan for plan in plans if plan.owner is SolutionOwner.PLATFORM]
        return imposed[-1] if imposed else None
    return None


def _outcome(
    reached: SolutionRecord, refunded: Decimal | None, plans: Plans, currency: str
) -> Outcome | None:
    if reached.reached_type in _SILENCE:
        return Outcome.LOST_BY_SILENCE
    nothing = refunded is not None and refunded == 0
    imposed = reached.reached_type is None and reached.owner is SolutionOwner.PLATFORM
    if reached.reached_type == "platform_arbitrate" or imposed:
        return Outcome.WON if nothing else Outcome.ARBITRATED_LOST
    if reached.kind == "return_and_refund":
        return Outcome.RETURN_REFUND
    if nothing:
        return Outcome.WON
    return _agreed(refunded, plans, currency)


def _agreed(refunded: Decimal | None, plans: Plans, currency: str) -> Outcome:
    """Less than the buyer ever asked for is a partial refund."""
    asked = [
        value
        for plan in plans
        if plan.owner is SolutionOwner.BUYER
        and (value := in_currency(plan, currency, plans)) is not None
    ]
    partial = refunded is not None and asked and refunded < max(asked)
    return Outcome.PARTIAL_REFUND if partial else Outcome.AGREED_REFUND


def _closed_at(plans: Plans, log: Log) -> datetime | None:
    """The log's last line, for no field says it."""
    moments = [line.at for line in log[-1:]]
    moments += [plan.modified_at for plan in plans if plan.modified_at]
    return max(moments, default=None)
