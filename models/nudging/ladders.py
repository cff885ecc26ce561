"""
What is planned for a dispute: the steps before its deadline, and what an idle claim brings.

A ladder is kept as it stood when it started: its rows are the snapshot. Another deadline starts
another ladder, by the rules that are then in force.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models import rules
from models.disputes import Dispute
from models.nudging import nudges, target_nudges
from models.nudging.nudges import HOUR, Nudge, Rule
from models.records import DueKind, Outcome
from models.rules import StoreRules, To

Plan = dict[str, Any]  # The values of a row.


def for_dispute(session: Session, dispute: Dispute, now: datetime) -> None:
    """Make the planned nudges fit the dispute as it stands."""
    for_disputes(session, [dispute], now)


def for_disputes(session: Session, disputes: Sequence[Dispute], now: datetime) -> None:
    known = nudges.known(session, "dispute_id", [dispute.id for dispute in disputes])
    book = rules.by_store(session, {dispute.store for dispute in disputes})
    planned: list[Plan] = []
    for dispute in disputes:
        mine, theirs = known[dispute.id], book[dispute.store]
        _end_snooze(dispute, mine, theirs)
        planned += _deadline(_of(mine, Rule.DEADLINE, Rule.RESTARTED), dispute, theirs, now)
        planned += _idle(_of(mine, Rule.IDLE, Rule.IDLE_RELEASE), dispute, theirs, now)
    planned += target_nudges.plans(session, disputes, known, book, now)
    nudges.plan(session, planned)


def for_owners(session: Session, now: datetime, owners: Sequence[str] | None = None) -> None:
    """
    When it suits somebody has changed: what waits for them is decided anew.

    Args:
        owners: None: everybody.

    """
    has_owner = col(Dispute.assignee_id).is_not(None)
    theirs = has_owner if owners is None else col(Dispute.assignee_id).in_(owners)
    held = select(Dispute).where(col(Dispute.closed_at).is_(None), theirs)
    for_disputes(session, session.exec(held).all(), now)


def limit_of(dispute: Dispute, theirs: StoreRules) -> tuple[datetime, DueKind] | None:
    """What we must do next, and until when; after a loss that is the appeal."""
    if dispute.waits_for_us and dispute.due_at is not None:
        return dispute.due_at, dispute.due_kind
    if dispute.outcome is Outcome.ARBITRATED_LOST and dispute.closed_at is not None:
        return dispute.closed_at + theirs.appeal_within, DueKind.APPEAL
    return None


def _ending(dispute: Dispute) -> str | None:
    """Why nothing is ours to do; None while something is."""
    if not dispute.is_open:
        return "it is closed"
    if dispute.platform_handled:
        return "the platform handles it"
    return None if dispute.waits_for_us else "it was answered"


def _end_snooze(dispute: Dispute, known: list[Nudge], theirs: StoreRules) -> None:
    """Rest was asked for before one deadline of one claim: another one wants its own."""
    found = limit_of(dispute, theirs)
    before = {nudge.limit_at for nudge in _of(known, Rule.DEADLINE)}
    is_another = found is not None and bool(before) and found[0] not in before
    if dispute.snoozed_until is not None and (is_another or _ending(dispute) is not None):
        dispute.snoozed_until = dispute.snoozed_by = None


def _of(known: list[Nudge], *which: Rule) -> list[Nudge]:
    return [nudge for nudge in known if nudge.rule in which]


def _deadline(
    known: list[Nudge], dispute: Dispute, theirs: StoreRules, now: datetime
) -> Iterator[Plan]:
    """Let go of what no longer fits, take up again what fits anew, and give what is missing."""
    found = limit_of(dispute, theirs)
    limit, kind = found or (None, DueKind.RESPOND)
    gone = [nudge for nudge in known if nudge.limit_at != limit]
    nudges.cancel(gone, now, _ending(dispute) or "the deadline changed")
    if limit is None or (kind is DueKind.APPEAL and limit <= now):
        return
    started = [nudge for nudge in known if nudge.limit_at == limit]
    if started:
        _take_up_again(started, limit, now)
        return
    rows = list(_start(theirs, dispute, limit, kind, now))
    yield from rows
    began_anew = any(nudge.limit_at < limit and nudge.sent_at for nudge in known)
    if began_anew and kind is not DueKind.APPEAL and all(row["due_at"] > now for row in rows):
        left = int((limit - now) / HOUR)
        yield _row(dispute, Rule.RESTARTED, limit, now) | {"step": left, "recipient": To.THREAD}


def _start(
    theirs: StoreRules, dispute: Dispute, limit: datetime, kind: DueKind, now: datetime
) -> Iterator[Plan]:
    """The steps still ahead, led by the latest of those already past."""
    ladder = theirs.ladder(kind, dispute.amount)
    moments = [(limit - step.before, step) for step in ladder.steps] if ladder else []
    past = [moment for moment in moments if moment[0] <= now]
    for due_at, step in past[-1:] + [moment for moment in moments if moment[0] > now]:
        for recipient in step.to:
            if recipient is not To.MANAGER or theirs.managers:
                yield _row(dispute, Rule.DEADLINE, limit, nudges.due_from(due_at, now)) | {
                    "step": int(step.before / HOUR),
                    "recipient": recipient,
                }


def _take_up_again(started: list[Nudge], limit: datetime, now: datetime) -> None:
    """What was held for one owner may be for another now: whom it waits for is decided anew."""
    ladder = _of(started, Rule.DEADLINE)
    latest_sent = min((nudge.step for nudge in ladder if nudge.sent_at), default=None)
    past = min((n.step for n in ladder if limit - n.step * HOUR <= now), default=None)
    for nudge in ladder:
        later_said = latest_sent is not None and nudge.step > latest_sent
        said = nudge.sent_at is not None or later_said
        overtaken = past is not None and nudge.step > past
        if not said and not overtaken:
            nudge.due_at = nudges.due_from(limit - nudge.step * HOUR, now, nudge)
            nudge.cancelled_at, nudge.why = None, None
    for nudge in _of(started, Rule.RESTARTED):
        nudge.due_at = now if nudge.sent_at is None else nudge.due_at


def _idle(
    known: list[Nudge], dispute: Dispute, theirs: StoreRules, now: datetime
) -> Iterator[Plan]:
    """It is spoken of by the moment at which its owner had it: another one is other rows."""
    since, limit = dispute.in_hand_since, dispute.due_at
    holds = since is not None and limit is not None and since < limit
    mine = {nudge.rule: nudge for nudge in known if holds and nudge.limit_at == since}
    gone = [nudge for nudge in known if nudge not in mine.values()]
    nudges.cancel(gone, now, _ending(dispute) or "it was given back, or claimed anew")
    if not holds or since is None or limit is None:
        return
    for rule, share, recipient in (
        (Rule.IDLE, theirs.idle.remind_after, To.OWNER),
        (Rule.IDLE_RELEASE, theirs.idle.release_after, To.LEADS),
    ):
        due_at = since + share * (limit - since)
        if (nudge := mine.get(rule)) is None:
            fires = nudges.due_from(due_at, now)
            yield _row(dispute, rule, since, fires) | {"step": 0, "recipient": recipient}
        elif nudge.sent_at is None:
            nudge.due_at = nudges.due_from(due_at, now, nudge)
            nudge.cancelled_at, nudge.why = None, None


def _row(dispute: Dispute, rule: Rule, limit: datetime, due_at: datetime) -> Plan:
    return {
        "store": dispute.store,
        "dispute_id": dispute.id,
        "order_key": None,
        "rule": rule,
        "limit_at": limit,
        "due_at": due_at,
        "lap": 0,
    }
