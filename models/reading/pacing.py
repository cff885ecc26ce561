"""One budget of calls for all who call in the name of one app; it stands in the database."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from models.channels import Budget
from models.database import clock, insert_once

BURST = timedelta(seconds=1)  # So much of the budget may go at once.
NOTHING = timedelta()


@dataclass(frozen=True)
class Pace:
    """How often one app may call."""

    name: str
    per_second: float

    @classmethod
    def of(cls, app_key: str, per_second: float) -> "Pace":
        digest = hashlib.sha256(app_key.encode()).hexdigest()[:16]
        return cls(f"calls:{digest}", per_second)

    @property
    def step(self) -> timedelta:
        return timedelta(seconds=1 / self.per_second)


def reserve(session: Session, pace: Pace, longest: timedelta) -> timedelta:
    """
    Reserve the next call; how long to wait for it.

    Nothing is reserved when that is longer than `longest`.
    """
    row, now = _row(session, pace)
    start = max(row.full_at, now)
    wait = max(start - now - BURST, NOTHING)
    if wait <= longest:
        row.full_at = start + pace.step
        session.add(row)
        session.flush()
    return wait


def ban(session: Session, pace: Pace, seconds: float) -> None:
    """The platform wants no call for so long: that holds for everybody."""
    row, now = _row(session, pace)
    row.full_at = max(row.full_at, now + timedelta(seconds=seconds) + BURST)
    session.add(row)
    session.flush()


def wait(session: Session, pace: Pace) -> timedelta:
    """How long a call would have to wait just now."""
    row = session.get(Budget, pace.name, populate_existing=True)
    return max(row.full_at - clock(session) - BURST, NOTHING) if row else NOTHING


def _row(session: Session, pace: Pace) -> tuple[Budget, datetime]:
    now = clock(session)
    insert_once(session, Budget, name=pace.name, full_at=now)
    row = session.get_one(Budget, pace.name, with_for_update=True, populate_existing=True)
    return row, now
