"""The resolve modal: how it ended, the money really refunded, what would have prevented it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from models.acting.ending import seeming
from models.disputes import Dispute, Solution
from models.records import Outcome
from models.tagging.causes import Cause, guide
from models.words import say
from slackbot import ids
from slackbot.views import about, blocks
from slackbot.views.phrases import label

LONGEST_PREVENTION = 300
_AMOUNT = re.compile(r"[0-9]{1,10}([.,][0-9]{1,2})?")


def modal(dispute: Dispute, plans: Sequence[Solution], language: str) -> dict[str, Any]:
    """With what the platform's plans say of it, for the person to mend."""
    seems = seeming(dispute, plans)
    outcomes = [(say(f"outcome-{outcome}", language), outcome) for outcome in Outcome]
    causes = [(f"{one} · {label(one, language)}", one) for one in Cause]
    asked = blocks.select(ids.VALUE, outcomes, seems.outcome)
    root = blocks.select(ids.VALUE, causes, dispute.cause)
    return blocks.modal(
        ids.RESOLVE_MODAL,
        blocks.plain(say("resolve-title", language, number=str(dispute.id)), 24),
        [
            blocks.field(ids.RESOLVE_OUTCOME, say("resolve-outcome", language), asked),
            _refunded(dispute, seems.refunded, language),
            blocks.field(ids.RESOLVE_CAUSE, say("resolve-cause", language), root),
            _prevention(dispute, language),
        ],
        submit=say("save", language),
        close=say("cancel", language),
        metadata=about.written(dispute, language, cause=dispute.cause),
    )


def _refunded(dispute: Dispute, seems: Decimal | None, language: str) -> blocks.Block:
    currency = f" ({dispute.currency})" if dispute.currency else ""
    element: blocks.Block = {"type": "plain_text_input", "action_id": ids.VALUE}
    if seems is not None:
        element["initial_value"] = f"{seems:.2f}"
    words = say("resolve-refunded", language, currency=currency)
    return blocks.field(ids.RESOLVE_REFUNDED, words, element, optional=True)


def _prevention(dispute: Dispute, language: str) -> blocks.Block:
    element = {
        "type": "plain_text_input",
        "action_id": ids.VALUE,
        "multiline": True,
        "max_length": LONGEST_PREVENTION,
    }
    words = say("resolve-prevention", language)
    hint = guide(dispute.cause).in_language(language).prevention
    return blocks.field(ids.RESOLVE_PREVENTION, words, element, hint=hint, optional=True)


@dataclass(frozen=True)
class Resolution:
    """What was submitted; `refunded_as_typed` is what could not be read as money."""

    dispute_id: int
    outcome: Outcome | None
    refunded: Decimal | None
    refunded_as_typed: str
    prevention: str | None
    cause: Cause | None  # Another root than the form was filled in with.

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> Self:
        values = view["state"]["values"]
        picked = values[ids.RESOLVE_OUTCOME][ids.VALUE].get("selected_option")
        typed = (values[ids.RESOLVE_REFUNDED][ids.VALUE].get("value") or "").strip()
        root = values.get(ids.RESOLVE_CAUSE, {}).get(ids.VALUE, {}).get("selected_option")
        prevention = (values[ids.RESOLVE_PREVENTION][ids.VALUE].get("value") or "").strip()
        return cls(
            dispute_id=about.dispute_of(view),
            outcome=Outcome(picked["value"]) if picked else None,
            refunded=amount(typed),
            refunded_as_typed=typed,
            prevention=prevention or None,
            cause=_changed(root["value"], about.told(view).get("cause")) if root else None,
        )

    def mistakes(self, language: str) -> dict[str, str]:
        """By block; empty when it may be saved."""
        wrong = {}
        if self.outcome is None:
            wrong[ids.RESOLVE_OUTCOME] = say("outcome-missing", language)
        if self.refunded_as_typed and self.refunded is None:
            asked = self.refunded_as_typed[:40]
            wrong[ids.RESOLVE_REFUNDED] = say("amount-not-read", language, asked=asked)
        return wrong


def _changed(picked: str, shown: str | None) -> Cause | None:
    """Left as it stood it says nothing: somebody may have corrected it meanwhile."""
    return None if picked == shown else Cause(picked)


def amount(typed: str) -> Decimal | None:
    """An amount of money as people type it, or None when it is none."""
    digits = typed.replace(" ", "")
    if not _AMOUNT.fullmatch(digits):
        return None
    return Decimal(digits.replace(",", ".")).quantize(Decimal("0.01"))
