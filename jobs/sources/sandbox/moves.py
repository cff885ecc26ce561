"""What buyer, seller and platform do in a dispute; each move is a line of its log."""

from datetime import datetime
from decimal import Decimal

from jobs.sources.sandbox.state import Dispute, Plan, Step
from models.records import SolutionOwner

_CENT = Decimal("0.01")
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
    propose(dispute, at, SolutionOwner.BUYER, usd, words, kind)


def offer(dispute: Dispute, at: datetime, share: Decimal, words: str) -> None:
    """The seller's own plan, which refuses the buyer's; a share of nothing refuses outright."""
    usd = (claim(dispute).usd * share).quantize(_CENT)
    claim(dispute).status = "wait_seller_accept"
    dispute.log.append(Step(at=at, action="seller_create_solution", actor="seller", content=words))
    propose(dispute, at, SolutionOwner.SELLER, usd, words)


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
    propose(dispute, at, SolutionOwner.BUYER, usd, previous.content, previous.kind)


def escalate(dispute: Dispute, at: datetime) -> None:
    dispute.log.append(Step(at=at, action="buyer_initiate_arbitration", actor="buyer"))


def rule_half(dispute: Dispute, at: datetime) -> None:
    """The platform puts forward a plan that both may still discuss."""
    dispute.log.append(Step(at=at, action="platform_give_solution", actor="platform"))
    usd = (claim(dispute).usd / 2).quantize(_CENT)
    propose(dispute, at, SolutionOwner.PLATFORM, usd)


def accept_return(dispute: Dispute, at: datetime) -> None:
    claim(dispute).kind = "return_and_refund"
    dispute.log.append(Step(at=at, action="seller_accept", actor="seller"))


def send_back(dispute: Dispute, at: datetime) -> None:
    dispute.log.append(Step(at=at, action="buyer_send_goods", actor="buyer"))


def claim(dispute: Dispute) -> Plan:
    """The buyer's newest plan."""
    return next(p for p in reversed(dispute.plans) if p.owner is SolutionOwner.BUYER)


def propose(
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
