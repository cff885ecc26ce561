"""A dispute is changed only if it still stands as the move expects."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, update

from models.disputes import OURS, Dispute

OPEN = col(Dispute.closed_at).is_(None)
NOBODYS = col(Dispute.assignee_id).is_(None)
ALONE = col(Dispute.merged_into).is_(None)
OURS_TO_DO = and_(col(Dispute.platform_handled).is_(False), col(Dispute.turn).in_(sorted(OURS)))


def guarded(
    session: Session, dispute: Dispute, *expects: ColumnElement[bool], **values: Any
) -> bool:
    """Change the row if it still stands as expected; True when it did."""
    done = session.exec(
        update(Dispute)
        .where(col(Dispute.id) == dispute.id, *expects)
        .values(version=Dispute.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    session.expire(dispute)
    return done.rowcount == 1
