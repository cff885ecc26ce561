"""
Figures that outlive every process: counted in the database, by whichever process sees the thing.

Each is counted in the transaction that records it, last of all that is written there: so nobody
waits for a tally while holding one that somebody else needs.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, select

from models.database import upsert

LONGEST = 160
BUCKETS = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14400)  # Seconds.
ABOVE = "+Inf"


class Tally(SQLModel, table=True):
    """How often; of a histogram, how often within one bucket alone, and the sum of what was."""

    __tablename__ = "tallies"

    name: str = Field(primary_key=True, max_length=64)
    labels: str = Field(primary_key=True, max_length=LONGEST)  # Their values, a comma between.
    bucket: str = Field(default="", primary_key=True, max_length=8)
    count: int = Field(sa_type=sa.BigInteger)
    total: float = 0.0


@dataclass(frozen=True)
class Figure:
    """What is counted; `name` and `labels` as Prometheus has them."""

    name: str
    about: str
    labels: tuple[str, ...]


DELIVERY = Figure(
    "disputes_delivery_delay_seconds",
    "From the wish for a message, or for its next state, until it stood in Slack",
    ("kind", "how"),
)
LATENESS = Figure(
    "disputes_nudge_lateness_seconds",
    "From the moment a nudge was due until it stood in Slack",
    ("rule",),
)
ERRORS = Figure("disputes_errors", "What went wrong, by where and by class", ("where", "error"))
HISTOGRAMS = (DELIVERY, LATENESS)
# Where errors are noted.
WHERE = ("job", "listener", "http", "slack", "follow_up", "source", "platform", "database")

Seen = tuple[Figure, float, tuple[str, ...]]


def observe(session: Session, seen: Iterable[Seen]) -> None:
    """Count durations, in seconds."""
    counts: Counter[tuple[str, str, str]] = Counter()
    totals: Counter[tuple[str, str, str]] = Counter()
    for figure, seconds, labels in seen:
        key = figure.name, _joined(labels), _bucket(seconds)
        counts[key] += 1
        totals[key] += max(seconds, 0.0)  # type: ignore[assignment]
    _add(session, counts, totals)


def count(session: Session, figure: Figure, times: Counter[tuple[str, ...]]) -> None:
    """Count what happened, by its labels."""
    _add(session, Counter({(figure.name, _joined(by), ""): n for by, n in times.items()}), {})


def _joined(labels: Iterable[str]) -> str:
    return ",".join(label.replace(",", " ") for label in labels)[:LONGEST]


def _bucket(seconds: float) -> str:
    place = bisect_left(BUCKETS, seconds)
    return str(BUCKETS[place]) if place < len(BUCKETS) else ABOVE


def _add(
    session: Session,
    counts: Counter[tuple[str, str, str]],
    totals: dict[tuple[str, str, str], float] | Counter[tuple[str, str, str]],
) -> None:
    for key, times in sorted(counts.items()):  # In one order, so that no two wait for each other.
        name, labels, bucket = key
        total = totals.get(key, 0.0)
        row = {"name": name, "labels": labels, "bucket": bucket, "count": times, "total": total}
        more = {"count": Tally.count + times, "total": Tally.total + total}
        upsert(session, Tally, [row], ["name", "labels", "bucket"], **more)


def of(session: Session, figure: Figure) -> list[Tally]:
    mine = select(Tally).where(Tally.name == figure.name)
    return list(session.exec(mine.order_by(Tally.labels, Tally.bucket)))
