"""The lists that people ask for: open, mine, late, handled by the platform, one cause."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from models.disputes import Dispute, select_open
from models.guarding import OURS_TO_DO
from models.members import Actor
from models.records import BESIDE, Turn
from models.tagging.causes import Cause

# What each word asks for, given who asks and when.
FILTERS: dict[str, Callable[[Actor, datetime], ColumnElement[bool]]] = {
    "open": lambda _actor, _now: col(Dispute.closed_at).is_(None),
    "mine": lambda actor, _now: col(Dispute.assignee_id) == actor.user_id,
    "late": lambda _actor, now: and_(OURS_TO_DO, col(Dispute.due_at) < now),
    "platform": lambda _actor, _now: col(Dispute.platform_handled).is_(True),
    "unmapped": lambda _actor, _now: strange(),
}


def strange() -> ColumnElement[bool]:
    """The platform says something of it that our tables do not know."""
    return or_(col(Dispute.turn) == Turn.UNMAPPED, col(Dispute.raw_status).contains(BESIDE))


def known(word: str) -> bool:
    return word in FILTERS or word.upper() in Cause.__members__


def of(
    session: Session, actor: Actor, word: str, now: datetime, most: int
) -> tuple[list[Dispute], int]:
    """The first open disputes that a word asks for, by deadline, and how many there are."""
    if word in FILTERS:
        asked = FILTERS[word](actor, now)
    else:
        asked = col(Dispute.cause) == Cause(word.upper())
    within = select_open(actor.stores(session)).where(asked)
    return _first(session, within, most)


def waiting_for(
    session: Session, actor: Actor, *, for_us: bool, most: int
) -> tuple[list[Dispute], int]:
    """
    The first open disputes of a person, and how many there are.

    Args:
        for_us: Those that wait for us; else those that wait for others.

    """
    mine = select_open(actor.stores(session)).where(col(Dispute.assignee_id) == actor.user_id)
    which = mine.where(OURS_TO_DO if for_us else ~OURS_TO_DO)
    return _first(session, which, most)


def _first(
    session: Session, asked: SelectOfScalar[Dispute], most: int
) -> tuple[list[Dispute], int]:
    found = asked.order_by(col(Dispute.due_at).nulls_last(), col(Dispute.id)).limit(most)
    count = select(func.count()).select_from(asked.subquery())
    return list(session.exec(found)), session.exec(count).one()
