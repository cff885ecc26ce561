"""Troubles that the operators were told of: said once by however many watchers, and ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.reading import sources
from models.types import JSON
from models.watching.watch import Trouble

JOINS = timedelta(minutes=15)  # What begins so soon after an alarm joins its message.
BLIP = timedelta(minutes=5)  # What comes back so soon was never over.
WATCHDOG = "watchdog"

_STANDS = "over_at IS NULL"


class Alarm(SQLModel, table=True):
    """One trouble; those of one incident share a message."""

    __tablename__ = "alarms"
    __table_args__ = (
        sa.Index(
            "uq_alarms_standing",
            "name",
            unique=True,
            sqlite_where=sa.text(_STANDS),
            postgresql_where=sa.text(_STANDS),
        ),
        sa.Index("ix_alarms_over", "over_at"),
        sa.Index("ix_alarms_incident", "incident"),
    )

    id: int = Field(default=None, primary_key=True)
    incident: int | None = None  # The number of its first alarm.
    name: str = Field(max_length=160)
    about: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    since: datetime | None = None
    told_at: datetime
    over_at: datetime | None = None

    @property
    def trouble(self) -> Trouble:
        return Trouble(self.name, self.since, self.about)


def standing(session: Session) -> list[Alarm]:
    return list(session.exec(select(Alarm).where(col(Alarm.over_at).is_(None))))


def of_incident(session: Session, incident: int) -> list[Alarm]:
    mine = select(Alarm).where(Alarm.incident == incident)
    return list(session.exec(mine.order_by(col(Alarm.id))))


def differ(session: Session, now_wrong: Sequence[Trouble], alarming: Sequence[Trouble]) -> bool:
    """Whether `settle` would change anything."""
    stand = {alarm.name for alarm in standing(session)}
    gone = stand - {trouble.name for trouble in now_wrong}
    return bool(gone or {trouble.name for trouble in alarming} - stand)


def take_turn(session: Session, now: datetime) -> None:
    """Of several watchers one at a time looks and tells: they write the same row first."""
    sources.beat(session, WATCHDOG, now)


def settle(
    session: Session, now_wrong: Sequence[Trouble], alarming: Sequence[Trouble], now: datetime
) -> list[Alarm]:
    """
    Write down what began and what is over; the alarms that changed.

    Args:
        now_wrong: All that is wrong: an alarm that is not among it is over.
        alarming: What is wrong for so long that the operators hear of it.

    """
    stand = {alarm.name: alarm for alarm in standing(session)}
    wrong = {trouble.name for trouble in now_wrong}
    changed = [alarm for name, alarm in stand.items() if name not in wrong]
    for alarm in changed:
        alarm.over_at = now
    begun = [trouble for trouble in alarming if trouble.name not in stand]
    return changed + [_begin(session, trouble, now) for trouble in begun]


def _begin(session: Session, trouble: Trouble, now: datetime) -> Alarm:
    alarm = _over_lately(session, trouble.name, now)
    if alarm is None:
        incident = _young_incident(session, now)
        alarm = Alarm(name=trouble.name, since=trouble.since, told_at=now, incident=incident)
        alarm.about = dict(trouble.about)
    alarm.over_at = None
    session.add(alarm)
    session.flush()
    alarm.incident = alarm.incident or alarm.id
    session.add(alarm)
    return alarm


def _over_lately(session: Session, name: str, now: datetime) -> Alarm | None:
    lately = select(Alarm).where(Alarm.name == name, col(Alarm.over_at) > now - BLIP)
    return session.exec(lately.order_by(col(Alarm.id).desc()).limit(1)).first()


def _young_incident(session: Session, now: datetime) -> int | None:
    """An incident that stands, and began so lately that what comes now belongs to it."""
    session.flush()
    young = [alarm.incident for alarm in standing(session) if _first_told(session, alarm, now)]
    return max((number for number in young if number is not None), default=None)


def _first_told(session: Session, alarm: Alarm, now: datetime) -> bool:
    return session.get_one(Alarm, alarm.incident).told_at > now - JOINS
