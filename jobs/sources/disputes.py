"""AliExpress's disputes as our records: the detail, completed by the row of the list."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from jobs.sources import reading
from jobs.sources.deadlines import Deadline, Rules, deadline, is_answered
from jobs.sources.errors import Unreadable
from jobs.sources.outcomes import Ending, ending
from jobs.sources.plans import at_stake, cap, plans
from jobs.sources.process import Log, buyers_words, is_arbitration, log_of
from jobs.sources.rows import ListedDispute, reason
from jobs.sources.times import instant
from jobs.sources.turns import NO_TIMER, Estimate, standing_of, status_of, timer_of
from models.records import (
    BESIDE,
    DisputeRecord,
    DueKind,
    Outcome,
    SolutionRecord,
    Status,
    Turn,
)
from models.types import LONGEST_KEY

__all__ = ["ListedDispute", "dispute_record", "listed_record"]


def dispute_record(
    store: str, listed: ListedDispute, detail: Mapping[str, Any], rules: Rules
) -> DisputeRecord:
    """
    The dispute as the detail tells it, completed by its row.

    It is keyed by the id we asked with, for the detail's own id is another one. The deadline is
    always told, None included, so that one which is over goes away.
    """
    try:
        fields = _Reader(listed, detail, rules).fields()
        return DisputeRecord(store=store, issue_id=listed.issue_id, **fields)
    except ValidationError as error:
        raise Unreadable(listed.issue_id, reading.complaint(error)) from error


def listed_record(store: str, listed: ListedDispute) -> DisputeRecord | None:
    """
    What the row alone tells, for want of a detail that makes sense; None when that is too little.

    Whose turn it is nobody can say, so it shows as unmapped: silence would cost more.
    """
    if listed.order_id is None or listed.created_at is None:
        return None
    is_open = listed.status is Status.PROCESSING
    fields = reading.known(
        order_id=listed.order_id,
        child_order_id=listed.child_order_id,
        buyer=listed.buyer,
        opened_at=listed.created_at,
        modified_at=listed.modified_at,
        reason=listed.reason,
        status=listed.status,
        raw_status=clipped(listed.raw_status),
        turn=Turn.UNMAPPED if is_open else Turn.CLOSED,
    )
    try:
        return DisputeRecord(store=store, issue_id=listed.issue_id, **fields)
    except ValidationError:
        return None  # Not even the row makes sense; the reader has said so already.


def clipped(raw: str | None) -> str | None:
    """A state that nobody knows may be of any length; its beginning names it."""
    return raw and raw[:LONGEST_KEY]


class _Reader:
    """Reads one detail; what several fields need is read once."""

    def __init__(self, listed: ListedDispute, detail: Mapping[str, Any], rules: Rules) -> None:
        self._listed = listed
        self._detail = detail
        self._rules = rules
        self._plans: tuple[SolutionRecord, ...] = plans(detail)
        self._log: Log = log_of(detail)
        self._fine = reading.text(detail.get("reverse_detail_status"))
        self._timer = reading.text(detail.get("timeout_type"))
        self._handled = reading.flag(detail.get("after_sale_warranty"))
        self._told_status = reading.text(detail.get("issue_status")) or listed.raw_status

    def fields(self) -> dict[str, Any]:
        return (
            reading.known(**self._whose(), **self._what(), **self._state(), **self._end())
            | self._due()
        )

    def _whose(self) -> dict[str, Any]:
        told, listed = self._detail, self._listed
        child = reading.text(told.get("order_id")) or listed.child_order_id
        return {
            "order_id": reading.text(told.get("parent_order_id")) or listed.order_id or child,
            "child_order_id": child,
            "buyer": listed.buyer or reading.text(told.get("buyer_login_id")),
            "opened_at": instant(told.get("gmt_create")) or listed.created_at,
            "modified_at": listed.modified_at or instant(told.get("gmt_modified")),
        }

    def _what(self) -> dict[str, Any]:
        told = self._detail
        stake = at_stake(told, self._plans)
        return {
            "reason": self._listed.reason or reason(told.get("issue_reason"), None),
            "text": buyers_words(self._log, self._plans),
            "product_id": reading.text(told.get("product_id")),
            "product_name": reading.text(told.get("product_name")),
            "amount": stake and stake.amount,
            "currency": stake and reading.currency(stake.currency),
            **cap(told),
            "solutions": self._plans,
            "process": self._log,
        }

    def _state(self) -> dict[str, Any]:
        return {
            "status": self._status,
            "turn": self._turn(),
            "raw_status": self._raw(),
            "platform_handled": self._handled,
        }

    @property
    def _status(self) -> Status:
        return status_of(self._told_status) or Status.PROCESSING

    def _raw(self) -> str | None:
        """The fine status as it came; beside it whatever the tables do not know."""
        if not self._is_mapped or self._fine is None:
            return clipped(self._told_status)
        strange = self._timer is not None and timer_of(self._timer) is None
        return clipped(f"{self._fine}{BESIDE}{self._timer}" if strange else self._fine)

    @property
    def _is_mapped(self) -> bool:
        return self._told_status is None or status_of(self._told_status) is not None

    def _turn(self) -> Turn:
        """issue_status decides first: plans may still read as open when all is over."""
        if self._status is not Status.PROCESSING:
            return Turn.CLOSED
        if not self._is_mapped:
            return Turn.UNMAPPED
        if self._handled:
            return Turn.PLATFORM
        standing, timer = standing_of(self._fine), timer_of(self._timer)
        if self._fine and standing is None:
            return Turn.UNMAPPED
        turn = standing.turn if standing else self._turn_without_status()
        # A timer that nobody knows may be one of ours, whatever the status says.
        return Turn.UNMAPPED if timer is None and turn is not Turn.OURS else turn

    def _turn_without_status(self) -> Turn:
        """Older answers lack the fine status; plans and log tell as much."""
        if any(is_arbitration(line) for line in self._log):
            return Turn.PLATFORM
        return Turn.BUYER if is_answered(self._plans) else Turn.OURS

    def _ending(self) -> Ending | None:
        if self._status is Status.PROCESSING:
            return None
        stake = at_stake(self._detail, self._plans)
        currency = stake.currency if stake else "USD"
        end = ending(self._status, self._fine, self._plans, self._log, currency)
        return Ending(end.outcome, end.refunded, end.closed_at or self._listed.modified_at)

    def _end(self) -> dict[str, Any]:
        end = self._ending()
        if end is None:
            return {}
        return {"outcome": end.outcome, "refunded": end.refunded, "closed_at": end.closed_at}

    def _due(self) -> dict[str, Any]:
        kind, due = self._kind_and_deadline()
        return {"due_kind": kind, "due_at": due.at, "due_estimated": due.estimated}

    def _kind_and_deadline(self) -> tuple[DueKind, Deadline]:
        end, standing = self._ending(), standing_of(self._fine)
        timer = timer_of(self._timer) or NO_TIMER
        kind = (standing and standing.kind) or timer.kind
        if end is None:
            return kind, self._deadline(standing.estimate if standing else timer.estimate)
        if end.outcome is Outcome.ARBITRATED_LOST and end.closed_at:
            return DueKind.APPEAL, Deadline(end.closed_at + self._rules.appeal, estimated=True)
        return kind, Deadline(None)

    def _deadline(self, estimate: Estimate) -> Deadline:
        """Of what the platform handles, and of what nobody knows, only its own timer counts."""
        turn = self._turn()
        guessed = turn is Turn.OURS or (turn is Turn.BUYER and estimate is Estimate.RETURN_AGREED)
        counts = estimate if guessed else Estimate.NONE
        return deadline(self._detail, counts, self._plans, self._log, self._rules)
