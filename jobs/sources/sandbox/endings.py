"""How a dispute of the demo world ends: the plan that is reached, and the marks it leaves."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from jobs.sources.sandbox.moves import claim, counter, propose
from jobs.sources.sandbox.state import Dispute, Plan, Step
from models.records import Outcome, SolutionOwner

_AGREED = "negotiation_consensus"


def end_agreed(dispute: Dispute, at: datetime) -> None:
    """The buyer gets the newest wish, and keeps the item; after a higher one it is a part."""
    dispute.log.append(Step(at=at, action="seller_accept", actor="seller"))
    asked = [plan.usd for plan in dispute.plans if plan.owner is SolutionOwner.BUYER]
    wish = claim(dispute)
    wish.kind = "refund"
    whole = wish.usd == max(asked)
    outcome = Outcome.AGREED_REFUND if whole else Outcome.PARTIAL_REFUND
    _reach(dispute, wish, at, _AGREED, outcome)


def end_partial(dispute: Dispute, at: datetime) -> None:
    ours = dispute.plans[-1]
    if ours.owner is not SolutionOwner.SELLER or not ours.usd:
        counter(dispute, at)
    dispute.log.append(Step(at=at, action="buyer_accept", actor="buyer"))
    _reach(dispute, dispute.plans[-1], at, _AGREED, Outcome.PARTIAL_REFUND)


def end_returned(dispute: Dispute, at: datetime) -> None:
    claim(dispute).kind = "return_and_refund"
    _reach(dispute, claim(dispute), at, _AGREED, Outcome.RETURN_REFUND, "return_success")


def end_in_silence(dispute: Dispute, at: datetime) -> None:
    dispute.log.append(Step(at=at, action="platform_perform_solution", actor="system"))
    _reach(dispute, claim(dispute), at, "seller_reponse_timeout", Outcome.LOST_BY_SILENCE)


def end_arbitrated(dispute: Dispute, at: datetime) -> None:
    _impose(dispute, at, claim(dispute).usd, Outcome.ARBITRATED_LOST, "ae_feedback_finish")


def end_won(dispute: Dispute, at: datetime) -> None:
    _impose(dispute, at, Decimal(0), Outcome.WON, "refund_reject")


def end_withdrawn(dispute: Dispute, at: datetime) -> None:
    dispute.log.append(Step(at=at, action="cancel", actor="buyer"))
    dispute.issue_status, dispute.raw_status = "canceled_issue", ""
    dispute.outcome = Outcome.WITHDRAWN


ENDINGS: dict[Outcome, Callable[[Dispute, datetime], None]] = {
    Outcome.AGREED_REFUND: end_agreed,
    Outcome.PARTIAL_REFUND: end_partial,
    Outcome.RETURN_REFUND: end_returned,
    Outcome.LOST_BY_SILENCE: end_in_silence,
    Outcome.ARBITRATED_LOST: end_arbitrated,
    Outcome.WON: end_won,
    Outcome.WITHDRAWN: end_withdrawn,
}


def _impose(
    dispute: Dispute, at: datetime, usd: Decimal, outcome: Outcome, raw_status: str
) -> None:
    dispute.log.append(Step(at=at, action="platform_force_reach", actor="platform"))
    dispute.log.append(Step(at=at, action="perform_solution", actor="platform"))
    plan = propose(dispute, at, SolutionOwner.PLATFORM, usd)
    _reach(dispute, plan, at, "platform_arbitrate", outcome, raw_status)


def _reach(
    dispute: Dispute,
    plan: Plan,
    at: datetime,
    how: str,
    outcome: Outcome,
    raw_status: str = "refund_success",
) -> None:
    plan.status, plan.reached_type, plan.reached_at, plan.modified = "reached", how, at, at
    dispute.issue_status, dispute.raw_status = "finish", raw_status
    dispute.outcome = outcome
