"""Snooze: its owner is left alone for a while, never past what the platform's deadline allows."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update

from models import events, rules
from models.disputes import Dispute
from models.errors import Refused
from models.guarding import OPEN, guarded
from models.members import Actor, Permission
from models.nudging.nudges import Nudge, Rule

HOUR = timedelta(hours=1)
NOTHING = timedelta()


def latest(session: Session, dispute: Dispute) -> datetime | None:
    """How long it can rest: until the last step before the deadline; None without a deadline."""
    if dispute.due_at is None or not dispute.waits_for_us:
        return None
    ladder = rules.current(session).of(dispute.store).ladder(dispute.due_kind, dispute.amount)
    ahead = [step.before for step in ladder.steps if step.before > NOTHING] if ladder else []
    return dispute.due_at - min(ahead, default=HOUR)


def snooze(
    session: Session, actor: Actor, dispute: Dispute, asked: datetime, now: datetime
) -> datetime:
    """
    Leave the owner alone until then, or for as long as the deadline allows; until when.

    Raises:
        NotAllowed, Refused

    """
    _require(actor, dispute)
    last = latest(session, dispute)
    until = min(asked, last) if last is not None else asked
    if until <= now:
        raise Refused("too-late-to-snooze", number=f"#{dispute.id}")
    open_and_ours = OPEN, col(Dispute.platform_handled).is_(False)
    if not guarded(session, dispute, *open_and_ours, snoozed_until=until, snoozed_by=actor.user_id):
        key = "platform-handled" if dispute.is_open else "already-closed"
        raise Refused(key, number=f"#{dispute.id}")
    snoozed = events.DisputeSnoozed(dispute.id, until.isoformat())
    events.record(session, snoozed, actor.user_id, now)
    return until


def wake(session: Session, actor: Actor, dispute: Dispute, now: datetime) -> None:
    """End it: what was held falls due at once."""
    _require(actor, dispute)
    resting = OPEN, col(Dispute.snoozed_until) > now
    if not guarded(session, dispute, *resting, snoozed_until=None, snoozed_by=None):
        raise Refused("not-snoozed", number=f"#{dispute.id}")
    events.record(session, events.DisputeWoken(dispute.id), actor.user_id, now)
    _fall_due(session, dispute, now)


def _require(actor: Actor, dispute: Dispute) -> None:
    """Only its owner or a lead may."""
    actor.require(Permission.CLAIM, dispute.store)
    if dispute.assignee_id != actor.user_id:
        actor.require(Permission.SNOOZE_OTHERS, dispute.store)


def _fall_due(session: Session, dispute: Dispute, now: datetime) -> None:
    planned = col(Nudge.sent_at).is_(None), col(Nudge.cancelled_at).is_(None)
    mine = select(Nudge).where(Nudge.dispute_id == dispute.id, Nudge.rule == Rule.DEADLINE)
    held = [
        nudge.id
        for nudge in session.exec(mine.where(*planned, col(Nudge.due_at) > now))
        if nudge.limit_at - nudge.step * HOUR <= now
    ]
    session.exec(update(Nudge).where(col(Nudge.id).in_(held)).values(due_at=now))
