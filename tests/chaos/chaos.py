"""One run: a storm of faults over people at work, then calm, then the books."""

import heapq
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random

import httpx

from jobs.sources.sandbox.endings import ENDINGS
from tests.chaos.books import newest_cards
from tests.chaos.faults import drawn, faults_on
from tests.chaos.judge import judge
from tests.chaos.people import TEAM, Ledger, Person, at_hand
from tests.chaos.reading import Reading
from tests.chaos.stage import a_stage
from tests.chaos.striking import NOTHING
from tests.chaos.witness import Witness
from tests.chaos.zone import Change
from tests.support.running import until

ACTS = ("answer", "modify", "close", "handback")
CAUSES = ("L1", "L3", "P1", "P3", "P6", "B1", "B2")
ACTED = 0.05  # Share of the moments, ten a second, in which the platform acts on a dispute.
LOOKS = 3.0  # Seconds between two looks at the channels.
CHANGES = 300  # Seconds until the platform's clocks change, or half of a shorter storm.
BACK = 0.7  # Of how many storms they go back: that is the worse, for an hour is shown twice.
JUMPS = 240  # Seconds between two jumps of the platform's time, or a thirtieth of a shorter storm.
FORWARD = (0.5, 5)  # Hours of a jump; in a long storm twice as many, to bring deadlines near.

# A long storm is no heavier than one of half an hour.
LONG = 1800  # Seconds; beyond it people look and move the less, the longer it is.
CROWD = 160  # Of open disputes: beyond it some end.
KEPT = 60  # But the eldest do not, so that some live to their deadlines.


@dataclass(frozen=True)
class Storm:
    """
    How hard it blows.

    Args:
        pace: Seconds between two faults, on average.
        disputes: How many buyers open in the whole storm, beside those of the demo's first day.
        only: Parts of the names of faults, or all.
        patience: Seconds without any progress before settling is given up.
        quiet: Seconds that the books must agree, with nothing moving any more.
        kills: How many times as often processes are killed as the table of faults says.
        is_secluded: Whether this process has a network of its own, and each host may have one.
        watch: Called with the run and a word at its moments: "calm" before the storm, the name of
            each fault as it strikes, "look" every few seconds, and "settled" at the end.

    """

    seconds: float = 600
    seed: int = 1
    database: str = "sqlite"
    pace: float = 2.5
    disputes: int = 120
    only: tuple = ()
    patience: float = 300
    quiet: float = 20  # Every sweep of the desk comes by once in it.
    kills: float = 1
    is_secluded: bool = False
    watch: Callable = lambda _run, _moment: None


@dataclass
class Report:
    storm: Storm
    verdict: object
    struck: Counter
    moves: Counter
    settled_in: float
    figures: dict = field(default_factory=dict)


def chaos(storm, root, say=print):
    dice = Random(storm.seed)
    changes = time.time() + min(storm.seconds / 2, CHANGES)
    change = Change(int(changes), goes_back=dice.random() < BACK)
    with a_stage(storm.database, root, dice, change, is_secluded=storm.is_secluded) as stage:
        run = Run(storm, stage, say)
        run.begin()
        storm.watch(run, "calm")
        run.blow()
        run.calm_down()
        verdict, seconds = run.settle()
        storm.watch(run, "settled")
        return run.report(verdict, seconds)


