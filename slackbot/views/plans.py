"""The plans of buyer, seller and platform, in words."""

from models.acting.traces import Plan
from models.disputes import Solution
from models.words import say
from slackbot.views import blocks
from slackbot.views.blocks import escape

# What the platform documents; it may send others, which are shown as they came.
KINDS = frozenset({"refund", "return_and_refund"})
STATUSES = frozenset(
    {
        "wait_buyer_and_seller_accept",
        "wait_buyer_accept",
        "wait_seller_accept",
        "reached",
        "buyer_refused",
        "seller_accept_and_buyer_refused",
        "reach_cancle",
        "perform",
    }
)
MOST = 4  # The latest of them.


def plans(solutions: list[Solution], language: str) -> str:
    return "; ".join(_plan(solution, language) for solution in solutions[-MOST:])


def _plan(plan: Solution, language: str) -> str:
    in_dollars = blocks.money(plan.amount_usd, "USD")
    return line(plan, in_dollars or blocks.money(plan.amount, escape(plan.currency, 3)), language)


def line(plan: Plan, money: str, language: str) -> str:
    """Whose it is, what it asks for, and whom it waits for."""
    kind = plan.kind or ""
    named = say(f"plan-kind-{kind}", language) if kind in KINDS else escape(kind, 40)
    return say(
        "plan-line",
        language,
        owner=say(f"owner-{plan.owner}", language),
        what=" ".join(filter(None, (named, money))) or "–",
        status=_standing(plan.status or "", language),
    )


def _standing(status: str, language: str) -> str:
    if status in STATUSES:
        return say(f"plan-status-{status}", language)
    return escape(status, 60) or "–"
