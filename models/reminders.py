"""Firing what is due: each nudge becomes a wanted message once, if what it says still holds."""

from datetime import datetime

from sqlmodel import Session

from models import messages, nudges, shipping
from models.disputes import Dispute
from models.nudges import Nudge, Rule

AT_ONCE = 500


def fire(session: Session, now: datetime, most: int = AT_ONCE) -> int:
    """
    Turn what is due into wanted messages; how many messages were wanted.

    Rows that no longer hold are dropped with the reason, and so are those that a later step
    overtook, however many rounds of `most` it takes.
    """
    nudges.drop_overtaken(session, now)
    due = nudges.due(session, now, most)
    deadlines = [nudge for nudge in due if nudge.rule is Rule.DEADLINE]
    of_orders = [nudge for nudge in due if nudge.order_key is not None]
    fired = _fire_deadlines(session, deadlines, now) + shipping.fire(session, of_orders, now)
    session.add_all(due)
    return fired


def _fire_deadlines(session: Session, due: list[Nudge], now: datetime) -> int:
    fired = 0
    for nudge in due:
        dispute = session.get_one(Dispute, nudge.dispute_id)
        card = messages.named(session, messages.Kind.CARD, str(dispute.id))
        if not dispute.waits_for_us or dispute.due_at != nudge.limit_at or card is None:
            nudges.cancel([nudge], now, "it no longer held")
            continue
        message = messages.want(
            session,
            messages.Kind.NUDGE,
            str(nudge.id),
            card.channel,
            dispute_id=dispute.id,
            parent=card,
            payload={"nudge": nudge.id},
        )
        nudge.sent_at, nudge.message_key = now, message.key
        fired += 1
    return fired
