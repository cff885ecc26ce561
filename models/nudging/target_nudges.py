"""What is planned for a dispute's own targets: one word to the leads when one is missed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.disputes import Dispute
from models.hours import targets
from models.hours.targets import Due, Target
from models.nudging import nudges
from models.nudging.nudges import Nudge, Rule
from models.rules import StoreRules, To

# Kept in the row where a ladder keeps hours. Of several that are missed at the same moment the
# lowest is said.
STEPS = {Target.RESOLUTION: 0, Target.NEXT_RESPONSE: 1, Target.FIRST_RESPONSE: 2}
TARGETS = {step: target for target, step in STEPS.items()}


def plans(
    session: Session,
    disputes: Sequence[Dispute],
    known: Mapping[int, Sequence[Nudge]],
    book: Mapping[str, StoreRules],
    now: datetime,
) -> Iterator[dict[str, Any]]:
    """
    Make the planned nudges fit the targets as they stand; the rows that are missing.

    Args:
        known: The nudges of each dispute by its number.
        book: The rules of each store.

    """
    due = targets.due(session, disputes)
    for dispute in disputes:
        mine = [nudge for nudge in known[dispute.id] if nudge.rule is Rule.TARGET]
        useful_for = book[dispute.store].bundling.useful_for
        missing = _fit(mine, due[dispute.id], now)
        yield from (_row(dispute, one, now) for one in missing if now - one.at <= useful_for)


def _fit(known: Sequence[Nudge], due: Sequence[Due], now: datetime) -> Iterator[Due]:
    """Let go of what no longer fits, take up again what fits anew, and give what is missing."""
    have = {(nudge.limit_at, nudge.step): nudge for nudge in known}
    fits = {(one.at, STEPS[one.target]): one for one in due}
    gone = [nudge for key, nudge in have.items() if key not in fits]
    nudges.cancel(gone, now, "the target was met, or its clock stands")
    for key, one in fits.items():
        if key not in have:
            yield one
        elif have[key].sent_at is None:
            have[key].due_at = nudges.due_from(have[key].due_at, now, have[key])
            have[key].cancelled_at, have[key].why = None, None


def _row(dispute: Dispute, one: Due, now: datetime) -> dict[str, Any]:
    return {
        "store": dispute.store,
        "dispute_id": dispute.id,
        "order_key": None,
        "rule": Rule.TARGET,
        "step": STEPS[one.target],
        "recipient": To.LEADS,
        "limit_at": one.at,
        "due_at": nudges.due_from(one.at, now),
        "lap": 0,
    }


def is_over(nudge: Nudge, dispute: Dispute) -> bool:
    """Whether a missed target asks for nothing any more, though it is our turn."""
    answered = dispute.answered_at
    asks_for_end = TARGETS[nudge.step] is Target.RESOLUTION
    return not asks_for_end and answered is not None and answered > nudge.limit_at
