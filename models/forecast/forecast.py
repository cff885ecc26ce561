"""What will be missed today at this pace, and what would save it, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import rules
from models.forecast import handling, helping, people, queueing
from models.forecast.handling import Handling
from models.forecast.helping import Help
from models.forecast.people import Worker
from models.forecast.queueing import Task
from models.forecast.simulating import Late, Plan, play
from models.stores import Store

MOST = 20  # Disputes of a list; more are counted, not listed.
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Forecast:
    """
    How the rest of a day goes, in plain JSON values.

    Disputes are numbers, moments are ISO 8601 in UTC, spans are minutes.
    """

    day: str = ""
    stores: list[str] = field(default_factory=list)
    at: str = ""  # When it was made.
    until: str = ""  # Deadlines until then are today's.
    due: int = 0
    overdue: int = 0  # Past their deadline already: nothing saves them.
    people: int = 0  # Who works at some time until then.
    handling: int = 0  # How long one dispute takes.
    slow: int | None = None  # Nine of ten take no longer.
    sample: int = 0
    missed: int = 0
    missed_slow: int | None = None  # If each took as long as the slow ones.
    # The first of them: number, due, who has it, when its person comes to it.
    first: list[list[Any]] = field(default_factory=list)
    passed_on: list[list[Any]] = field(default_factory=list)  # Number, and who has time for it.
    passed_on_count: int = 0
    help: int = 0  # Minutes of more work that save all that can still be saved.
    help_people: int = 0  # Who have to share them, beginning now.
    saves: int = 0
    lost: int = 0  # Nobody who begins now is done in time.
    lost_first: list[int] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        return [one[0] for one in self.first]

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in plain.items() if name in known})


def of(
    session: Session, about: Sequence[Store], day: date, zone: ZoneInfo, now: datetime
) -> Forecast:
    """
    Of these stores together, for one team may answer for several.

    Args:
        day: Whose deadlines; in that zone.

    """
    told = rules.current(session)
    until = queueing.ends(told, about, day, zone)
    tasks = queueing.due(session, until, now)
    said: dict[str, Any] = {
        "day": day.isoformat(),
        "stores": sorted(until),
        "at": now.isoformat(),
        "until": max(until.values(), default=now).isoformat(),
        "due": len(tasks),
        "overdue": queueing.overdue(session, sorted(until), now),
    }
    if not tasks:
        return Forecast(**said)
    owners = {task.owner for task in tasks if task.owner is not None}
    workers = people.on_duty(session, told, about, until, owners, now)
    pace = handling.of(session, told, about, now)
    return Forecast(**said, **_worked_out(tasks, workers, pace, now))


def _worked_out(
    tasks: Sequence[Task], workers: Sequence[Worker], pace: Handling, now: datetime
) -> dict[str, Any]:
    plan = play(tasks, workers, now, pace.work)
    slow = None if pace.slow is None else len(play(tasks, workers, now, pace.slow).missed)
    taken = helping.passed_on(plan, workers, now, pace.work)
    gone = {task.number for task, _user in taken}
    left = [late.task for late in plan.missed if late.task.number not in gone]
    return {
        "people": sum(any(worker.spans.values()) for worker in workers),
        "handling": _minutes(pace.work),
        "slow": None if pace.slow is None else _minutes(pace.slow),
        "sample": pace.count,
        "missed": len(plan.missed),
        "missed_slow": slow,
        **_first(plan, taken),
        **_help(helping.needed(left, now, pace.work)),
    }


def _first(plan: Plan, taken: Sequence[tuple[Task, str]]) -> dict[str, Any]:
    return {
        "first": [_late(late) for late in plan.missed[:MOST]],
        "passed_on": [[task.number, user] for task, user in taken[:MOST]],
        "passed_on_count": len(taken),
    }


def _late(late: Late) -> list[Any]:
    comes = late.turn.start.isoformat() if late.turn else None
    return [late.task.number, late.task.due.isoformat(), late.task.owner, comes]


def _help(needed: Help) -> dict[str, Any]:
    return {
        "help": _minutes(needed.span),
        "help_people": needed.people,
        "saves": len(needed.saves),
        "lost": len(needed.lost),
        "lost_first": [task.number for task in needed.lost[:MOST]],
    }


def _minutes(span: timedelta) -> int:
    """Rounded up: half a minute of help is help."""
    return -(-span // MINUTE)
