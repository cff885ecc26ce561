"""How an action at the platform ended: the row, the history and whoever must know, at once."""

from datetime import datetime

from sqlmodel import Session, col, update

from models import disputes, events
from models.acting import actions, extending
from models.acting.actions import Evidence, PlatformAction
from models.acting.approving import tell


def sent(session: Session, action: PlatformAction, fence: int, now: datetime) -> bool:
    if not actions.sent(session, action, fence, now):
        return False
    if action.evidence_id is not None:  # The platform has it: we need not keep it.
        mine = update(Evidence).where(col(Evidence.id) == action.evidence_id)
        session.exec(mine.values(content=None))
    if action.dispute_id is None:
        extending.settled(session, action, "sent", now)
        return True
    event = events.ActionSent(action.dispute_id, action.id, action.act)
    events.record(session, event, events.DESK, now)
    return True


def unclear(session: Session, action: PlatformAction, now: datetime, why: str) -> bool:
    if not actions.unclear(session, action, now, why):
        return False
    if action.dispute_id is None:
        extending.settled(session, action, "unclear", now)
        return True
    event = events.ActionUnclear(action.dispute_id, action.id, action.act, why)
    events.record(session, event, events.DESK, now)
    _call_for(session, action, action.dispute_id)
    return True


def failed(session: Session, action: PlatformAction, now: datetime, why: str) -> bool:
    if not actions.failed(session, action, now, why):
        return False
    if action.dispute_id is None:
        extending.settled(session, action, "failed", now)
        return True
    event = events.ActionFailed(action.dispute_id, action.id, action.act, why)
    events.record(session, event, events.DESK, now)
    _call_for(session, action, action.dispute_id)
    return True


def _call_for(session: Session, action: PlatformAction, dispute_id: int) -> None:
    """An edit wakes nobody: whoever approved it is told by a message of its own."""
    dispute = disputes.get(session, dispute_id)
    stamp = int(action.approved_at.timestamp())
    name = f"{action.id}-{action.attempts}-{stamp}"
    tell(session, dispute, action, name, to=action.approved_by)
