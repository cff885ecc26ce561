"""Disputes by whatever a person remembers of them: a number, a parcel, a product, a word."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, or_, select

from models import orders
from models.disputes import LONGEST_NUMBER, Dispute
from models.errors import UnknownOrder
from models.members import Actor, Permission

RECENT = timedelta(days=90)  # Of what is closed, what people still speak of.
SHORTEST = 3
MOST = 200  # Whoever finds more says more.


def find(session: Session, actor: Actor, asked: str, now: datetime) -> list[Dispute]:
    """
    The newest disputes in this person's stores that the words fit, the open ones first.

    Ids and numbers are looked up; words are sought in products, buyers' words, and, by those who
    may know them, buyers' logins, of what is open or closed lately.
    """
    mine = sorted(actor.stores(session))
    named = _by_ids(session, frozenset(mine), asked)
    if named or len(asked) < SHORTEST:
        return named
    shown = or_(_said(col(Dispute.product_name), asked), _said(col(Dispute.text), asked))
    leads = sorted(actor.stores(session, Permission.SEE_BUYER))
    known = col(Dispute.store).in_(leads) & _said(col(Dispute.buyer), asked)
    lately = or_(col(Dispute.closed_at).is_(None), col(Dispute.closed_at) > now - RECENT)
    words = select(Dispute).where(col(Dispute.store).in_(mine), lately, or_(shown, known))
    ordered = words.order_by(col(Dispute.closed_at).is_not(None), col(Dispute.id).desc())
    return list(session.exec(ordered.limit(MOST)))


def _by_ids(session: Session, stores: frozenset[str], asked: str) -> list[Dispute]:
    words = asked.removeprefix("#")
    names = [Dispute.issue_id, Dispute.order_id, Dispute.child_order_id]
    same = [col(name) == words for name in names]
    if words.isascii() and words.isdigit() and len(words) < LONGEST_NUMBER:
        same.append(col(Dispute.id) == int(words))
    same.append(col(Dispute.order_id).in_(list(_orders(session, stores, words))))
    there = select(Dispute).where(col(Dispute.store).in_(sorted(stores)), or_(*same))
    return list(session.exec(there.order_by(col(Dispute.id).desc()).limit(MOST)))


def _orders(session: Session, stores: frozenset[str], words: str) -> Iterable[str]:
    try:
        return [order.order_id for order in orders.look_up(session, words, stores)]
    except UnknownOrder:
        return ()


def _said(column: Mapped[str | None], words: str) -> ColumnElement[bool]:
    """However it is capitalised: not every database folds the letters of every script."""
    written = {words, words.lower(), words.upper(), words.capitalize()}
    spelled = [column.contains(one, autoescape=True) for one in sorted(written)]
    return or_(func.lower(column).contains(words.lower(), autoescape=True), *spelled)
