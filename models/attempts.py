"""One sender's attempt at a message: the hold on its row, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, update

from models.channels import LEASE
from models.messages import Kind, Message, State, anew, held
from models.moments import Moment

# A second nudge is a nuisance, a lost one is money: it may repeat, and says that it may.
MAY_REPEAT = frozenset(
    {Kind.NUDGE, Kind.BUNDLE, Kind.SHIPPING, Kind.TROUBLE, Kind.ESCALATION, Kind.ACTION}
)
HELD = LEASE  # A claimed row is another's after this long, and its channel too.
# Longer than a turn: a conversation opened, pages looked through, a post and two in its place.
LONGEST_TURN = timedelta(seconds=150)
SETTLES = timedelta(seconds=5)  # How long Slack may take to show what it accepted.


@dataclass(frozen=True)
class Claimed:
    """A row that this sender alone may act on until its hold ends."""

    message: Message
    fence: int
    version: int
    thread_ts: str | None
    shown: str | None  # What surely stands in Slack; the row forgets it until the edit is over.

    @property
    def mark(self) -> str:
        """What the message bears in Slack: its opaque key, and the revision."""
        return f"{self.message.token}-{self.version}"


def claim(session: Session, message: Message, now: datetime) -> Claimed:
    """
    Hold a row. The caller has the channel's lease in the same transaction.

    A row that was still held when its holder's time ran out may have been posted.
    """
    died = message.held_until is not None and message.ts is None
    message.fence += 1
    message.held_until = now + HELD
    message.first_try_at = message.first_try_at or now
    message.attempts += 1
    message.ambiguous = message.ambiguous or died
    shown, message.shown = message.shown, None
    if message.ts is None and not message.ambiguous:  # Else it may stand where it was tried.
        parent = session.get(Message, message.parent_id) if message.parent_id else None
        message.thread_ts = parent.ts if parent else None
    session.add(message)
    session.flush()
    return Claimed(message, message.fence, message.wanted, message.thread_ts, shown)


def renew(session: Session, claimed: Claimed, now: datetime) -> bool:
    """Go on holding the row. False: another sender holds it by now."""
    return _under_fence(session, claimed, held_until=now + HELD)


def let_go(session: Session, claimed: Claimed) -> None:
    """As it was before it was claimed, for nothing was said to Slack."""
    _under_fence(session, claimed, shown=claimed.shown)


def not_there(session: Session, claimed: Claimed) -> bool:
    """It was looked for, and is not where it was tried: whoever claims it next posts it."""
    return _under_fence(session, claimed, ambiguous=False, first_try_at=None, try_at=None)


def is_looked_for(message: Message) -> bool:
    """It may stand in Slack, and whoever claims it next looks for it before anything else."""
    waits = message.posted < message.wanted and message.state is State.LIVE
    return message.ambiguous and message.ts is None and waits


def show_anew(session: Session, claimed: Claimed) -> None:
    """Whatever Slack shows of it by now, it is shown once more."""
    mine = update(Message).where(col(Message.id) == claimed.message.id)
    session.exec(mine.values(**anew(), shown=None))


def stands(
    session: Session, claimed: Claimed, ts: str, shown: str, redraw_at: datetime | None = None
) -> bool:
    """Slack shows this version. False: another sender holds the row by now."""
    where = {"ts": ts, "thread_ts": claimed.thread_ts, "shown": shown, "redraw_at": redraw_at}
    return _is_through(session, claimed, **where, try_at=None, last_error=None)


def unsaid(session: Session, claimed: Claimed) -> bool:
    """It was over before Slack had it, and is posted only if it holds again."""
    return _is_through(session, claimed)


def later(
    session: Session,
    claimed: Claimed,
    try_at: datetime,
    error: str,
    *,
    ambiguous: bool = False,
    **more: Any,
) -> bool:
    """It did not come about, or nobody knows; it is tried again."""
    maybe = ambiguous or claimed.message.ambiguous
    return _under_fence(session, claimed, try_at=try_at, last_error=error, ambiguous=maybe, **more)


def unclear(session: Session, claimed: Claimed, error: str, now: datetime) -> bool:
    """Slack may have it, and we cannot look: a person decides."""
    return _under_fence(session, claimed, state=State.UNCLEAR, last_error=error, stuck_at=now)


def closed(session: Session, claimed: Claimed, error: str) -> bool:
    return _under_fence(session, claimed, state=State.CLOSED, last_error=error, stuck_at=None)


def lost(session: Session, claimed: Claimed) -> bool:
    """It was deleted in Slack. A card is posted anew, once, and remembers its old thread."""
    message = claimed.message
    if message.kind is not Kind.CARD or message.old_ts is not None:
        return closed(session, claimed, "message_not_found")
    return _under_fence(
        session, claimed, ts=None, old_ts=message.ts, ambiguous=False, first_try_at=None
    )


def repeat(session: Session, claimed: Claimed) -> bool:
    """Slack may have it, and we cannot look: it is posted again and says so."""
    message = held(session, claimed.message.id)  # It may have taken in more meanwhile.
    said = message.payload | {"repeat": True}
    return _under_fence(
        session, claimed, payload=said, ambiguous=False, first_try_at=None, try_at=None
    )


def doubt_parent(session: Session, claimed: Claimed, try_at: datetime) -> bool:
    """
    The thread is gone: its first message is looked after before this one is tried again.

    Whatever was tried there is gone with it.
    """
    parent = col(Message.id) == claimed.message.parent_id
    alive = session.exec(
        update(Message).where(parent, col(Message.state) == State.LIVE).values(**anew(), shown=None)
    )
    # Where the card is gone for good, what hangs on it stands in the channel itself.
    orphaned = {} if alive.rowcount else {"parent_id": None}
    new = {"thread_ts": None, "ambiguous": False, "first_try_at": None}
    return _under_fence(
        session, claimed, try_at=try_at, last_error="thread_gone", **new, **orphaned
    )


def _under_fence(session: Session, claimed: Claimed, **values: Any) -> bool:
    done = session.exec(
        update(Message)
        .where(col(Message.id) == claimed.message.id, col(Message.fence) == claimed.fence)
        .values(**{"held_until": None} | values)
    )
    return done.rowcount == 1


def _is_through(session: Session, claimed: Claimed, **more: Any) -> bool:
    """Nothing is left to do of this version."""
    return _under_fence(
        session,
        claimed,
        posted=claimed.version,
        wanted_at=_next_wish(claimed),
        hurried=False,
        ambiguous=False,
        attempts=0,
        first_try_at=None,
        stuck_at=None,
        **more,
    )


def _next_wish(claimed: Claimed) -> sa.ColumnElement[datetime | None]:
    """What was wanted while this version was on its way is waited for from now on."""
    return sa.case((col(Message.wanted) > claimed.version, Moment()), else_=sa.null())
