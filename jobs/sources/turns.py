"""Whose move the platform waits for, and what for: its statuses as a table."""

from typing import Any, NamedTuple

from jobs.sources import reading
from models.records import DueKind, Status, Turn


class Standing(NamedTuple):
    turn: Turn
    kind: DueKind = DueKind.RESPOND


# Every documented reverse_detail_status, in lower case (the platform mixes: wait_for_AE_feedback).
# The last four say that a plan was reached; until issue_status agrees, the platform executes it.
STANDINGS: dict[str, Standing] = {
    "wait_for_seller_response": Standing(Turn.OURS),
    "wait_for_your_response": Standing(Turn.OURS),
    "wait_for_your_evidence": Standing(Turn.OURS, DueKind.EVIDENCE),
    "wait_for_seller_set_return_address": Standing(Turn.OURS, DueKind.RETURN_ADDRESS),
    "wait_for_seller_confirmation": Standing(Turn.OURS, DueKind.CONFIRM_RETURN),
    "wait_for_buyer_response": Standing(Turn.BUYER),
    "wait_for_buyer_return": Standing(Turn.BUYER),
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

TIMEOUT_KINDS: dict[str, DueKind] = {
    "WAIT_SOLUTION_TIMEOUT": DueKind.RESPOND,
    "WAIT_SELLER_FILL_ADDRESS_TIMEOUT": DueKind.RETURN_ADDRESS,
    "WAIT_RECEIVE_ITEM_TIMEOUT": DueKind.CONFIRM_RETURN,
}

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


def due_kind(raw_status: str | None, timeout_type: Any) -> DueKind:
    """The fine status knows best while it is our turn; then the kind of the platform's timer."""
    standing = STANDINGS.get((raw_status or "").lower())
    if standing and standing.turn is Turn.OURS:
        return standing.kind
    return TIMEOUT_KINDS.get(reading.text(timeout_type) or "", DueKind.RESPOND)
