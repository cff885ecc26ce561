"""
What is forgotten of what ended long ago: buyers' words and who they are, never figures.

Each row that is done with says so: whoever is interrupted goes on with the next one, and the
intake knows whose words not to take in again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, delete, or_, select, update

from models import lessons, messages
from models.acting.actions import Evidence, PlatformAction
from models.ai.texts import MachineText
from models.disputes import Dispute, ProcessEntry, Solution
from models.events import AuditEntry
from models.messages import Kind, Message
from models.orders import Order, ParcelEvent

AT_A_TIME = 200  # Rows in one transaction.
# What a history line or a message may hold that somebody wrote.
WRITTEN = frozenset({"text", "why", "blocks"})


def forget(session: Session, days: int, now: datetime, most: int = AT_A_TIME) -> int:
    """Forget a slice of what ended more than `days` ago; 0 when there is nothing left."""
    long_ago = now - timedelta(days=days)
    return _disputes(session, long_ago, now, most) or _old_orders(session, long_ago, now, most)


def _disputes(session: Session, long_ago: datetime, now: datetime, most: int) -> int:
    ended = select(Dispute).where(
        col(Dispute.closed_at) < long_ago, col(Dispute.forgotten_at).is_(None)
    )
    line = ended.order_by(col(Dispute.closed_at)).limit(most).with_for_update()
    found = list(session.exec(line))
    for dispute in found:
        dispute.text = dispute.buyer = dispute.reply = None
        dispute.because = []
        dispute.facts = without_words(dispute.facts)
        dispute.forgotten_at = now
    session.flush()
    mine = [dispute.id for dispute in found]
    _forget_details(session, mine)
    lessons.forget(session, mine)
    session.exec(delete(MachineText).where(col(MachineText.dispute_id).in_(mine)))
    _forget_written(session, mine)
    messages.bump_all(session, mine)  # What stands in Slack is drawn anew, without the words.
    for dispute in found:
        its = and_(col(Order.store) == dispute.store, col(Order.order_id) == dispute.order_id)
        _forget_orders(session, its, now, most)
    return len(found)


def without_words(facts: dict[str, Any]) -> dict[str, Any]:
    """The carrier's own words may name who signed."""
    return {name: value for name, value in facts.items() if name != "tracking_status"}


def _forget_details(session: Session, disputes: Sequence[int]) -> None:
    of = {table: col(table.dispute_id).in_(disputes) for table in (Solution, ProcessEntry)}
    session.exec(update(Solution).where(of[Solution]).values(content=None))
    entries = update(ProcessEntry).where(of[ProcessEntry])
    session.exec(entries.values(content=None, attachments=[]))
    acts = update(PlatformAction).where(col(PlatformAction.dispute_id).in_(disputes))
    session.exec(acts.values(text=None, before=None, error=None))
    images = update(Evidence).where(col(Evidence.dispute_id).in_(disputes))
    session.exec(images.values(content=None, name=""))


def _forget_written(session: Session, disputes: Sequence[int]) -> None:
    """The history keeps who did what and when; an escalation keeps that there was one."""
    lines = select(AuditEntry).where(col(AuditEntry.dispute_id).in_(disputes))
    for line in session.exec(lines):
        line.details = {k: "" if k in WRITTEN else v for k, v in line.details.items()}
    said = select(Message).where(
        col(Message.dispute_id).in_(disputes), col(Message.kind) == Kind.ESCALATION
    )
    for message in session.exec(said):
        message.payload = {k: "" if k in WRITTEN else v for k, v in message.payload.items()}
    session.flush()


def _old_orders(session: Session, long_ago: datetime, now: datetime, most: int) -> int:
    old = or_(
        col(Order.modified_at) < long_ago,
        and_(col(Order.modified_at).is_(None), col(Order.read_at) < long_ago),
    )
    return _forget_orders(session, old, now, most)


def _forget_orders(
    session: Session, which: sa.ColumnElement[bool], now: datetime, most: int
) -> int:
    """Whose orders they were; those of a dispute that is not forgotten yet wait for it."""
    known = (
        select(Dispute.id)
        .where(Dispute.store == Order.store, Dispute.order_id == Order.order_id)
        .where(col(Dispute.forgotten_at).is_(None))
        .exists()
    )
    mine = select(Order).where(which, col(Order.forgotten_at).is_(None), ~known)
    found = list(session.exec(mine.order_by(col(Order.id)).limit(most).with_for_update()))
    for order in found:
        order.buyer = order.tracking_number = order.track_at = None
        order.forgotten_at = now
    session.flush()
    _forget_parcels(session, [order.id for order in found])
    return len(found)


def _forget_parcels(session: Session, orders: Sequence[int]) -> None:
    """When a parcel came where is a figure; the carrier's words may name who signed."""
    twin = aliased(ParcelEvent)
    earlier = select(twin.id).where(
        twin.order_key == ParcelEvent.order_key,
        twin.at == ParcelEvent.at,
        twin.code == ParcelEvent.code,
        twin.id < ParcelEvent.id,
    )
    theirs = col(ParcelEvent.order_key).in_(orders)
    session.exec(delete(ParcelEvent).where(theirs, earlier.exists()))
    session.exec(update(ParcelEvent).where(theirs).values(text=""))
