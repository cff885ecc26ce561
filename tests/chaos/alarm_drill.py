"""One run: a calm stretch, each trouble until its alerts fire and are over, and calm again."""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from random import Random

import httpx

from tests.chaos.alarms import ALARMS, FASTER, LIMITS
from tests.chaos.books import newest_cards
from tests.chaos.people import ACTS, Ledger, Person
from tests.chaos.provoking import STORE, Unprovoked
from tests.chaos.stage import a_stage
from tests.support.alerts import samples_of, watching
from tests.support.running import until
from tests.support.workspace import Refused

CALM = 330  # Seconds that a calm stretch lasts: whatever began in it would fire in it.
FRESH = 30  # Seconds since each door of each store was read, once the desk is at rest.
HOURS = 3  # By which the platform's time goes ahead in it.
MOVES = 3  # Of a person, between two new disputes in it.
BETWEEN = 3  # Seconds between two moves.
PATIENCE = 600  # Seconds for an alert to fire, or to be over.
LOCKED = 60  # Seconds that a trouble lasts of which one hears only afterwards.
SCRAPES = 5  # Seconds between two scrapes.


@dataclass
class Seen:
    """What came of one row; in seconds since its trouble began, and since it was ended."""

    alarm: object
    fired: float | None = None
    quiet: float | None = None
    why_not: str = ""

    @property
    def is_well(self):
        return bool(self.why_not) or None not in (self.fired, self.quiet)


@dataclass
class Report:
    database: str
    origin: str  # Who judged.
    seen: list = field(default_factory=list)
    calm: dict = field(default_factory=dict)  # What fired in each calm stretch.

    @property
    def is_well(self):
        all_well = all(one.is_well for one in self.seen)
        return bool(self.seen) and all_well and not any(self.calm.values())


def drill(database, root, say=print, only=()):
    with (
        a_stage(database, root, Random(1)) as stage,
        watching(
            stage.web, root / "prometheus", every=SCRAPES, faster=FASTER, limits=LIMITS
        ) as watch,
    ):
        return Drill(stage, watch, database, say).run(only)


class Drill:
    def __init__(self, stage, watch, database, say):
        self._stage, self._watch, self._say = stage, watch, say
        self._report = Report(database, watch.origin)

    def run(self, only):
        asked = [a for a in ALARMS if not only or any(word in a.name for word in only)]
        assert asked, f"No alert has {' or '.join(only)} in its name."
        self._begin()
        self._calm("before")
        for trouble, alarms in groupby(asked, key=lambda alarm: alarm.trouble):
            self._report.seen += self._try(trouble, list(alarms))
        self._calm("afterwards")
        return self._report

    def _begin(self):
        """In peace: the first day is read and stands in Slack."""
        assert until(self._is_settled, PATIENCE, pause=2), f"It never began: {self._metrics()}"
        assert self._is_quiet(), f"It never was: {self._watch.firing}"

    def _is_settled(self):
        told = samples_of(self._metrics())
        ages = [value for one, value in told.items() if one.name == "disputes_source_age_seconds"]
        waits = any(one.name == "disputes_messages_due" for one in told)
        is_read = bool(ages) and max(ages) < FRESH
        return is_read and not waits and bool(newest_cards(self._stage.slack))

    def _metrics(self):
        try:
            return httpx.get(f"{self._stage.web}/metrics", timeout=30, trust_env=False).text
        except httpx.TransportError:
            return None

    def _calm(self, when):
        """Somebody works, buyers open, deadlines come nearer: that is no alert's business."""
        self._watch.begin_anew()
        dice = Random(when)
        person = Person("UANA", self._stage.slack, Ledger(), dice)
        self._stage.gateway.forward(HOURS)
        ends = time.monotonic() + CALM
        while time.monotonic() < ends:
            self._stage.gateway.open("L1", STORE)
            for _ in range(MOVES):
                person.cards = newest_cards(self._stage.slack)
                [act] = dice.choices(list(ACTS), list(ACTS.values()))
                with suppress(Refused):  # The card had changed under the finger.
                    act(person, dice.choice(person.cards))
                time.sleep(BETWEEN)
        self._report.calm[when] = self._watch.ever
        self._say(f"calm {when}: {', '.join(sorted(self._watch.ever)) or 'nothing fired'}")

    def _try(self, trouble, alarms):
        if self._report.database not in trouble.on:
            why = f"only on {' and '.join(trouble.on)}"
            return [Seen(alarm, why_not=why) for alarm in alarms]
        try:
            return self._go_through(trouble, alarms)
        except Unprovoked as error:
            self._say(f"  {error}")
            self._stage.slack.clear()
            self._stage.gateway.clear()
            return [Seen(alarm) for alarm in alarms]

    def _go_through(self, trouble, alarms):
        self._say(f"{trouble.done}: {', '.join(alarm.name for alarm in alarms)}")
        self._watch.begin_anew()
        began, wanted = time.time(), {alarm.name for alarm in alarms}
        ends = trouble.begins(self._stage)
        during = {alarm.name for alarm in alarms if not alarm.afterwards}
        if during:
            until(lambda: during <= self._watch.ever, PATIENCE)
        else:
            time.sleep(LOCKED)
        ends()
        ended = time.time()
        until(lambda: wanted - during <= self._watch.ever, PATIENCE)
        over = self._over(wanted, ended)
        if not self._is_quiet():
            over = {}  # What fires on would count as fired by the next one.
        fired = {name: at - began for name, at in self._watch.first.items()}
        others = ", ".join(sorted(self._watch.ever - wanted))
        self._say(f"  beside them fired: {others or 'none'}")
        return [Seen(a, fired.get(a.name), over.get(a.name)) for a in alarms]

    def _over(self, names, since):
        """When each was quiet again."""
        over = {}

        def all_are():
            for name in names - self._watch.firing:
                over.setdefault(name, time.time() - since)
            return over.keys() == names

        until(all_are, PATIENCE)
        return over

    def _is_quiet(self):
        return until(lambda: not self._watch.firing, PATIENCE)


def lines(report):
    yield f"{report.database}, judged by {report.origin}"
    yield f"`for` and ranges {FASTER} times shorter; limits: " + ", ".join(
        f"{name} {limit:g}" for name, limit in LIMITS.items()
    )
    yield ""
    yield f"  {'alert':<20} {'fired after':>11} {'quiet after':>11}  what was done"
    for one in report.seen:
        fired = one.why_not or _seconds(one.fired)
        quiet = "" if one.why_not else _seconds(one.quiet)
        yield f"  {one.alarm.name:<20} {fired:>11} {quiet:>11}  {one.alarm.trouble.done}"
    for when, names in report.calm.items():
        yield f"  calm {when}, {CALM} s: {', '.join(sorted(names)) or 'none fired'}"


def _seconds(many):
    return "never" if many is None else f"{many:.0f} s"
