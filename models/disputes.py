"""Disputes: a buyer's claim on an order, and where it stands."""

import unicodedata
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.errors import UnknownDispute
from models.records import DueKind, Outcome, SolutionOwner, Status, Turn
from models.tagging.causes import Cause
from models.types import JSON, Money, by_value

LONGEST_NUMBER = 10  # The platform's ids are longer.
OURS = frozenset({Turn.OURS, Turn.UNMAPPED})  # An unknown state may be ours: silence costs more.


class Dispute(SQLModel, table=True):
    __tablename__ = "disputes"
    __table_args__ = (
        sa.UniqueConstraint("store", "issue_id"),
        sa.Index("ix_disputes_order", "store", "order_id"),
        sa.Index("ix_disputes_issue", "issue_id"),
        sa.Index("ix_disputes_order_id", "order_id"),
        sa.Index("ix_disputes_child_order_id", "child_order_id"),
        sa.Index("ix_disputes_opened", "store", "opened_at"),
        sa.Index("ix_disputes_answered", "store", "answered_at"),
        sa.Index("ix_disputes_first_answered", "store", "first_answered_at"),
        sa.Index(
            "ix_disputes_open",
            "store",
            "due_at",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        ),
        sa.Index(
            "ix_disputes_processing",
            "store",
            "opened_at",
            sqlite_where=sa.text("status = 'processing'"),
            postgresql_where=sa.text("status = 'processing'"),
        ),
        sa.Index("ix_disputes_assignee", "assignee_id", "closed_at"),
        sa.Index("ix_disputes_closed", "closed_at"),
        sa.Index("ix_disputes_buyer", "store", "buyer"),
        sa.Index("ix_disputes_cause", "store", "cause", "closed_at"),
        sa.Index("ix_disputes_seen", "seen_at"),
        sa.Index("ix_disputes_product", "store", "product_id", "cause", "id"),
        sa.Index(
            "ix_disputes_merged",
            "merged_into",
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        ),
        sa.Index(
            "ix_disputes_forget",
            "closed_at",
            sqlite_where=sa.text("forgotten_at IS NULL"),
            postgresql_where=sa.text("forgotten_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},  # A number that people said is never given again.
    )

    id: int = Field(default=None, primary_key=True)  # Also the number people say: #1042.
    store: str = Field(foreign_key="stores.name", max_length=64)
    issue_id: str = Field(max_length=64)
    order_id: str = Field(max_length=64)
    child_order_id: str | None = Field(default=None, max_length=64)
    buyer: str | None = None
    buyer_country: str | None = None
    language: str | None = Field(default=None, max_length=16)
    reason: str | None = None  # The buyer's choice in the platform's form.
    text: str | None = None  # The buyer's own words: hostile until escaped.
    opened_at: datetime
    modified_at: datetime | None = None
    due_at: datetime | None = None
    due_kind: DueKind = Field(default=DueKind.RESPOND, sa_type=by_value(DueKind))
    due_estimated: bool = False
    status: Status = Field(default=Status.PROCESSING, sa_type=by_value(Status))
    turn: Turn = Field(default=Turn.OURS, sa_type=by_value(Turn))
    turn_since: datetime
    raw_status: str | None = None
    platform_handled: bool = False
    amount: Decimal | None = Field(default=None, sa_type=Money)
    currency: str | None = Field(default=None, max_length=3)
    refund_max: Decimal | None = Field(default=None, sa_type=Money)  # In the buyer's money.
    refund_currency: str | None = Field(default=None, max_length=3)
    product_id: str | None = Field(default=None, max_length=64)
    product_name: str | None = None
    outcome: Outcome | None = Field(default=None, sa_type=by_value(Outcome))
    refunded: Decimal | None = Field(default=None, sa_type=Money)
    closed_at: datetime | None = None  # By the platform, or by a person who resolved it.
    closed_by: str | None = Field(default=None, max_length=32)  # A person; None: the platform.
    prevention: str | None = None  # What would have prevented it, as its resolver sees it.
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    cause: Cause = Field(sa_type=by_value(Cause))
    confidence: float
    because: list[str] = Field(default_factory=list, sa_type=JSON)
    also: list[str] = Field(default_factory=list, sa_type=JSON)
    cause_by: str | None = Field(default=None, max_length=32)  # Who corrected the cause.
    assignee_id: str | None = Field(default=None, max_length=32)
    claimed_at: datetime | None = None
    escalated_at: datetime | None = None
    merged_into: int | None = None  # The number of the dispute that stands for it.
    snoozed_until: datetime | None = None  # Its owner is left alone so long.
    snoozed_by: str | None = Field(default=None, max_length=32)
    reply: str | None = None  # The text an agent settled on, theirs to copy or send.
    reply_by: str | None = Field(default=None, max_length=32)
    seen_at: datetime  # When the desk first learnt of it.
    read_at: datetime | None = None  # When the platform was last asked for all of it.
    answered_at: datetime | None = None  # When the platform last showed an answer of ours.
    first_answered_at: datetime | None = None  # When it first did.
    forgotten_at: datetime | None = None  # When what people wrote and who they are was removed.
    field_times: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def waits_for_us(self) -> bool:
        return self.is_open and not self.platform_handled and self.turn in OURS

    @property
    def in_hand_since(self) -> datetime | None:
        """Since when its owner has had it to answer; None while nobody has."""
        if not self.waits_for_us or self.claimed_at is None:
            return None
        return max(self.claimed_at, self.turn_since)


class Solution(SQLModel, table=True):
    """A plan that the buyer, we or the platform put forward."""

    __tablename__ = "solutions"
    __table_args__ = (sa.UniqueConstraint("dispute_id", "owner", "solution_id"),)

    id: int = Field(default=None, primary_key=True)
    dispute_id: int = Field(foreign_key="disputes.id")
    solution_id: str = Field(max_length=64)
    owner: SolutionOwner = Field(sa_type=by_value(SolutionOwner))
    kind: str | None = None
    status: str | None = None
    content: str | None = None
    amount: Decimal | None = Field(default=None, sa_type=Money)
    currency: str | None = None
    amount_usd: Decimal | None = Field(default=None, sa_type=Money)
    reached_type: str | None = None
    created_at: datetime | None = None
    modified_at: datetime | None = None


class ProcessEntry(SQLModel, table=True):
    """One line of the platform's own log."""

    __tablename__ = "process_entries"
    __table_args__ = (sa.UniqueConstraint("dispute_id", "at", "action", "actor"),)

    id: int = Field(default=None, primary_key=True)
    dispute_id: int = Field(foreign_key="disputes.id")
    at: datetime
    action: str
    actor: str = ""
    content: str | None = None
    received_goods: bool | None = None
    attachments: list[str] = Field(default_factory=list, sa_type=JSON)


def find(session: Session, store: str, issue_id: str) -> Dispute | None:
    return session.exec(
        select(Dispute).where(Dispute.store == store, Dispute.issue_id == issue_id)
    ).one_or_none()


def get(session: Session, dispute_id: int) -> Dispute:
    """
    Raises:
        UnknownDispute: no such number.

    """
    dispute = session.get(Dispute, dispute_id)
    if dispute is None:
        raise UnknownDispute(f"#{dispute_id}")
    return dispute


def named(session: Session, asked: str) -> Dispute:
    """
    The dispute that a person means by `#number`, an issue id or an order id, in this order.

    Of several disputes on one order the open and newest one is meant.

    Raises:
        UnknownDispute: nothing is called so.

    """
    words = unicodedata.normalize("NFKC", asked).strip()  # Chinese keyboards write ＃１２.
    number = words.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER:
        found = session.get(Dispute, int(number))
        if found is not None:
            return found
    if not words.startswith("#"):
        for name in (Dispute.issue_id, Dispute.order_id, Dispute.child_order_id):
            there = select(Dispute).where(col(name) == words)
            newest = there.order_by(col(Dispute.closed_at).is_not(None), col(Dispute.id).desc())
            if (found := session.exec(newest.limit(1)).first()) is not None:
                return found
    raise UnknownDispute(asked)


def solutions_of(session: Session, dispute: Dispute) -> list[Solution]:
    mine = select(Solution).where(Solution.dispute_id == dispute.id)
    return list(session.exec(mine.order_by(col(Solution.created_at), col(Solution.id))))


def process_of(session: Session, dispute: Dispute) -> list[ProcessEntry]:
    mine = select(ProcessEntry).where(ProcessEntry.dispute_id == dispute.id)
    return list(session.exec(mine.order_by(col(ProcessEntry.at), col(ProcessEntry.id))))


def select_open(within: frozenset[str]) -> SelectOfScalar[Dispute]:
    """Open disputes of these stores, for a caller to narrow and order."""
    return select(Dispute).where(
        col(Dispute.closed_at).is_(None), col(Dispute.store).in_(sorted(within))
    )


def on_order(session: Session, store: str, order_id: str) -> list[Dispute]:
    """The disputes on an order, newest first."""
    there = select(Dispute).where(Dispute.store == store, Dispute.order_id == order_id)
    return list(session.exec(there.order_by(col(Dispute.id).desc())))
