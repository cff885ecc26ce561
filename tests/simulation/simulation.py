"""A month, step by step: the world moves, the clock ticks, messages go out; then the judgement."""

import heapq
import itertools
import random
from dataclasses import dataclass
from datetime import timedelta

from tests.simulation.judge import Judge
from tests.simulation.machine import Machine
from tests.simulation.oracle import MINUTE, Oracle
from tests.simulation.team import BEGIN, DAY, HOUR, PEOPLE, Team
from tests.simulation.truth import Spans
from tests.simulation.world import World

EVERY = timedelta(seconds=20)  # The clock's.
COALESCE = timedelta(minutes=30)  # Cards and edits wait so long for one another.
AGAIN = timedelta(seconds=10)
MOST_TICKS = 100  # For each dispute and order; more is a row that never ends.


@dataclass(frozen=True)
class Size:
    disputes: int = 5
    orders: int = 4
    days: int = 30
    seed: int = 1

    def __str__(self):
        return f"{self.disputes} disputes, {self.orders} orders, {self.days} days, seed {self.seed}"


@dataclass
class Simulation:
    size: Size
    machine: Machine
    dice: random.Random
    say: object = print

    def __post_init__(self):
        self.ends = BEGIN + self.size.days * DAY
        self.team = Team()
        self.world = World(self.machine, self.team, self.dice, self.size.days)
        self.clock = self._troubles(20, 3)
        self.worker = self._troubles(15, 2)
        self.slack = self._troubles(6, 5)
        self.still = self.clock + self.worker
        self.oracle = Oracle(self.world, self.team, self.still, self.worker, self.slack, self.ends)
        self.judge = Judge(self.machine, self.world, self.oracle)
        self._line, self._order = [], itertools.count()
        self._deliver_at, self._away = None, False

    def _troubles(self, number, hours):
        """Each from a minute and a half to so many hours, none in the last day."""
        spans = []
        for _ in range(number):
            start = BEGIN + timedelta(
                seconds=self.dice.randrange(int((self.size.days - 1) * 86400))
            )
            length = self.dice.choice([90, 600, 3600 * hours * self.dice.random() + 90])
            spans.append((start, start + timedelta(seconds=int(length))))
        return Spans(sorted(spans))

    # The month.

    def run(self):
        self.world.settle_in()
        for user in PEOPLE:
            self._plan(BEGIN + timedelta(hours=9), self.world.evenings(user))
        for life, number in (
            (self.world.dispute, self.size.disputes),
            (self.world.order, self.size.orders),
        ):
            for _ in range(number):
                share = self.dice.uniform(0, 0.93)
                self._plan(BEGIN + share * self.size.days * DAY, life())
        for day in range(1, self.size.days):
            self._plan(BEGIN + day * DAY, self._look())
        most = MOST_TICKS * (self.size.disputes + self.size.orders)
        while (moment := self._next()) is not None and moment < self.ends:
            self._step(moment)
            if self.machine.figures.get("ticks", 0) > most:
                self.judge.complaints.append(f"{moment}: the clock finds the same over and over")
                break
        self.machine.turn(self.ends)
        self._deliver()
        return self._judged()

    def _plan(self, moment, life, dice=None):
        """Each life has dice of its own, so that a seed is the same month whatever Slack does."""
        number = next(self._order)
        dice = dice or random.Random(f"{self.size.seed} {number}")
        heapq.heappush(self._line, (moment.replace(microsecond=0), number, life, dice))

    def _next(self):
        world = self._line[0][0] if self._line else None
        found = [at for at in (world, self._tick_at(), self._deliver_at) if at is not None]
        return max(min(found), self.machine.now) if found else None

    def _tick_at(self):
        due = self.machine.next_due()
        if due is None:
            return None
        due = max(due, self.machine.now)
        while True:
            past = (due - BEGIN) % EVERY
            due = due + (EVERY - past) % EVERY
            over = self.still.until(due)
            if over is None:
                return due if due != self._ticked else due + EVERY
            due = over

    _ticked = None

    def _step(self, moment):
        self.machine.turn(moment)
        self._weather()
        happened = False
        while self._line and self._line[0][0] <= moment:
            _, _, life, self.world.dice = heapq.heappop(self._line)
            pause = next(life, None)
            happened = True
            if pause is not None:
                self._plan(moment + max(pause, timedelta(seconds=1)), life, self.world.dice)
        if happened:
            self._deliver_by(moment + COALESCE)
        if self._tick_at() == moment:
            self._ticked = moment
            if not self.machine.tick():
                self._stands_still((moment, moment + EVERY), self.still)
            self.world.heard()
            self._deliver_by(moment)
        if self._deliver_at is not None and self._deliver_at <= moment:
            self._deliver()

    def _weather(self):
        away = self.slack.until(self.machine.now) is not None
        if away and not self._away:
            self.machine.goes_away()
        elif self._away and not away:
            self.machine.misbehave()
        self._away = away

    def _deliver_by(self, moment):
        moment = max(moment, self.worker.until(moment) or moment)
        self._deliver_at = min(self._deliver_at or moment, moment)

    def _deliver(self):
        now, self._deliver_at = self.machine.now, None
        if (until := self.worker.until(now)) is not None:
            self._deliver_by(until)
            return
        self.machine.dies_after_post = self.dice.random() < 0.01
        if not self.machine.deliver():
            self._dies()
        elif self.machine.undelivered():
            back = self.slack.until(now)
            self._deliver_by(max(back - AGAIN, now + AGAIN) if back else now + AGAIN)

    def _dies(self):
        """The worker is gone for a while: nothing is fired and nothing delivered."""
        now = self.machine.now
        gone = (now, now + timedelta(seconds=self.dice.randint(90, 1200)))
        self._stands_still(gone, self.worker, self.still)
        self._deliver_by(now)

    def _stands_still(self, gone, *which):
        """The oracle looks at the same spans."""
        for spans in which:
            spans.spans = sorted([*spans.spans, gone])

    def _look(self):
        """In the middle of it: no request stands that does not hold, unless Slack is away."""
        now = self.machine.now
        well = (self.still + self.slack).well_from(now - 10 * MINUTE, 11 * MINUTE)
        if well == now - 10 * MINUTE:
            self._deliver()
            if not self.machine.undelivered() and self._tick_at() != now:
                self.judge.nothing_stale(now)
        yield DAY

    def _judged(self):
        self.machine.workspace.clear()
        while self.machine.undelivered():
            self.machine.turn(self.machine.now + MINUTE)
            self.machine.deliver()
        self.judge.nothing_stale(self.ends)
        self.judge.all_of_it()
        return self.judge.complaints

    def lines(self):
        """A table of figures."""
        yield f"A month: {self.size}"
        figures = self.machine.figures | dict(self.oracle.figures)
        figures["messages posted"] = len({post.token for post in self.machine.posts})
        delays = sorted(self.oracle.delays)
        if delays:
            figures["slowest, in seconds"] = delays[-1].total_seconds()
            figures["median delay, in seconds"] = delays[len(delays) // 2].total_seconds()
        hours = {"clock": self.clock, "worker": self.worker, "Slack": self.slack}
        for name, spans in hours.items():
            total = sum((end - start for start, end in spans.spans), timedelta())
            figures[f"{name} away, in hours"] = round(total / HOUR, 1)
        for name, figure in sorted(figures.items()):
            yield f"{name:>34}: {figure:>9}"


def simulate(size, workspace, url, root, say=print):
    random.seed(size.seed)  # The sandbox's faults are thrown with these.
    dice = random.Random(size.seed)
    machine = Machine.start(workspace, url, root, dice, BEGIN)
    try:
        simulation = Simulation(size, machine, dice, say)
        complaints = simulation.run()
    finally:
        machine.desk.database.close()
    return simulation, complaints
