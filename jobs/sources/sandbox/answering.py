"""The seller's answers in the demo world: a plan of one's own, and agreeing to another's."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from jobs.sources.sandbox import moves
from jobs.sources.sandbox.buyers import MARKETS
from jobs.sources.sandbox.declining import Declined
from jobs.sources.sandbox.issues import local
from jobs.sources.sandbox.parameters import Params, dto
from jobs.sources.sandbox.positions import close, stand_anew
from jobs.sources.sandbox.refusing import Refusal, missing
from jobs.sources.sandbox.state import Dispute, Plan, Step, World
from jobs.sources.sandbox.window import Window
from models.records import Outcome, SolutionOwner

_CENT = Decimal("0.01")
_SHORTEST, _LONGEST = 5, 500
_OURS = {"wait_for_seller_response", "wait_for_your_response"}
_AWAITS_SELLER = {"wait_seller_accept", "wait_buyer_and_seller_accept"}
_PLAN = ("buyer_login_id", "issue_id", "refund_amount", "refund_amount_currency")

Said = dict[str, str]


def read_plan(params: Params, _files: Mapping[str, bytes]) -> Said:
    told = dto(params, "param_dto")
    if not isinstance(told.get("add_seller_solution"), bool):
        raise missing("add_seller_solution")
    if not isinstance(told.get("refund_amount"), str):
        raise _invalid("refund_amount is a string")
    said = {name: _demanded(told, name) for name in _PLAN}
    target = "buyer_solution_id" if told["add_seller_solution"] else "modify_seller_solution_id"
    said |= {target: _demanded(told, target)}
    said |= {"solution_context": str(told.get("solution_context") or "")}
    return said | {"add_solution_type": str(told.get("add_solution_type") or "refund")}


def read_agreement(params: Params, _files: Mapping[str, bytes]) -> Said:
    names = ("buyer_login_id", "issue_id", "solution_id")
    said = {name: _demanded(params, name) for name in names}
    return said | {"return_address_id": params.get("return_address_id") or ""}


def save(world: World, window: Window, said: Said) -> None:
    dispute = found(window, said)
    amount = _amount(window, dispute, said)
    if not _SHORTEST <= len(said["solution_context"]) <= _LONGEST:
        raise _invalid(f"solution_context has {_SHORTEST} to {_LONGEST} characters")
    if said["add_solution_type"] != "refund":
        raise _invalid("a plan with a return needs return_good_address_id")
    if "buyer_solution_id" in said:
        _add(dispute, said, amount, world)
    else:
        _modify(dispute, said, amount, world)


def _add(dispute: Dispute, said: Said, amount: Decimal, world: World) -> None:
    theirs = moves.claim(dispute)
    if said["buyer_solution_id"] != str(theirs.plan_id):
        raise _invalid("buyer_solution_id is not the buyer's present plan")
    if dispute.raw_status not in _OURS or _answered(dispute, theirs):
        raise Declined("This plan was answered already, or it is not the seller's turn.")
    now, words = world.now(), said["solution_context"]
    dispute.log.append(Step(at=now, action="seller_create_solution", actor="seller", content=words))
    plan = moves.propose(dispute, now, SolutionOwner.SELLER, _usd(dispute, amount), words)
    plan.local = amount
    stand_anew(dispute, "wait_for_buyer_response", now)


def _modify(dispute: Dispute, said: Said, amount: Decimal, world: World) -> None:
    own = [plan for plan in dispute.plans if plan.owner is SolutionOwner.SELLER]
    if not own or said["modify_seller_solution_id"] != str(own[-1].plan_id):
        raise _invalid("modify_seller_solution_id is not the seller's present plan")
    now, plan = world.now(), own[-1]
    plan.usd, plan.local, plan.content = _usd(dispute, amount), amount, said["solution_context"]
    plan.modified = now
    dispute.log.append(
        Step(at=now, action="seller_modify_solution", actor="seller", content=plan.content)
    )
    stand_anew(dispute, "wait_for_buyer_response", now)


def agree(world: World, window: Window, said: Said) -> None:
    dispute = found(window, said)
    plan = next((p for p in dispute.plans if str(p.plan_id) == said["solution_id"]), None)
    if plan is None or plan.owner is SolutionOwner.SELLER:
        raise Refusal("isv.solution-not-exist", "The solution does not exist")
    if plan.status not in _AWAITS_SELLER or plan is not _newest(dispute, plan.owner):
        raise Declined("The seller cannot agree to this solution any more.")
    now = world.now()
    if plan.kind == "return_and_refund":
        if not said["return_address_id"]:
            raise missing("return_address_id")
        moves.accept_return(dispute, now)
        stand_anew(dispute, "wait_for_buyer_return", now)
    elif plan.owner is SolutionOwner.PLATFORM:
        plan.status, plan.modified = "wait_buyer_accept", now
        dispute.log.append(Step(at=now, action="seller_accept_platform", actor="seller"))
        stand_anew(dispute, "wait_for_buyer_response", now)
    else:
        close(window.shop, dispute, Outcome.AGREED_REFUND, now)


def found(window: Window, said: Said) -> Dispute:
    """The open dispute of this buyer that a call means."""
    number = said["issue_id"]
    dispute = window.shop.disputes.get(int(number) if number.isdecimal() else 0)
    if dispute is None or window.shop.orders[dispute.order_id].buyer != said["buyer_login_id"]:
        raise Refusal("isv.issue-not-exist", "The issue does not exist")
    if not dispute.is_open or dispute.handled:
        raise Declined("The dispute is closed, or decided by the platform.")
    return dispute


def _amount(window: Window, dispute: Dispute, said: Said) -> Decimal:
    market = MARKETS[dispute.language]
    if said["refund_amount_currency"] != market.currency:
        raise _invalid(f"refund_amount_currency is {market.currency}")
    try:
        amount = Decimal(said["refund_amount"])
    except InvalidOperation:
        raise _invalid("refund_amount is no amount") from None
    cap = Decimal(local(window.shop.orders[dispute.order_id].usd, market))
    if not amount.is_finite() or not 0 <= amount <= cap or amount != amount.quantize(_CENT):
        raise _invalid(f"refund_amount is at most {cap}")
    return amount


def _usd(dispute: Dispute, amount: Decimal) -> Decimal:
    return (amount / MARKETS[dispute.language].per_dollar).quantize(_CENT)


def _answered(dispute: Dispute, theirs: Plan) -> bool:
    place = dispute.plans.index(theirs)
    return any(plan.owner is SolutionOwner.SELLER for plan in dispute.plans[place + 1 :])


def _newest(dispute: Dispute, owner: SolutionOwner) -> Plan:
    return next(plan for plan in reversed(dispute.plans) if plan.owner is owner)


def _demanded(told: Mapping[str, Any], name: str) -> str:
    if told.get(name) in (None, ""):
        raise missing(name)
    return str(told[name])


def _invalid(said: str) -> Refusal:
    return Refusal("isv.invalid-parameter", said)
