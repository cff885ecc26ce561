"""Messages that stopped on their way to Slack, and what a person decides about them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, func, or_, select, update

from models import attempts, events, messages
from models.attempts import Claimed
from models.channels import Channel
from models.disputes import Dispute
from models.errors import Refused
from models.members import Actor, Permission
from models.messages import Kind, Message, State

REFUSALS = 4  # So often Slack may refuse a message before a person hears of it.
JOINS = timedelta(minutes=15)  # What stops so soon after another is told in the same message.
TOLD = f"{Kind.TROUBLE}:stuck:"  # How the keys of what operators are told begin.
_AFTER = f"{TOLD}{'9' * 11}"  # In every collation, also in those that pass over punctuation.


def refused(
    session: Session, claimed: Claimed, try_at: datetime, error: str, now: datetime
) -> bool:
    """Slack will not have it; it is tried again all the same. True when it is stuck as of now."""
    known = claimed.message.stuck_at
    stuck_at = known or (now if claimed.message.attempts >= REFUSALS else None)
    mine = attempts.later(session, claimed, try_at, error, stuck_at=stuck_at)
    return mine and known is None and stuck_at is not None


def tell(session: Session, message: Message, ops: str, now: datetime) -> None:
    """Say it to the operators once; what stops within minutes is one message."""
    told = select(Message).where(col(Message.key) >= TOLD, col(Message.key) < _AFTER)
    newest = told.order_by(col(Message.id).desc()).limit(1)
    # Of two senders that add to it at once, the second adds to what the first has written.
    locked = newest.with_for_update().execution_options(populate_existing=True)
    last = session.exec(locked).first()
    if last and now - datetime.fromisoformat(last.payload["at"]) <= JOINS:
        last.payload = last.payload | {"stuck": [*last.payload["stuck"], message.id]}
        session.add(last)
        messages.bump_named(session, {last.key})
        return
    about = {"stuck": [message.id], "at": now.isoformat()}
    messages.want(session, Kind.TROUBLE, f"stuck:{_at(now)}:{message.id}", ops, payload=about)


def over(session: Session, stuck_at: datetime | None) -> None:
    """What was stuck since then, if it was, is so no longer: what was told of it is drawn anew."""
    if stuck_at is None:
        return
    # It was told in a message of that moment, or in one that was told shortly before.
    first, after = _at(stuck_at - JOINS), _at(stuck_at + timedelta(seconds=1))
    told = col(Message.key) >= f"{TOLD}{first}", col(Message.key) < f"{TOLD}{after}"
    session.exec(update(Message).where(*told).values(**messages.anew()))


def _at(moment: datetime) -> str:
    """A moment in the key of what operators are told; so the keys sort by their moments."""
    return f"{int(moment.timestamp()):011}"


def still(session: Session, numbers: Sequence[int]) -> list[Message]:
    stuck = select(Message).where(col(Message.id).in_(numbers), col(Message.stuck_at).is_not(None))
    return list(session.exec(stuck.order_by(col(Message.id))))


def count(session: Session) -> int:
    stuck = select(func.count()).where(col(Message.stuck_at).is_not(None))
    return session.exec(stuck).one()


def of(session: Session, actor: Actor, most: int) -> tuple[list[Message], int]:
    """
    What is stuck in the stores that a person leads, longest first, and how many there are.

    What is about no dispute, such as a digest, is every lead's.
    """
    mine = sorted(actor.stores(session, Permission.DIGEST))
    theirs = or_(col(Message.dispute_id).is_(None), col(Dispute.store).in_(mine))
    found = select(Message).outerjoin(Dispute, col(Dispute.id) == col(Message.dispute_id))
    stuck = found.where(col(Message.stuck_at).is_not(None), theirs if mine else sa.false())
    count = session.exec(select(func.count()).select_from(stuck.subquery())).one()
    line = stuck.order_by(col(Message.stuck_at), col(Message.id)).limit(most)
    return list(session.exec(line)), count


def again(session: Session, actor: Actor, number: int, now: datetime) -> Message:
    """
    Try a message again at once; of an unclear one it says that it may be a repetition.

    Raises:
        NotAllowed
        Refused: it is not stuck any more.

    """
    message = _mine(session, actor, number)
    unclear = message.state is State.UNCLEAR
    said = message.payload | ({"repeat": True} if unclear else {})
    _decide(
        session,
        message,
        state=State.LIVE,
        payload=said,
        ambiguous=message.ambiguous and not unclear,
        first_try_at=None if unclear else message.first_try_at,
        try_at=None,
        **messages.anew(),
        shown=None,
        hurried=True,
    )
    event = events.StuckTriedAgain(message.id, message.key)
    events.record(session, event, actor.user_id, now)
    return message


def leave(session: Session, actor: Actor, number: int, now: datetime) -> Message:
    """
    Let it be: an unclear one is not touched again, another waits until it changes once more.

    Raises:
        NotAllowed
        Refused: it is not stuck any more.

    """
    message = _mine(session, actor, number)
    unclear = message.state is State.UNCLEAR
    rest = {"state": State.CLOSED} if unclear else {"posted": Message.wanted}
    # Whoever is sending it just now takes it back.
    _decide(session, message, fence=Message.fence + 1, held_until=None, hurried=False, **rest)
    event = events.StuckLeft(message.id, message.key)
    events.record(session, event, actor.user_id, now)
    return message


def _mine(session: Session, actor: Actor, number: int) -> Message:
    actor.require_somewhere(Permission.DIGEST)
    message = session.get(Message, number, with_for_update=True, populate_existing=True)
    if message is None or message.stuck_at is None:
        raise Refused("stuck-no-more")
    if message.dispute_id is not None:
        store = session.get_one(Dispute, message.dispute_id).store
        actor.require(Permission.DIGEST, store)
    return message


def _decide(session: Session, message: Message, **values: object) -> None:
    since = message.stuck_at
    mine = col(Message.id) == message.id, col(Message.stuck_at) == since
    decided = update(Message).where(*mine).values(stuck_at=None, attempts=0, **values)
    if session.exec(decided).rowcount != 1:
        raise Refused("stuck-no-more")
    over(session, since)


# Channels that Slack refuses as a whole.


def channels(session: Session, actor: Actor) -> list[tuple[Channel, int]]:
    """Those that Slack refuses, and how many messages wait there."""
    actor.require_somewhere(Permission.DIGEST)
    waits = col(Message.wanted) > col(Message.posted), col(Message.state) == State.LIVE
    waiting = (
        select(func.count())
        .where(col(Message.channel) == col(Channel.id), *waits)
        .correlate(Channel)
        .scalar_subquery()
    )
    troubled = select(Channel, waiting).where(col(Channel.trouble).is_not(None))
    return list(session.exec(troubled.order_by(Channel.id)))


def channel_again(session: Session, actor: Actor, channel: str) -> None:
    """
    Try a refused channel now and not when its minute is over.

    Raises:
        NotAllowed
        Refused: Slack does not refuse it any more.

    """
    actor.require_somewhere(Permission.DIGEST)
    mine = col(Channel.id) == channel, col(Channel.trouble).is_not(None)
    if session.exec(update(Channel).where(*mine).values(retry_at=None)).rowcount != 1:
        raise Refused("stuck-no-more")
    waits = col(Message.channel) == channel, col(Message.state) == State.LIVE
    put_off = col(Message.wanted) > col(Message.posted), col(Message.try_at).is_not(None)
    session.exec(update(Message).where(*waits, *put_off).values(try_at=None))