class Run:
    def __init__(self, storm, stage, say):
        self.stage = stage
        self._storm, self._say = storm, say
        self.ledger = Ledger()
        self._slower = max(1, storm.seconds / LONG)
        self.people = [
            Person(user, stage.slack, self.ledger, Random(f"{storm.seed}-{user}"), self._slower)
            for user in TEAM
        ]
        self._world = Random(storm.seed + 2)
        self._faults = faults_on(storm.database, storm.only, storm.kills)
        self._ends, self._tie = [], count()
        self._tried = Counter()
        self._busy = set()  # Grounds on which something is under way.
        self._ever = set()
        self._opened = 0
        self._issues = []  # What is open at the platform, or was until lately.
        self._witness = Witness(stage.slack, self._issues, Random(storm.seed + 3))

    def begin(self):
        """In peace: every dispute of the first day has its card."""
        worlds = self.stage.gateway.world()["stores"].values()
        truth = (dispute for world in worlds for dispute in world["disputes"])
        self._issues += [one["issue_id"] for one in truth if one["status"] == "processing"]

        def all_carded():
            self._look()
            return len(self._ever) >= len(self._issues) and self.stage.slack.about()["connections"]

        assert until(all_carded, self._storm.patience), f"It never began: {self.stage.root}"

    def blow(self):
        start = time.monotonic()
        ends, jumps = start + self._storm.seconds, min(self._storm.seconds / 30, JUMPS)
        next_fault = next_look = next_jump = start
        for one in (*self.people, self._witness):
            one.start()
        while (now := time.monotonic()) < ends:
            self._end_what_is_over(now)
            if now >= next_look:
                self._look()
                next_look = time.monotonic() + LOOKS * self._slower
            if now >= next_jump:
                self._forward()
                next_jump = now + jumps
            if now >= next_fault:
                self._strike(now)
                next_fault += self._world.expovariate(1 / self._storm.pace)
            self._live((now - start) / self._storm.seconds)
            time.sleep(0.1)

    def _strike(self, now):
        free = [f for f in self._faults if not f.ground or f.ground not in self._busy]
        if not free:
            return  # Of the few that are wanted, all are under way.
        fault = drawn(free, self.stage.struck, self._tried, self.stage.dice)
        self._tried[fault.name] += 1
        self._say(f"{now:.1f} {fault.name}")
        over = fault.strikes(self.stage)
        if over is NOTHING:
            self._say(f"{now:.1f} {fault.name}: nobody felt it")
            return
        self._storm.watch(self, fault.name)
        if fault.ground:
            self._busy.add(fault.ground)
        lasts = self.stage.dice.uniform(*fault.lasts)
        heapq.heappush(self._ends, (now + lasts, next(self._tie), fault, over))

    def _end_what_is_over(self, now):
        while self._ends and self._ends[0][0] <= now:
            _, _, fault, over = heapq.heappop(self._ends)
            self._busy.discard(fault.ground)
            if over is None or over() is not NOTHING:
                self.stage.struck[fault.name] += 1

    def _look(self):
        cards = newest_cards(self.stage.slack)
        self._ever |= {card.number for card in cards}
        for person in self.people:
            person.cards = at_hand(cards, self._world)
        self._storm.watch(self, "look")

    # The platform's own life.

    def _forward(self):
        hours = self._world.uniform(*FORWARD) * min(self._slower, 2)
        self._gateway("forward", hours=hours)

    def _live(self, share):
        while self._opened < self._storm.disputes * share:
            self._opened += 1
            self._issues.append(self._gateway("open", cause=self._world.choice(CAUSES))["issue_id"])
        while len(self._issues) > CROWD:
            self._close_one()
        if self._world.random() < ACTED:
            self._act(self._world.choice(ACTS))

    def _act(self, act):
        if act == "close":
            self._close_one()
            return
        about = self._world.choice(self._issues)
        if self._gateway(act, issue_id=int(about)) is None and act != "handback":
            self._issues.remove(about)  # It had ended in silence.

    def _close_one(self):
        about = self._world.choice(self._issues[KEPT:] or self._issues)
        self._issues.remove(about)
        how = self._world.choice(tuple(ENDINGS))
        self._gateway("close", issue_id=int(about), outcome=how)

    def _gateway(self, act, **body):
        answer = self.stage.gateway.http.post(f"/control/{act}", json=body)
        if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
            return None  # There is nothing of the kind.
        answer.raise_for_status()
        self.stage.struck[f"the platform's {act}"] += 1
        return answer.json()

    # Afterwards.

    def calm_down(self):
        for one in (*self.people, self._witness):
            one.stop()
        self._end_what_is_over(float("inf"))
        self.stage.struck[self.stage.change.name] += 1
        self.stage.slack.clear()
        self.stage.gateway.clear()
        for wire in self.stage.wires.values():
            wire.heal()
        until(lambda: self.stage.slack.about()["connections"], self._storm.patience)
        self._look()
        for number in self.stage.deleted:
            until(lambda n=number: self._asked_again(n), self._storm.patience, pause=1)

    def _asked_again(self, number):
        """Somebody misses the card that was deleted."""
        return self.stage.slack.command("ULEA", f"/dispute repost #{number}")["status"] == 200

    def read(self):
        return Reading.of(self.stage, self.ledger, self._ever, self._witness.known)

    def settle(self):
        """Until all is quiet and the books agree, or until nothing moves and they do not."""
        start, before = time.monotonic(), None
        while True:
            self._quiet()
            verdict = judge(self.read())
            if verdict.is_clean:
                return verdict, time.monotonic() - start
            now = {what: found for what, found in verdict.found.items() if found}
            if now != before:
                before, moved = now, time.monotonic()
                self._say(f"{moved:.1f} settling: {_counted(now)}")
            if time.monotonic() - moved > self._storm.patience:
                return verdict, time.monotonic() - start

    def _quiet(self):
        """For as long as it takes every sweep of the desk to come by, nothing changes in Slack."""
        before = None
        gives_up = time.monotonic() + self._storm.patience
        while before != (now := self.stage.slack.about()["changes"]):
            if time.monotonic() > gives_up:
                return  # It works on; what the books say meanwhile is told.
            before = now
            time.sleep(self._storm.quiet)

    def report(self, verdict, seconds):
        moves = Counter(f"{m.verb}, {m.answer}" for m in self.ledger.moves)
        figures = {
            "processes that ended and came again": self.stage.hosts.falls,
            "deadlocks in the database": self.stage.database.deadlocks(),
        }
        never = dict.fromkeys((fault.name for fault in self._faults), 0)
        struck = Counter(never | dict(self.stage.struck))
        return Report(self._storm, verdict, struck, moves, seconds, figures)


def _counted(found):
    """How much of each kind, and the first of it."""
    return {what: (len(each), each[0]) for what, each in found.items()}
