"""What buyer, seller and platform do in a dispute; each move is a line of its log."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from jobs.sources.sandbox.state import Dispute, Plan, Step
from models.records import Outcome, SolutionOwner

_CENT = Decimal("0.01")
_AGREED = "negotiation_consensus"
_AWAITED = {
    SolutionOwner.BUYER: "wait_seller_accept",
    SolutionOwner.SELLER: "wait_buyer_accept",
    SolutionOwner.PLATFORM: "wait_buyer_and_seller_accept",
}


def open_claim(dispute: Dispute, at: datetime, words: str, usd: Decimal, kind: str) -> None:
    """The form writes two lines: one as it is opened, one with the buyer's words."""
    dispute.log.append(Step(at=at, action="initiate", actor="buyer"))
    pictures = 1 if dispute.received else 0
    dispute.log.append(
        Step(at=at, action="initiate", actor="buyer", content=words, pictures=pictures)
    )
    _propose(dispute, at, SolutionOwner.BUYER, usd, words, kind)


def offer(dispute: Dispute, at: datetime, share: Decimal, words: str) -> None:
    """The seller's own plan, which refuses the buyer's; a share of nothing refuses outright."""
    usd = (claim(dispute).usd * share).quantize(_CENT)
    claim(dispute).status = "wait_seller_accept"
    dispute.log.append(Step(at=at, action="seller_create_solution", actor="seller", content=words))
    _propose(dispute, at, SolutionOwner.SELLER, usd, words)


def refuse(dispute: Dispute, at: datetime) -> None:
    offer(
        dispute, at, Decimal(0), "The parcel's record and our photos before packing are attached."
    )


def counter(dispute: Dispute, at: datetime) -> None:
    offer(dispute, at, Decimal("0.3"), "We would like to refund a part, and you keep the item.")


def modify(dispute: Dispute, at: datetime) -> None:
    """The buyer asks for less, which starts the clock anew."""
    previous = claim(dispute)
    dispute.log.append(Step(at=at, action="buyer_modify_solution", actor="buyer"))
    usd = (previous.usd * Decimal("0.8")).quantize(_CENT)
    previous.status = "buyer_refused"
    _propose(dispute, at, SolutionOwner.BUYER, usd, previous.content, previous.kind)


def escalate(dispute: Dispute, at: datetime) -> None:
    dispute.log.append(Step(at=at, action="buyer_initiate_arbitration", actor="buyer"))


def rule_half(dispute: Dispute, at: datetime) -> None:
    """The platform puts forward a plan that both may still discuss."""
    dispute.log.append(Step(at=at, action="platform_give_solution", actor="platform"))
    usd = (claim(dispute).usd / 2).quantize(_CENT)
    _propose(dispute, at, SolutionOwner.PLATFORM, usd)


def accept_return(dispute: Dispute, at: datetime) -> None:
    claim(dispute).kind = "return_and_refund"
    dispute.log.append(Step(at=at, action="seller_accept", actor="seller"))


def send_back(dispute: Dispute, at: datetime) -> None:
    dispute.log.append(Step(at=at, action="buyer_send_goods", actor="buyer"))


def end_agreed(dispute: Dispute, at: datetime) -> None:
    dispute.log.append(Step(at=at, action="seller_accept", actor="seller"))
    _reach(dispute, claim(dispute), at, _AGREED, Outcome.AGREED_REFUND)


def end_partial(dispute: Dispute, at: datetime) -> None:
    if dispute.plans[-1].owner is not SolutionOwner.SELLER:
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


def claim(dispute: Dispute) -> Plan:
    """The buyer's newest plan."""
    return next(p for p in reversed(dispute.plans) if p.owner is SolutionOwner.BUYER)


def _impose(
    dispute: Dispute, at: datetime, usd: Decimal, outcome: Outcome, raw_status: str
) -> None:
    dispute.log.append(Step(at=at, action="platform_force_reach", actor="platform"))
    dispute.log.append(Step(at=at, action="perform_solution", actor="platform"))
    plan = _propose(dispute, at, SolutionOwner.PLATFORM, usd)
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


def _propose(
    dispute: Dispute,
    at: datetime,
    owner: SolutionOwner,
    usd: Decimal,
    words: str = "",
    kind: str = "refund",
) -> Plan:
    plan = Plan(
        plan_id=dispute.issue_id - 336_000_000_000_000 + len(dispute.plans),
        owner=owner,
        kind=kind,
        status=_AWAITED[owner],
        content=words,
        usd=usd,
        created=at,
        modified=at,
    )
    dispute.plans.append(plan)
    return plan
