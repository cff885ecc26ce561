"""What the buyer probably wants, by their plan and their words."""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from models.case.files import table
from models.casefile import Casefile
from models.disputes import Solution
from models.records import SolutionOwner

WHOLE = Decimal("0.95")  # Of the amount at stake; what asks for so much asks for all of it.


class Wish(NamedTuple):
    kind: str  # One of `points.WISHES`.
    quote: str | None = None  # The buyer's words that suggest it.
    asked: Solution | None = None  # Their plan.
    all_of_it: bool = False


def wish_of(case: Casefile) -> Wish | None:
    """Words before the plan: the form offers little else than money. None: nothing tells."""
    plan = _latest_plan(case)
    asks_all = _asks_all(case, plan)
    said = _said(case.dispute.text or "")
    if said is not None:
        return Wish(said[0], said[1], plan, asks_all)
    if plan is not None:
        kind = "return" if plan.kind == "return_and_refund" else "refund"
        return Wish("part" if kind == "refund" and not asks_all else kind, None, plan, asks_all)
    return Wish("attention") if "?" in (case.dispute.text or "") else None


def _latest_plan(case: Casefile) -> Solution | None:
    theirs = [plan for plan in case.solutions if plan.owner is SolutionOwner.BUYER]
    return theirs[-1] if theirs else None


def _asks_all(case: Casefile, plan: Solution | None) -> bool:
    if plan is None:
        return False
    dispute = case.dispute
    asked, whole = plan.amount_usd or plan.amount, dispute.amount
    if plan.amount_usd is None and plan.currency != dispute.currency:
        whole = dispute.refund_max
    return bool(asked and whole and asked >= WHOLE * whole)


def _said(text: str) -> tuple[str, str] | None:
    """The first wish that the words tell, and the words."""
    folded = text.casefold()
    for kind, words in _words().items():
        for word in words:
            if (at := folded.find(word)) >= 0:
                return kind, text[at : at + len(word)]
    return None


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(words) for kind, words in table("wishes").items()}
