"""Evidence images: what they are is decided by their bytes, not by their name."""

import hashlib
from datetime import datetime

from sqlmodel import Session, select

from models import actions
from models.actions import Act, ActionState, Evidence, PlatformAction, Wish
from models.disputes import Dispute
from models.errors import NotUnderstood, Refused

MOST_BYTES = 2 * 1024 * 1024
_BEGIN = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}


def extension(content: bytes) -> str | None:
    """None for what is no image that the platform takes."""
    return next((kind for begin, kind in _BEGIN.items() if content.startswith(begin)), None)


def keep(
    session: Session, dispute: Dispute, name: str, content: bytes, by: str, now: datetime
) -> Evidence:
    """
    Raises:
        NotUnderstood: too big, or no image.
        Refused: the platform has this very image already.

    """
    if len(content) > MOST_BYTES:
        raise NotUnderstood("evidence-too-big", megabytes=f"{len(content) / 1024 / 1024:.1f}")
    kind = extension(content)
    if kind is None:
        raise NotUnderstood("evidence-no-image")
    digest = hashlib.sha256(content).hexdigest()
    if _was_sent(session, dispute, digest):
        raise Refused("evidence-sent", number=f"#{dispute.id}")
    kept = Evidence(
        dispute_id=dispute.id,
        name=name[:200],
        extension=kind,
        digest=digest,
        size=len(content),
        content=content,
        added_by=by,
        added_at=now,
    )
    session.add(kept)
    session.flush()
    return kept


def wish(kept: Evidence) -> Wish:
    target = f"evidence:{kept.digest}"
    return Wish(Act.EVIDENCE, target, evidence_id=kept.id, lane=f"evidence:{kept.digest}")


def _was_sent(session: Session, dispute: Dispute, digest: str) -> bool:
    there = select(PlatformAction.id).where(
        PlatformAction.dispute_id == dispute.id,
        PlatformAction.target == f"evidence:{digest}",
        PlatformAction.state == ActionState.SENT,
    )
    return session.exec(there.limit(1)).first() is not None


def of(session: Session, action: PlatformAction) -> Evidence | None:
    return session.get(actions.Evidence, action.evidence_id) if action.evidence_id else None
