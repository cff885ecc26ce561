"""
Disputes are held before their messages and nudges, as by whoever moves one.

Else a round that has a nudge and a move that has its card would wait for each other.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.disputes import Dispute
from models.nudging.nudges import Nudge, ready


def of_due(session: Session, now: datetime, most: int) -> set[int]:
    """The disputes of what is due for longest, as far as nobody else is just moving them."""
    line = select(Nudge.dispute_id).where(*ready(now)).order_by(col(Nudge.due_at)).limit(most)
    return free(session, {number for number in session.exec(line) if number is not None})


def free(session: Session, numbers: Collection[int]) -> set[int]:
    """
    Those that were free, and are held from now on.

    What stands for others is held before them, as by whoever moves it, and is free if they are.
    """
    if not numbers:
        return set()
    asked = select(Dispute.id, Dispute.merged_into).where(col(Dispute.id).in_(sorted(numbers)))
    mains = {number: into or number for number, into in session.exec(asked)}
    held = _held(session, col(Dispute.id).in_(sorted(set(mains.values()))))
    behind = col(Dispute.merged_into).in_(sorted(held))
    theirs = dict(session.exec(select(Dispute.id, Dispute.merged_into).where(behind)).all())
    busy = {theirs[number] for number in theirs.keys() - _held(session, behind)}
    return {number for number, main in mains.items() if main in held - busy}


def _held(session: Session, which: ColumnElement[bool]) -> set[int]:
    rows = select(Dispute.id).where(which).order_by(col(Dispute.id))
    return set(session.exec(rows.with_for_update(skip_locked=True, key_share=True)))
