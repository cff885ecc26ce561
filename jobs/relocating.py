"""A store's channel changed: what waits to be posted goes to the new one."""

from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select, update

from models.disputes import Dispute
from models.messages import Message
from models.stores import Store


def move_waiting(session: Session, store: Store, channel: str) -> None:
    """
    Give the store another channel, with all its messages that Slack has not seen.

    What may stand in the old one already, or belongs under what stands there, stays.
    """
    theirs = select(Dispute.id).where(Dispute.store == store.name)
    about = or_(
        col(Message.dispute_id).in_(theirs),
        col(Message.payload)["store"].as_string() == store.name,
    )
    parent = aliased(Message)
    stays_with = select(parent.id).where(
        parent.id == Message.parent_id,
        or_(
            col(parent.ts).is_not(None),
            col(parent.ambiguous),
            col(parent.held_until).is_not(None),
        ),
    )
    waiting = and_(
        col(Message.channel) == store.channel,
        col(Message.ts).is_(None),
        col(Message.held_until).is_(None),
        ~col(Message.ambiguous),
        ~stays_with.exists(),
    )
    moved = update(Message).where(about, waiting).values(channel=channel)
    session.exec(moved.execution_options(synchronize_session=False))
    store.channel = channel
