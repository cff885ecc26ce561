"""The same difference from the listing, again and again: a part of the listing is to be changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, and_, col, func

from models import products
from models.disputes import Dispute
from models.figures.counting import between
from models.hotspots.spots import Found, Kind, Subject
from models.rules.leading import Cures
from models.tagging.causes import Cause
from models.tagging.differences import differences, said_to_differ

OF_THE_GOODS = (Cause.P1, Cause.P2, Cause.P3, Cause.P4, Cause.P5)
MOST = 200  # The latest complaints of a product are enough, and are read in a quarter of a second.
SAMPLES = 5
LONGEST_PRODUCT = 64


@dataclass
class _Said:
    """Who says one thing of one product, and where."""

    buyers: set[str] = field(default_factory=set)
    numbers: list[int] = field(default_factory=list)  # The latest first.
    causes: Counter[Cause] = field(default_factory=Counter)
    languages: set[str] = field(default_factory=set)


@dataclass
class _Complaints:
    """What buyers wrote of one product in the window."""

    name: str | None = None
    buyers: set[str] = field(default_factory=set)
    said: dict[str, _Said] = field(default_factory=lambda: defaultdict(_Said))

    def add(self, row: Any) -> None:
        buyer = row.buyer or f"order {row.order_id}"  # One who complains twice is one voice.
        self.name = self.name or row.name
        self.buyers.add(buyer)
        for name in said_to_differ(row.text, row.cause):
            one = self.said[name]
            one.buyers.add(buyer)
            one.numbers.append(row.id)
            one.causes[row.cause] += 1
            one.languages |= {row.language} if row.language else set()


def of(session: Session, store: str, limits: Cures, now: datetime) -> list[Found]:
    """By product, and what most buyers say first."""
    complaints: dict[str, _Complaints] = defaultdict(_Complaints)
    for row in _written(session, store, limits, now):
        complaints[row.product].add(row)
    known = products.of(session, store, complaints)
    return [
        found
        for product, told in sorted(complaints.items())
        for found in _judged(product, told, known.get(product), limits)
    ]


def _written(session: Session, store: str, limits: Cures, now: datetime) -> Iterable[Any]:
    """The latest complaints, the latest first, of products of which enough is written."""
    mine = col(Dispute.product_id)
    latest = (col(Dispute.opened_at).desc(), col(Dispute.id).desc())
    told = (
        sa.select(
            mine.label("product"),
            col(Dispute.id).label("id"),
            func.row_number().over(partition_by=mine, order_by=latest).label("place"),
            func.count().over(partition_by=mine).label("complaints"),
        )
        .where(
            and_(
                col(Dispute.store) == store,
                between(Dispute.opened_at, now - limits.window, now),
                col(Dispute.cause).in_(OF_THE_GOODS),
                mine.is_not(None),
                col(Dispute.text).is_not(None),
                col(Dispute.merged_into).is_(None),
            )
        )
        .subquery()
    )
    # The texts are fetched of these alone.
    wanted = (
        sa.select(
            told.c.product,
            told.c.id,
            col(Dispute.cause).label("cause"),
            col(Dispute.text).label("text"),
            col(Dispute.buyer).label("buyer"),
            col(Dispute.order_id).label("order_id"),
            col(Dispute.language).label("language"),
            col(Dispute.product_name).label("name"),
        )
        .join(Dispute, col(Dispute.id) == told.c.id)
        .where(told.c.complaints >= limits.mismatch_buyers, told.c.place <= MOST)
        .order_by(told.c.product, told.c.place)
    )
    return session.execute(wanted)


def _judged(
    product: str, told: _Complaints, known: products.Product | None, limits: Cures
) -> Iterator[Found]:
    for name, said in sorted(told.said.items(), key=lambda one: (-len(one[1].buyers), one[0])):
        share = len(said.buyers) / len(told.buyers)
        if len(said.buyers) < limits.mismatch_buyers or share < limits.mismatch_share:
            continue
        [(cause, _)] = said.causes.most_common(1)
        yield Found(
            kind=Kind.MISMATCH,
            subject=Subject.PRODUCT,
            name=f"{product[:LONGEST_PRODUCT]} {name}",
            called=(known.name if known is not None else None) or told.name or product,
            figures={
                "product_id": product,
                "difference": name,
                "part": str(differences()[name].part),
                "days": limits.window.days,
                "buyers": len(said.buyers),
                "of": len(told.buyers),
                "languages": sorted(said.languages),
            },
            cause=cause,
            samples=tuple(said.numbers[:SAMPLES]),
        )
