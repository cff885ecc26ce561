"""Whose move the platform waits for, and what for: its statuses as a table."""

from enum import StrEnum
from typing import Any, NamedTuple

from jobs.sources import reading
from models.records import DueKind, Status, Turn


class Estimate(StrEnum):
    """Which of the platform's rules gives a deadline where it shows no timer."""

    CLAIM = "claim"  # So long after the buyer opened or changed the claim.
    ASKED = "asked"  # So long after the platform stepped in; before that, as for a claim.
    RETURN_SENT = "return sent"  # So long after the buyer sent the goods back.
    RETURN_AGREED = "return agreed"  # The buyer's time to send them back.
    NONE = "none"  # No rule is published.


class Standing(NamedTuple):
    turn: Turn
    kind: DueKind | None = None  # What is due; the timer's kind where the status names none.
    estimate: Estimate = Estimate.NONE


# Every documented reverse_detail_status, in lower case (the platform mixes: wait_for_AE_feedback).
# The last four say that a plan was reached; until issue_status agrees, the platform executes it.
STANDINGS: dict[str, Standing] = {
    "wait_for_seller_response": Standing(Turn.OURS, DueKind.RESPOND, Estimate.CLAIM),
    "wait_for_your_response": Standing(Turn.OURS, DueKind.RESPOND, Estimate.ASKED),
    "wait_for_your_evidence": Standing(Turn.OURS, DueKind.EVIDENCE, Estimate.ASKED),
    "wait_for_seller_set_return_address": Standing(Turn.OURS, DueKind.RETURN_ADDRESS),
    "wait_for_seller_confirmation": Standing(
        Turn.OURS, DueKind.CONFIRM_RETURN, Estimate.RETURN_SENT
    ),
    "wait_for_buyer_response": Standing(Turn.BUYER),
    "wait_for_buyer_return": Standing(Turn.BUYER, estimate=Estimate.RETURN_AGREED),
    "wait_for_service_provider_response": Standing(Turn.BUYER),
    "wait_for_ae_feedback": Standing(Turn.PLATFORM),
    "wait_ae_final_feedback": Standing(Turn.PLATFORM),
    "wait_for_final_solution": Standing(Turn.PLATFORM),
    "wait_for_warehouse_confirmation": Standing(Turn.PLATFORM),
    "wait_for_warehouse_quality_check": Standing(Turn.PLATFORM),
    "return_success": Standing(Turn.PLATFORM),
    "refund_success": Standing(Turn.PLATFORM),
    "refund_reject": Standing(Turn.PLATFORM),
    "ae_feedback_finish": Standing(Turn.PLATFORM),
}


class Timer(NamedTuple):
    kind: DueKind
    estimate: Estimate = Estimate.NONE  # For answers without a fine status, from before 2023.


TIMERS: dict[str, Timer] = {
    "WAIT_SOLUTION_TIMEOUT": Timer(DueKind.RESPOND, Estimate.CLAIM),
    "WAIT_SELLER_FILL_ADDRESS_TIMEOUT": Timer(DueKind.RETURN_ADDRESS),
    "WAIT_RECEIVE_ITEM_TIMEOUT": Timer(DueKind.CONFIRM_RETURN, Estimate.RETURN_SENT),
}
NO_TIMER = Timer(DueKind.RESPOND, Estimate.CLAIM)

_STATUSES = {
    "processing": Status.PROCESSING,
    "finish": Status.FINISH,
    "finished": Status.FINISH,
    "canceled_issue": Status.CANCELED,
    "cancelled_issue": Status.CANCELED,
    "canceled": Status.CANCELED,
}


def status_of(told: Any) -> Status | None:
    """None for a status that no documentation has."""
    return _STATUSES.get((reading.text(told) or "").lower())


def standing_of(told: Any) -> Standing | None:
    """None for a status that no documentation has, or for none at all."""
    return STANDINGS.get((reading.text(told) or "").lower())


def timer_of(told: Any) -> Timer | None:
    """None for a timer that no documentation has."""
    name = reading.text(told)
    return TIMERS.get(name.upper()) if name else NO_TIMER
