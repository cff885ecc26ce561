"""Whose turn a dispute was, and what its deadline was, period by period."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.disputes import OURS, Dispute
from models.records import DueKind
from models.types import by_value


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"  # The buyer's or the platform's turn: the team's own clock stands.
    HANDLED = "handled"  # The platform decides the dispute: nothing is ours to do.
    CLOSED = "closed"


class TurnEntry(SQLModel, table=True):
    """From here on it stood so; one line whenever that changes."""

    __tablename__ = "turn_history"

    id: int = Field(default=None, primary_key=True)
    dispute_id: int = Field(foreign_key="disputes.id", index=True)
    at: datetime
    side: Side = Field(sa_type=by_value(Side))
    due_at: datetime | None = None
    due_kind: DueKind = Field(sa_type=by_value(DueKind))


@dataclass(frozen=True)
class Period:
    side: Side
    since: datetime
    until: datetime | None  # None: it goes on.
    due_at: datetime | None
    due_kind: DueKind


def side(dispute: Dispute) -> Side:
    if not dispute.is_open:
        return Side.CLOSED
    if dispute.platform_handled:
        return Side.HANDLED
    return Side.OURS if dispute.turn in OURS else Side.THEIRS


Standing = tuple[Side, datetime | None, DueKind]


def standing(dispute: Dispute) -> Standing:
    """What a line of the history says: a deadline is told of only where it is ours to keep."""
    now = side(dispute)
    return now, dispute.due_at if now is Side.OURS else None, dispute.due_kind


def note(session: Session, changed: Iterable[tuple[Dispute, datetime]]) -> None:
    """Write down how these disputes stand since then."""
    lines = []
    for dispute, at in changed:
        now, due_at, due_kind = standing(dispute)
        told = {"side": now, "due_at": due_at, "due_kind": due_kind}
        lines.append({"dispute_id": dispute.id, "at": at} | told)
    if lines:
        session.execute(sa.insert(TurnEntry), lines)


def history(session: Session, disputes: Sequence[Dispute]) -> dict[int, tuple[Period, ...]]:
    """The periods of each dispute by its number, in order."""
    numbers = [dispute.id for dispute in disputes]
    mine = select(TurnEntry).where(col(TurnEntry.dispute_id).in_(numbers))
    entries: dict[int, list[TurnEntry]] = defaultdict(list)
    for entry in session.exec(mine.order_by(col(TurnEntry.id))):
        entries[entry.dispute_id].append(entry)
    return {one.id: _periods(entries[one.id] or _from_before(one)) for one in disputes}


def _from_before(dispute: Dispute) -> list[TurnEntry]:
    """Of a dispute that is older than the history: how it stands."""
    since = dispute.opened_at if dispute.answered_at is None else dispute.turn_since
    now, due_at, due_kind = standing(dispute)
    at = dispute.closed_at or since
    return [TurnEntry(dispute_id=dispute.id, at=at, side=now, due_at=due_at, due_kind=due_kind)]


def _periods(entries: Sequence[TurnEntry]) -> tuple[Period, ...]:
    """What is told late may speak of an earlier time; a period never ends before it starts."""
    starts: list[datetime] = []
    for entry in entries:
        starts.append(max([entry.at, *starts[-1:]]))
    ends = [*starts[1:], None]
    return tuple(
        Period(entry.side, since, until, entry.due_at, entry.due_kind)
        for entry, since, until in zip(entries, starts, ends, strict=True)
    )
