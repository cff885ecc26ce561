"""Where a message's channel is in Slack: a person's is our direct conversation with them."""

from sqlmodel import Session

from models.hours import presence
from slackbot.desk import Desk


def place(desk: Desk, channel: str) -> str:
    """
    Raises:
        Ambiguous, SlowDown, Refused

    """
    if not presence.is_person(channel):
        return channel
    with desk.database.read() as session:
        known = presence.of(session, [channel])[channel].direct
    if known is not None:
        return known
    direct = desk.slack.direct(channel)
    with desk.database.write() as session:
        presence.put(session, channel, direct=direct, trouble=None)
    return direct


def refused(session: Session, channel: str, error: str) -> None:
    """A person cannot be written to; their conversation is opened anew at the next try."""
    if presence.is_person(channel):
        presence.put(session, channel, direct=None, trouble=error)
