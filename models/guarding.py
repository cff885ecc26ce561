"""A dispute is changed only if it still stands as the move expects."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, update

from models.disputes import Dispute

OPEN = col(Dispute.closed_at).is_(None)
NOBODYS = col(Dispute.assignee_id).is_(None)
ALONE = col(Dispute.merged_into).is_(None)


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
