"""Which dispute a message in Slack belongs to."""

from sqlmodel import Session, col, select

from models.messages import Kind, Message


def dispute_at(session: Session, channel: str, ts: str) -> int | None:
    """The number of the dispute whose card stands there; None for what is no card of ours."""
    there = select(Message.dispute_id).where(
        Message.channel == channel, Message.ts == ts, col(Message.kind) == Kind.CARD
    )
    return session.exec(there.limit(1)).first()
