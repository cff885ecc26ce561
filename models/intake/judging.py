"""What a record means for its dispute: an opening, a change, an end, a turn, a return."""

from datetime import datetime

from models import disputes, events
from models.disputes import Dispute
from models.intake import telling
from models.intake.taken import Before, Taken
from models.intake.verdicts import Verdict
from models.merging import merge
from models.records import DisputeRecord, Outcome, Status, Turn

# A person resolved it, and then the buyer or the platform changed one of these: it is back.
STIRS = frozenset({"turn", "due_at", "text", "amount", "platform_handled"})


# An end that our agreeing brings, where it was our turn.
AGREED = frozenset({Outcome.AGREED_REFUND, Outcome.PARTIAL_REFUND, Outcome.RETURN_REFUND})
SELLER = "seller"


def judge(one: Taken, details_are_news: bool, now: datetime) -> None:
    """What the record means: an opening, a change, an end, a turn, a return."""
    dispute, at = one.dispute, one.record.modified_at or now
    if dispute.first_answered_at is None:
        dispute.first_answered_at = _first_act(one.record)
    if one.before is None:
        if dispute.status is not Status.PROCESSING:
            dispute.turn = Turn.CLOSED
            dispute.closed_at = one.record.closed_at or at
    elif one.changed or details_are_news:
        one.verdict = Verdict.CHANGED
        if dispute.turn is not one.before.turn:
            dispute.turn_since = at
        dispute.version += 1
        one.event = _event(dispute, one.before, one.changed, one.record, now)
        if dispute.is_open and dispute.forgotten_at is not None:
            _remember(one, at)


def _remember(one: Taken, at: datetime) -> None:
    """What comes back after it was forgotten needs its words again."""
    one.dispute.forgotten_at = None
    one.changed |= merge(one.dispute, telling.of_dispute(one.record, one.dispute), at)


def _event(
    dispute: Dispute, before: Before, changed: set[str], record: DisputeRecord, now: datetime
) -> events.Event | None:
    if dispute.status is not Status.PROCESSING and before.is_open:
        dispute.closed_at = record.closed_at or record.modified_at or now
        if before.waits and dispute.outcome in AGREED:
            _answered(dispute, record, dispute.closed_at)
        return events.DisputeClosed(dispute.id, dispute.outcome, dispute.assignee_id)
    if not before.is_open and _is_back(dispute, changed):
        dispute.closed_at, dispute.closed_by = None, None
        dispute.outcome, dispute.refunded, dispute.merged_into = None, None, None
        return events.DisputeReopened(dispute.id, dispute.assignee_id)
    if before.platform_handled and not dispute.platform_handled:
        return events.DisputeHandedBack(dispute.id)
    is_theirs = dispute.turn in {Turn.BUYER, Turn.PLATFORM} and not dispute.platform_handled
    if before.waits and dispute.is_open and is_theirs:
        dispute.answered_at = record.modified_at or now
        _answered(dispute, record, dispute.answered_at)
        return events.DisputeAnswered(dispute.id, dispute.turn, dispute.assignee_id)
    return events.DisputeChanged(dispute.id, tuple(sorted(changed))) if changed else None


def _answered(dispute: Dispute, record: DisputeRecord, at: datetime) -> None:
    """A log without an act of ours says that it was the buyer or the platform who moved on."""
    if dispute.first_answered_at is None and not record.process:
        dispute.first_answered_at = at


def _first_act(record: DisputeRecord) -> datetime | None:
    """When somebody of ours first did something, as the platform's own log has it."""
    acts = [line.at for line in record.process if line.actor == SELLER]
    return min(acts, default=None)


def _is_back(dispute: Dispute, changed: set[str]) -> bool:
    """The platform took it up again, or what a person resolved was stirred by the buyer."""
    if dispute.status is not Status.PROCESSING:
        return False
    return "status" in changed or (dispute.turn in disputes.OURS and bool(changed & STIRS))
