"""What shares of the time left would have said of claims that lay idle."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.disputes import Dispute
from models.events import AuditEntry
from models.reading.turns import Period, Side
from models.rules import To
from models.rules.schema import Idle

BEGINS = ("DisputeClaimed", "DisputeAssigned")
ENDS = "DisputeReleased"
Stretch = tuple[datetime, datetime | None]


def claims(session: Session, disputes: Sequence[Dispute]) -> dict[int, list[Stretch]]:
    """From when until when somebody had each dispute, by its number."""
    mine = select(AuditEntry).where(
        col(AuditEntry.dispute_id).in_([dispute.id for dispute in disputes]),
        col(AuditEntry.action).in_([*BEGINS, ENDS]),
    )
    found: dict[int, list[Stretch]] = defaultdict(list)
    for entry in session.exec(mine.order_by(col(AuditEntry.id))):
        held = found[entry.dispute_id or 0]
        if held and held[-1][1] is None:
            held[-1] = (held[-1][0], entry.at)
        if entry.action in BEGINS:
            held.append((entry.at, None))
    return found


def steps(
    idle: Idle, held: Sequence[Stretch], periods: Sequence[Period]
) -> Iterator[tuple[datetime, To]]:
    """When its owner would have been reminded, and when it would have gone back."""
    said: set[tuple[datetime, To]] = set()
    for claimed_at, given_back in held:
        for period, turn_since in _ours(periods):
            since = max(claimed_at, turn_since)
            ends = [at for at in (given_back, period.until, period.due_at) if at is not None]
            for share, to in ((idle.remind_after, To.OWNER), (idle.release_after, To.LEADS)):
                if period.due_at is None or since >= period.due_at or (since, to) in said:
                    continue
                at = max(since + share * (period.due_at - since), period.since)
                if at < min(ends):
                    said.add((since, to))
                    yield at, to


def _ours(periods: Sequence[Period]) -> Iterator[tuple[Period, datetime]]:
    """Our periods, each with when the turn came to us."""
    since = None
    for period in periods:
        since = (since or period.since) if period.side is Side.OURS else None
        if since is not None:
            yield period, since
