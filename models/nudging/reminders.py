"""Firing what is due: each nudge becomes a wanted message once, if what it says still holds."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models import messages, shipping
from models.database import alone
from models.messages import Message
from models.nudging import firing, holding, nudges

AT_ONCE = 500
STALE = timedelta(minutes=5)  # So long after it was decided whom a nudge goes to, it is again.


def fire(
    session: Session, now: datetime, leads_channel: str | None = None, most: int = AT_ONCE
) -> int:
    """
    Turn what is due into wanted messages; how many messages were wanted.

    Rows that no longer hold are dropped with the reason, and so are those that a later step
    overtook, however many rounds of `most` it takes. What is about a dispute that somebody is just
    moving waits for the next round, and so does everything while another round is under way: what
    goes to one person, or into one list, is put together by one alone.

    Args:
        leads_channel: Where leads read of stores that have no leads' channel of their own.

    """
    if not alone(session, "nudges"):
        return 0
    held = holding.of_due(session, now, most)
    nudges.drop_overtaken(session, now, held)
    due = nudges.due(session, now, held, most)
    of_disputes = [nudge for nudge in due if nudge.dispute_id is not None]
    of_orders = [nudge for nudge in due if nudge.order_key is not None]
    fired = firing.Round(session, now, leads_channel).say(of_disputes)
    fired += shipping.fire(session, of_orders, now)
    session.add_all(due)
    return fired


def put_back(session: Session, message: Message) -> None:
    """
    Slack was away too long, and does not have it: whom it goes to is decided once more.

    By now they may rest, have given the dispute away, or have answered.
    """
    row = messages.held(session, message.id)
    nudges.unsay(session, row.payload.get("nudges") or [row.payload["nudge"]])
    row.payload = row.payload | {messages.PUT_BACK: True}
    session.add(row)
