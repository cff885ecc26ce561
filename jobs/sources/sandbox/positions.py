"""Where an open dispute can stand: who moves next, on which timer, and how it came there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from jobs.sources.sandbox import moves
from jobs.sources.sandbox.endings import ENDINGS
from jobs.sources.sandbox.state import Dispute, Order, Shop
from models.records import DueKind, Outcome, Turn

Move = Callable[[Dispute, datetime], None]


class Beat(NamedTuple):
    hour: float  # After the opening.
    move: Move


_REFUSED = (Beat(20, moves.refuse),)
_ESCALATED = (*_REFUSED, Beat(121, moves.escalate))
_RULED = (*_ESCALATED, Beat(145, moves.rule_half))
_RETURNING = (Beat(26, moves.accept_return),)
_RETURNED = (*_RETURNING, Beat(98, moves.send_back))

_NEGOTIATING = "WAIT_SOLUTION_TIMEOUT"


class Position(NamedTuple):
    turn: Turn
    before: tuple[Beat, ...] = ()
    window: float = 0  # Hours from the last beat to the end of the timer; 0 for no timer.
    timeout_type: str = ""
    kind: DueKind = DueKind.RESPOND

    @property
    def came(self) -> timedelta:
        """How long after the opening a dispute gets here."""
        return timedelta(hours=self.before[-1].hour if self.before else 0)


POSITIONS: dict[str, Position] = {
    "wait_for_seller_response": Position(Turn.OURS, (), 120, _NEGOTIATING),
    "wait_for_your_response": Position(Turn.OURS, _RULED, 72, _NEGOTIATING),
    "wait_for_your_evidence": Position(Turn.OURS, _ESCALATED, 72, "", DueKind.EVIDENCE),
    "wait_for_seller_set_return_address": Position(
        Turn.OURS, _RETURNING, 120, "WAIT_SELLER_FILL_ADDRESS_TIMEOUT", DueKind.RETURN_ADDRESS
    ),
    "wait_for_seller_confirmation": Position(
        Turn.OURS, _RETURNED, 720, "WAIT_RECEIVE_ITEM_TIMEOUT", DueKind.CONFIRM_RETURN
    ),
    "wait_for_buyer_response": Position(Turn.BUYER, _REFUSED, 120, _NEGOTIATING),
    "wait_for_buyer_return": Position(Turn.BUYER, _RETURNING, 240, _NEGOTIATING),
    "wait_for_service_provider_response": Position(Turn.BUYER, _RETURNED),
    "wait_for_AE_feedback": Position(Turn.PLATFORM, _ESCALATED),
    "wait_ae_final_feedback": Position(Turn.PLATFORM, _RULED),
    "wait_for_final_solution": Position(Turn.PLATFORM, _ESCALATED),
    "wait_for_warehouse_confirmation": Position(Turn.PLATFORM, _RETURNED),
    "wait_for_warehouse_quality_check": Position(Turn.PLATFORM, _RETURNED),
    "ae_feedback_finish": Position(Turn.PLATFORM, _RULED),
    # No documentation has this one: the desk must show it, and not guess.
    "wait_for_insurance_review": Position(Turn.UNMAPPED, _REFUSED),
}

# What happens before a dispute ends in each way, and when it ends.
BEFORE_ENDING: dict[Outcome, tuple[tuple[Beat, ...], float]] = {
    Outcome.AGREED_REFUND: ((), 31),
    Outcome.PARTIAL_REFUND: ((Beat(18, moves.counter),), 44),
    Outcome.RETURN_REFUND: (_RETURNED, 400),
    Outcome.LOST_BY_SILENCE: ((), 120),
    Outcome.ARBITRATED_LOST: (_ESCALATED, 190),
    Outcome.WON: (_ESCALATED, 200),
    Outcome.WITHDRAWN: ((), 60),
}


def take_position(dispute: Dispute, raw_status: str, due_at: datetime | None) -> None:
    """Let a dispute stand there; who decides it overrides whose move it would be."""
    position = POSITIONS[raw_status]
    dispute.raw_status = raw_status
    dispute.turn = Turn.PLATFORM if dispute.handled else position.turn
    dispute.due_kind = position.kind
    dispute.due_at = due_at
    dispute.timeout_type = position.timeout_type if due_at else ""


def stand_anew(dispute: Dispute, raw_status: str, now: datetime) -> None:
    """Stand there from now on, with the whole of its timer to run."""
    window = POSITIONS[raw_status].window
    take_position(dispute, raw_status, now + timedelta(hours=window) if window else None)
    dispute.modified = now


def close(shop: Shop, dispute: Dispute, how: Outcome, at: datetime) -> None:
    ENDINGS[how](dispute, at)
    dispute.turn, dispute.due_at, dispute.timeout_type = Turn.CLOSED, None, ""
    dispute.modified = at
    _let_go(shop.orders[dispute.order_id], dispute, at)


def _let_go(order: Order, dispute: Dispute, at: datetime) -> None:
    """A dispute that ends ends its order, but one withdrawn before the parcel came."""
    if order.ended is not None:
        return
    if dispute.outcome is Outcome.WITHDRAWN and not dispute.received:
        order.status = "WAIT_BUYER_ACCEPT_GOODS"
    else:
        order.status, order.ended = "FINISH", at
    order.modified = max(order.modified, at)
