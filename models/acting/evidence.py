"""Evidence images: what they are is decided by their bytes, not by their name."""

import hashlib
from datetime import datetime
from math import ceil
from pathlib import PurePath

from sqlmodel import Session, col, select

from models import messages, stores
from models.acting.actions import Act, ActionState, Evidence, PlatformAction, Wish
from models.disputes import Dispute
from models.errors import NotUnderstood, Refused
from models.messages import Kind

MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE
_BEGIN = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}


def extension(content: bytes) -> str | None:
    """None for what is no image that the platform takes."""
    return next((kind for begin, kind in _BEGIN.items() if content.startswith(begin)), None)


def check(session: Session, dispute: Dispute, content: bytes) -> tuple[str, str]:
    """
    What kind of image it is, and its digest.

    Raises:
        NotUnderstood: too big, or no image.
        Refused: the platform has this very image already.

    """
    if len(content) > MOST_BYTES:
        # Rounded up, for "2.0 MB" would not look like too many.
        megabytes = ceil(len(content) * 10 / MEGABYTE) / 10
        raise NotUnderstood("evidence-too-big", megabytes=f"{megabytes:.1f}")
    kind = extension(content)
    if kind is None:
        raise NotUnderstood("evidence-no-image")
    digest = hashlib.sha256(content).hexdigest()
    if _was_sent(session, dispute, digest):
        raise Refused("evidence-sent", number=f"#{dispute.id}")
    return kind, digest


def keep(
    session: Session, dispute: Dispute, name: str, content: bytes, by: str, now: datetime
) -> Evidence:
    """Keep an image until the platform has it; the same one again is the same row."""
    kind, digest = check(session, dispute, content)
    same = select(Evidence).where(Evidence.dispute_id == dispute.id, Evidence.digest == digest)
    kept = session.exec(same.limit(1)).first() or Evidence(
        dispute_id=dispute.id,
        name=PurePath(name).name[:200] or kind,
        extension=kind,
        digest=digest,
        size=len(content),
        added_by=by,
        added_at=now,
    )
    kept.content = content
    session.add(kept)
    session.flush()
    return kept


def hand_in(
    session: Session, dispute: Dispute, name: str, content: bytes, by: str, now: datetime
) -> Evidence:
    """Keep an image, and ask in the dispute's thread for somebody to send it."""
    if not dispute.is_open:
        raise Refused("already-closed", number=f"#{dispute.id}")
    kept = keep(session, dispute, name, content, by, now)
    card = messages.named(session, Kind.CARD, str(dispute.id))
    messages.want(
        session,
        Kind.ACTION,
        f"evidence-{kept.id}",
        card.channel if card else stores.get(session, dispute.store).channel,
        dispute_id=dispute.id,
        parent=card,
        payload={"evidence": kept.id},
    )
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
    return session.get(Evidence, action.evidence_id) if action.evidence_id else None


def images_of(session: Session, dispute: Dispute) -> list[Evidence]:
    """All that were handed in, newest first."""
    mine = select(Evidence).where(Evidence.dispute_id == dispute.id)
    return list(session.exec(mine.order_by(col(Evidence.id).desc())))


def latest_action(session: Session, image: Evidence) -> PlatformAction | None:
    mine = select(PlatformAction).where(PlatformAction.evidence_id == image.id)
    return session.exec(mine.order_by(col(PlatformAction.id).desc()).limit(1)).first()
