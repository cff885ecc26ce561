"""What we do at the platform: each call once, for none of them can be repeated."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jobs.sources import reading
from jobs.sources.account import Account
from jobs.sources.calling import Caller, Files
from jobs.sources.errors import Refused, Unavailable

# What the call that extends the receipt time answers when it does not.
EXTENSION_CODES = {
    "100": "there is no such order",
    "200": "the number of days makes no sense to it",
    "201": "that is more than it allows",
    "210": "the order cannot be extended in its state",
    "601": "this store may not extend it",
}


@dataclass(frozen=True)
class Plan:
    """Our own plan: one that answers the buyer's, or our standing one made anew."""

    answers: str | None  # The buyer's plan.
    changes: str | None  # Our own.
    amount: Decimal
    currency: str
    text: str


class Writer:
    """
    Acts for one store. Every method raises a SourceError, and nothing else of its own.

    After an Unavailable that is no CallLimit nobody knows whether it happened.
    """

    def __init__(self, caller: Caller, account: Account) -> None:
        self._caller = caller
        self._account = account

    def save(self, issue_id: str, buyer: str, plan: Plan) -> None:
        """Refuse (an amount of nothing), counter, or change our plan."""
        target = (
            {"buyer_solution_id": _number(plan.answers)}
            if plan.answers is not None
            else {"modify_seller_solution_id": _number(plan.changes or "")}
        )
        dto = {
            "add_seller_solution": plan.answers is not None,
            "add_solution_type": "refund",
            "buyer_login_id": buyer,
            "issue_id": _number(issue_id),
            "refund_amount": f"{plan.amount:.2f}",
            "refund_amount_currency": plan.currency,
            "solution_context": plan.text,
            **target,
        }
        written = json.dumps(dto, separators=(",", ":"), ensure_ascii=False)
        _granted(self._once("aliexpress.issue.solution.save", {"param_dto": written}))

    def agree(self, issue_id: str, buyer: str, solution_id: str) -> None:
        asked = {"buyer_login_id": buyer, "issue_id": issue_id, "solution_id": solution_id}
        _granted(self._once("aliexpress.issue.solution.agree", asked))

    def upload(self, issue_id: str, buyer: str, extension: str, image: bytes) -> None:
        asked = {"buyer_login_id": buyer, "issue_id": issue_id, "extension": extension}
        files = {"image_bytes": (f"evidence.{extension}", image)}
        _granted(self._once("aliexpress.issue.image.upload", asked, files))

    def extend(self, order_id: str, days: int) -> None:
        asked = {"param0": order_id, "param1": str(days)}
        told = self._once("aliexpress.trade.redefining.extendsbuyeracceptgoodstime", asked)
        inner = reading.struct(told.get("result")) or told
        success = reading.flag(inner.get("is_success"))
        if success is None:
            raise Unavailable("AliExpress answered without saying whether it was done.")
        if not success:
            code = reading.text(inner.get("sub_error_code")) or ""
            raise Refused(f"AliExpress declined: {EXTENSION_CODES.get(code, code or 'no reason')}.")

    def _once(
        self, method: str, business: Mapping[str, str], files: Files | None = None
    ) -> dict[str, Any]:
        dialect = self._account.dialect
        system = {dialect.token_parameter: self._account.access_token}
        system |= {"simplify": "true"} if dialect.simplify else {}
        return self._caller.once(method, business, system, files)


def _granted(told: Mapping[str, Any]) -> None:
    """
    Raises:
        Refused: the platform said no.
        Unavailable: it said neither yes nor no.

    """
    inner = told.get("result_object", told.get("result"))
    if isinstance(inner, dict):
        inner = inner.get("result_object", inner.get("success"))
    granted = reading.flag(inner)
    if granted is None:
        raise Unavailable("AliExpress answered without saying whether it was done.")
    if not granted:
        words = (reading.text(told.get(name)) for name in ("error_message", "error_code"))
        said = next((word for word in words if word), "it gave no reason").rstrip(".")
        raise Refused(f"AliExpress declined: {said}.")


def _number(identifier: str) -> int | str:
    """The platform documents these as numbers."""
    return int(identifier) if identifier.lstrip("-").isdecimal() else identifier
