"""Who works when: people in four zones, their absences, and when they want quiet."""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from models import rules
from models.hours.business_time import WorkingTime
from models.rules.schema import Absence, Hours

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)  # A Monday; clocks change three times in this month.
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TO_ACT = HOUR  # What must be left of a deadline for it to wait for a shift.
LEAD, MANAGER = "ULEA", "ULEA"
AGENTS = ("UANA", "UBEN", "UADA")
LOOKS = 10  # Of shifts and quiet times that lie across one another.


@dataclass(frozen=True)
class Person:
    zone: str
    start: int = 9
    end: int = 18
    away: tuple[int, ...] = ()  # Days of the month.
    quiet: tuple[int, int] = (22, 8)  # Slack's own schedule, hours of the wall clock.


PEOPLE = {
    "UANA": Person("Asia/Shanghai", away=(9, 10, 11)),
    "UBEN": Person("Europe/Madrid", 8, 16, quiet=(20, 9)),  # Quiet into the shift.
    "UADA": Person("America/Los_Angeles", away=(20,), quiet=(17, 7)),
    "ULEA": Person("Europe/Berlin"),
}


def written() -> str:
    """The rules in force: the desk's own, with managers and people."""
    text = rules.DEFAULT.replace("version = 1", f'version = 1\nmanagers = ["{MANAGER}"]')
    for user, person in PEOPLE.items():
        text += f'\n[people.{user}]\ntimezone = "{person.zone}"\n'
        text += f"hours = {{ start = {person.start:02}:00:00, end = {person.end:02}:00:00 }}\n"
        days = ", ".join(f"{{ first = {_day(d)}, last = {_day(d)} }}" for d in person.away)
        text += f"away = [{days}]\n"
    return text


def _day(number):
    return BEGIN.date() + timedelta(days=number)


def ladder(kind: str, amount: Decimal) -> list[tuple[timedelta, list[str]]]:
    """The steps that the file promises: how long before, and to whom."""
    for one in tomllib.loads(written())["ladders"]:
        fits = kind in one.get("due_kinds", [kind])
        if fits and amount >= Decimal(str(one.get("amount_from", 0))):
            return [(_span(step["before"]), step["to"]) for step in one["steps"]]
    return []


def _span(text):
    return int(text[:-1]) * (DAY if text.endswith("d") else HOUR)


@dataclass
class Quiet:
    known: datetime  # When the desk learnt of it.
    start: datetime
    end: datetime


@dataclass
class Team:
    """What is true of people, told by the simulation and asked by the oracle."""

    quiets: dict[str, list[Quiet]] = field(default_factory=dict)

    def __post_init__(self):
        self.shifts = {user: _shift(person) for user, person in PEOPLE.items()}

    def wants_quiet(self, user, known, start, end):
        self.quiets.setdefault(user, []).append(Quiet(known, start, end))

    def back(self, user, now):
        """When somebody who rests can be disturbed again; None when they can be now."""
        free = now
        for _look in range(LOOKS):
            later = self._quiet_until(user, free, now) or free
            later = self.shifts[user].next_open(later)
            if later == free:
                break
            free = later
        return free if free > now else None

    def _quiet_until(self, user, moment, now):
        known = [one for one in self.quiets.get(user, ()) if one.known <= now]
        return max((one.end for one in known if one.start <= moment < one.end), default=None)

    def on_shift(self, now, users=AGENTS):
        return [user for user in users if self.back(user, now) is None]

    def tonight(self, user, now):
        """The quiet time of this evening, as Slack would tell at noon."""
        person, zone = PEOPLE[user], ZoneInfo(PEOPLE[user].zone)
        today = now.astimezone(zone).date()
        start = datetime.combine(today, time(person.quiet[0]), zone).astimezone(UTC)
        end = datetime.combine(today + timedelta(days=1), time(person.quiet[1]), zone)
        return start, end.astimezone(UTC)


def _shift(person):
    away = tuple(Absence(first=_day(day), last=_day(day)) for day in person.away)
    hours = Hours(start=time(person.start), end=time(person.end))
    return WorkingTime(hours, ZoneInfo(person.zone), frozenset(), away)
