"""
What became of the disputes in which a reply was used: the money that was kept, as a share.

A dispute whose refund is known kept 1 - refunded / amount; of the others the outcome tells. While
few have ended, the mean is drawn towards what the reply's place alone would be worth:
(kept + WEIGHT * belief) / (ended + WEIGHT), as the case's chances are.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.disputes import Dispute
from models.records import Outcome
from models.replies.files import table

WEIGHT = 5
LATEST = 100  # Uses of one reply: they cost the same however many there are.
STATEMENTS = 300  # Kept: the causes, by the languages of buyers.

Use = tuple[str, Outcome | None, Decimal, Decimal]


class ReplyUse(SQLModel, table=True):
    """A reply that an agent settled on in a dispute, once however often they did."""

    __tablename__ = "reply_uses"
    __table_args__ = (sa.Index("ix_reply_uses_key", "store", "key", "at"),)

    dispute_id: int = Field(foreign_key="disputes.id", primary_key=True)
    key: str = Field(primary_key=True, max_length=64)
    store: str = Field(max_length=64)
    at: datetime


class Record(NamedTuple):
    uses: int = 0
    ended: int = 0
    kept: float = 0.0  # Of the money at stake, summed over those that ended.

    def worth(self, belief: float) -> float:
        return (self.kept + WEIGHT * belief) / (self.ended + WEIGHT)

    def with_(self, other: "Record") -> "Record":
        return Record(self.uses + other.uses, self.ended + other.ended, self.kept + other.kept)

    @property
    def part(self) -> float | None:
        return self.kept / self.ended if self.ended else None


def note(session: Session, dispute: Dispute, key: str, now: datetime) -> None:
    if session.get(ReplyUse, (dispute.id, key)) is None:
        session.add(ReplyUse(dispute_id=dispute.id, key=key, store=dispute.store, at=now))


def said_in(session: Session, dispute: Dispute) -> frozenset[str]:
    """The keys of what was settled on in this dispute before."""
    mine = select(ReplyUse.key).where(ReplyUse.dispute_id == dispute.id)
    return frozenset(session.exec(mine))


def records(session: Session, store: str, keys: Iterable[str]) -> Mapping[str, Record]:
    """How the latest uses of each reply in this store ended; without an entry for those unused."""
    asked = tuple(sorted(keys))
    found: dict[str, Record] = {}
    rows = session.execute(_latest_of_each(asked), {"store": store}) if asked else ()
    for key, outcome, refunded, amount in rows:
        so_far = found.get(key, Record())
        share = kept(outcome, refunded, amount)
        if share is None:
            found[key] = so_far._replace(uses=so_far.uses + 1)
        else:
            found[key] = Record(so_far.uses + 1, so_far.ended + 1, so_far.kept + share)
    return found


@lru_cache(maxsize=STATEMENTS)
def _latest_of_each(keys: tuple[str, ...]) -> sa.CompoundSelect[Use]:
    """Written once for the replies to a cause in a language: that takes longer than its answer."""
    return sa.union_all(*map(_latest, keys))


def _latest(key: str) -> sa.Select[Use]:
    of_store = ReplyUse.store == sa.bindparam("store")
    uses = select(ReplyUse.key, ReplyUse.dispute_id).where(of_store, ReplyUse.key == key)
    few = uses.order_by(col(ReplyUse.at).desc()).limit(LATEST).subquery()
    columns = few.c.key, col(Dispute.outcome), col(Dispute.refunded), col(Dispute.amount)
    return sa.select(*columns).join(Dispute, col(Dispute.id) == few.c.dispute_id)


def kept(outcome: Outcome | None, refunded: Decimal | None, amount: Decimal | None) -> float | None:
    """The share of the money at stake that stayed with us; None while nobody knows."""
    if outcome is None:
        return None
    if refunded is not None and amount:
        return float(min(max(1 - refunded / amount, Decimal(0)), Decimal(1)))
    return _shares()[outcome]


@cache
def _shares() -> dict[Outcome, float]:
    return {Outcome(name): share for name, share in table("order")["kept"].items()}
