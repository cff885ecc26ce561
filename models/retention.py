"""What is forgotten of disputes that ended long ago: the buyer's words and names, never figures."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select, update

from models.disputes import Dispute, ProcessEntry, Solution
from models.orders import Order

AT_A_TIME = 500  # Disputes in one transaction.


def forget(session: Session, days: int, now: datetime) -> int:
    """Remove buyers' words and logins of disputes closed longer than `days`; how many had any."""
    long_ago = now - timedelta(days=days)
    has_words = or_(
        col(Dispute.text).is_not(None),
        col(Dispute.buyer).is_not(None),
        col(Dispute.reply).is_not(None),
    )
    ended = select(Dispute).where(col(Dispute.closed_at) < long_ago, has_words)
    found = list(session.exec(ended.limit(AT_A_TIME)))
    for dispute in found:
        _forget(session, dispute)
    return len(found)


def _forget(session: Session, dispute: Dispute) -> None:
    dispute.text = dispute.buyer = dispute.reply = None
    dispute.because = []
    session.add(dispute)
    mine = dispute.id
    session.exec(update(Solution).where(col(Solution.dispute_id) == mine).values(content=None))
    entries = update(ProcessEntry).where(col(ProcessEntry.dispute_id) == mine)
    session.exec(entries.values(content=None, attachments=[]))
    order = update(Order).where(
        col(Order.store) == dispute.store, col(Order.order_id) == dispute.order_id
    )
    session.exec(order.values(buyer=None))
