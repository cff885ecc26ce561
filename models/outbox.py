"""Which messages are due for Slack, and in which order each channel sends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from models.channels import Channel
from models.messages import PRIORITY, Kind, Message, State
from models.moments import Moment
from models.types import EARLIEST

PASSED_OVER = 50  # Edits that are looked at together.

_DUE = sa.text("messages.wanted > messages.posted AND messages.state = 'live'")  # As its index.
_NOW: sa.BindParameter[datetime] = sa.bindparam("now")


def due() -> sa.ColumnElement[bool]:
    """Whatever Slack lacks, held or not."""
    return and_(_DUE)


def unposted() -> sa.ColumnElement[bool]:
    """What Slack never had, and is to have."""
    return and_(_DUE, col(Message.posted) == 0)


@dataclass(frozen=True)
class Head:
    """What is first in a channel's line: of its posts (`new`), or of its edits."""

    channel: str
    new: bool
    urgency: int  # Less goes first.
    rests_until: datetime | None  # Nothing is posted there before.


def heads(session: Session, now: datetime) -> list[Head]:
    """
    The channels in which something is due, which nobody serves and Slack does not refuse.

    The most urgent first; of equals the one whose turn is the longest ago.
    """
    found = [Head(*row) for row in session.execute(_heads(), {"now": now})]
    found.sort(key=lambda head: (head.urgency, head.rests_until or EARLIEST))
    return found


def next_due(session: Session, channel: str, now: datetime, *, new: bool) -> Message | None:
    """
    The first row in line, locked: of those that Slack has not yet (`new`), or of the edits.

    One that somebody is just changing is passed by: all channels would wait for it with ours.
    """
    return session.exec(_first(new=new), params={"channel": channel, "now": now}).first()


def edits_due(session: Session, channel: str, now: datetime) -> list[Message]:
    """Some edits whose present look is known, and for which nobody waits."""
    return list(session.exec(_calm_edits(), params={"channel": channel, "now": now}))


def pass_over(session: Session, same: Sequence[tuple[Message, datetime | None]]) -> None:
    """These look as they did: Slack has their present state, until time alone changes it."""
    table = Message.metadata.tables["messages"]
    mine = table.c.id == sa.bindparam("row"), table.c.fence == sa.bindparam("held")
    session.connection().execute(
        sa.update(table)
        .where(*mine)
        .values(
            posted=sa.bindparam("version"),
            wanted_at=sa.case((table.c.wanted > sa.bindparam("version"), Moment()), else_=None),
            redraw_at=sa.bindparam("changes"),
        ),
        [
            {"row": one.id, "held": one.fence, "version": one.wanted, "changes": changes}
            for one, changes in sorted(same, key=lambda row: row[0].id)  # As by whoever bumps them.
        ],
    )


# One of these runs for every row that is sent, and making it takes longer than running it.


@cache
def _heads() -> sa.Select[str, bool, Any, datetime | None]:
    retry_at, lease_until = col(Channel.retry_at), col(Channel.lease_until)
    well = or_(retry_at.is_(None), retry_at <= _NOW)
    free = or_(lease_until.is_(None), lease_until < _NOW)
    new = col(Message.ts).is_(None)
    urgency = sa.func.min(_urgency())
    rests_until = sa.func.max(col(Channel.next_post_at))
    due = sa.select(col(Message.channel), new, urgency, rests_until)
    joined = due.outerjoin(Channel, col(Channel.id) == col(Message.channel))
    return joined.where(_may_go(), well, free).group_by(col(Message.channel), new)


@cache
def _first(*, new: bool) -> SelectOfScalar[Message]:
    return _line(new=new).limit(1).with_for_update(skip_locked=True, key_share=True)


@cache
def _calm_edits() -> SelectOfScalar[Message]:
    known = col(Message.shown).is_not(None), col(Message.hurried).is_(False)
    return _line(new=False).where(*known).limit(PASSED_OVER)


def _line(*, new: bool) -> SelectOfScalar[Message]:
    stands = col(Message.ts).is_(None) if new else col(Message.ts).is_not(None)
    mine = col(Message.channel) == sa.bindparam("channel")
    order = (_urgency(), col(Message.priority), col(Message.id))
    return select(Message).where(mine, stands, _may_go()).order_by(*order)


def _urgency() -> sa.ColumnElement[int]:
    """Deadlines first, then what somebody waits for who is looking, then each by its kind."""
    deadline = col(Message.priority) == PRIORITY[Kind.NUDGE]
    return sa.case((deadline, 0), (col(Message.hurried), 1), else_=2 + col(Message.priority))


def _may_go() -> sa.ColumnElement[bool]:
    """
    Of what is due: it may be tried now, nobody holds it, and what it hangs on stands.

    Where that is stuck, or nobody sends it any more, it stands in the channel itself: a deadline
    waits for no person's decision, and for none that was taken.
    """
    parent = aliased(Message)
    stands = or_(col(parent.ts).is_not(None), col(parent.stuck_at).is_not(None))
    given_up = or_(col(parent.state) != State.LIVE, col(parent.posted) >= col(parent.wanted))
    hangs_on = select(parent.id).where(parent.id == Message.parent_id, or_(stands, given_up))
    return and_(
        _DUE,
        or_(col(Message.try_at).is_(None), col(Message.try_at) <= _NOW),
        or_(col(Message.held_until).is_(None), col(Message.held_until) < _NOW),
        or_(col(Message.parent_id).is_(None), hangs_on.exists()),
    )
