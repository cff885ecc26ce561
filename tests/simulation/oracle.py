"""
What people were promised, held against what Slack shows.

Written from the promises alone: it knows the file of rules, the truth of the world, and when
clock, worker and Slack stood still; of the desk it reads only when each row was fired.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.simulation.team import DAY, HOUR, TO_ACT, ladder

MINUTE = timedelta(minutes=1)
EARLY = timedelta(minutes=5)  # Several to one person within minutes are one message.
DECIDED = 6 * MINUTE  # So long whom it goes to stands, while Slack is called.
USEFUL_FOR = 3 * DAY  # What passed longer ago is not said any more.
PERSONAL = ("owner", "thread")
REMIND, RELEASE = 0.5, 0.75  # Of the time that was left when somebody got it.


@dataclass(frozen=True)
class Said:
    """A nudge that the desk fired, and when Slack accepted the message that says it."""

    id: int
    about: str  # dispute or order
    number: int
    rule: str
    limit: datetime
    step: int
    to: str
    person: str | None
    sent_at: datetime
    message: str
    accepted_at: datetime | None


@dataclass(frozen=True)
class Due:
    """A nudge that was owed: from when until when it was of use."""

    course: object
    about: str
    number: int
    rule: str
    limit: datetime
    to: str
    moment: datetime  # Of its step.
    start: datetime  # From when it was owed.
    end: datetime  # From when it was not any more.

    def __str__(self):
        return (
            f"{self.about} {self.number}: {self.rule} to {self.to} of {self.moment:%d %H:%M:%S}, "
            f"limit {self.limit:%d %H:%M}, owed {self.start:%d %H:%M:%S}–{self.end:%d %H:%M:%S}"
        )


@dataclass
class Oracle:
    world: object
    team: object
    still: object  # When clock or worker stood still.
    worker: object
    slack: object  # When Slack was away.
    end: datetime
    complaints: list[str] = field(default_factory=list)
    figures: Counter = field(default_factory=Counter)
    delays: list[timedelta] = field(default_factory=list)

    # What was owed.

    def owed(self):
        for claim in self.world.claims:
            yield from self._ladder(claim)
            yield from self._idle(claim)
        for sale in self.world.sales:
            yield from self._shipping(sale)

    def _ladder(self, claim):
        for found, start, end in claim.course.spans(lambda standing: standing.limit):
            if found is None:
                continue
            limit, kind = found
            over = end or self.end
            about = (claim.course, "dispute", claim.number)
            steps = ladder(kind, claim.amount)
            for place, (span, to) in enumerate(steps):
                moment = limit - span
                last = limit if kind == "appeal" else limit + USEFUL_FOR
                following = limit - steps[place + 1][0] if place + 1 < len(steps) else last
                if max(moment, start) < min(following, over):
                    for one in to:
                        yield Due(
                            *about, "deadline", limit, one, moment,
                            max(moment, start), min(following, over),
                        )  # fmt: skip

    def _idle(self, claim):
        def held(standing):
            since = standing.working_since
            return None if since is None else (since, standing.claimed_at, standing.due_at)

        for found, start, end in claim.course.spans(held):
            if found is None:
                continue
            since, _claimed, limit = found
            over = min(end or self.end, limit)
            for rule, share, to in (("idle", REMIND, "owner"), ("idle_release", RELEASE, "leads")):
                moment = since + share * (limit - since)
                if max(moment, start) < over:
                    about = (claim.course, "dispute", claim.number)
                    yield Due(*about, rule, since, to, moment, max(moment, start), over)

    def _shipping(self, sale):
        for rule in ("ship_by", "no_scan", "no_movement", "customs", "failed_delivery", "pick_up",
                     "promise", "protection"):  # fmt: skip
            for found, start, end in sale.course.spans(lambda one: one.reasons.get(rule)):  # noqa: B023
                if found is None:
                    continue
                limit, spans, until = found
                over = min(end or self.end, until)
                for place, span in enumerate(spans):
                    moment = limit - span
                    following = limit - spans[place + 1] if place + 1 < len(spans) else over
                    if max(moment, start) < min(following, over):
                        about = (sale.course, "order", sale.key)
                        yield Due(*about, rule, limit, "thread", moment, max(moment, start),
                                  min(following, over))  # fmt: skip

    def _held(self, due, now):
        """Until when its owner is to be left alone; None when it may be said now."""
        if due.about == "order" or due.to not in PERSONAL:
            return None
        standing = due.course.at(now)
        limit = standing.due_at if standing.waits else due.limit
        if standing.owner is None or limit <= now:
            return None
        if standing.snoozed_until and min(standing.snoozed_until, limit - TO_ACT) > now:
            return min(standing.snoozed_until, limit - TO_ACT)
        back = self.team.back(standing.owner, now)
        return back if back is not None and back <= limit - TO_ACT else None

    def _first_free(self, due, still):
        """The first moment at which it could be said, for a whole minute; None: there was none."""
        now = due.start
        while now + MINUTE < due.end:
            well = still.well_from(now, MINUTE)
            until = self._held(due, now) or self._held(due, now + MINUTE)
            if well == now and until is None:
                return now
            change = due.course.next_change(now) or due.end
            now = max(well, min(until, change) if until else now, now + timedelta(seconds=1))
        return None

    # The promises.

    def judge(self, said):
        self._once(said)
        self._in_time(said)
        for one in said:
            self._held_true(one)

    def _in_time(self, said):
        spoken = defaultdict(list)
        for one in said:
            spoken[one.about, one.number, one.rule, one.limit, one.to].append(one)
        owed = list(self.owed())
        self._in_its_time(said, owed)
        for due in owed:
            self.figures["owed"] += 1
            mine = spoken[due.about, due.number, due.rule, due.limit, due.to]
            # Another step of the same limit is told apart by its time.
            mine = [s for s in mine if _is_of(s, due) and s.sent_at <= due.end + MINUTE]
            free = self._first_free(due, self.still)
            heard = self._first_free(due, self.still + self.worker + self.slack)
            if mine:
                self._timely(due, mine[0], free, heard)
            elif free is None or heard is None:
                self.figures["let go of in time"] += 1
            else:
                self.complaints.append(f"never said: {due}, could be at {free:%d %H:%M:%S}")

    def _in_its_time(self, said, owed):
        """Nothing is said that was not owed just then."""
        by_key = defaultdict(list)
        for due in owed:
            by_key[due.about, due.number, due.rule, due.limit, due.to].append(due)
        for one in said:
            dues = by_key[one.about, one.number, one.rule, one.limit, one.to]
            owed_then = any(
                due.start - EARLY <= one.sent_at <= due.end + MINUTE
                for due in dues
                if _is_of(one, due)
            )
            if one.rule not in {"restarted", "target"} and not owed_then:
                self.complaints.append(f"not owed when it was said: {one}")

    def _timely(self, due, one, free, heard):
        """When Slack was away meanwhile, whom it goes to is decided once more."""
        self.figures["said"] += 1
        if one.sent_at < due.start - MINUTE and one.sent_at >= due.moment - EARLY:
            return  # Said in an earlier stretch of the same limit, or with others just before.
        if free is not None:
            late = min(one.sent_at - since for since in (free, heard) if since is not None)
            self.delays.append(max(late, timedelta()))
            if late > MINUTE:
                self.complaints.append(f"{late} late: {due}")
        self._accepted(due, one)

    def _accepted(self, due, one):
        well = (self.worker + self.slack).well_from(one.sent_at, MINUTE)
        if one.accepted_at is None:
            if well + MINUTE < due.end and well + MINUTE < self.end:
                self.complaints.append(f"never accepted: {due}, fired {one.sent_at:%d %H:%M:%S}")
            else:
                self.figures["over before Slack was back"] += 1
        elif one.accepted_at > well + MINUTE:
            late = one.accepted_at - well
            self.complaints.append(f"Slack had it {late} late: {due}")

    def _once(self, said):
        messages = Counter()
        for one in said:
            key = (one.about, one.number, one.rule, one.limit, one.step, one.to)
            messages[key] += 1
        for key, count in messages.items():
            if count > 1:
                self.complaints.append(f"said {count} times: {key}")

    def _held_true(self, one):
        """What it says held when it was fired, and its time had come."""
        standing = self.world.courses[one.about, one.number].at(one.sent_at)
        if one.about == "order":
            limit = standing.reasons.get(one.rule, (None,))[0]
            holds = limit == one.limit
        elif one.rule.startswith("idle"):
            holds = standing.working_since == one.limit
        elif one.rule == "target":
            holds = standing.waits
        else:
            holds = standing.limit is not None and standing.limit[0] == one.limit
        if not holds:
            self.complaints.append(f"it had ended when it was fired: {one}")
        if one.rule == "deadline":
            self._not_early(one)

    def _not_early(self, one):
        moment = one.limit - one.step * HOUR
        early = EARLY if one.to in PERSONAL and one.step else timedelta()
        if one.sent_at < moment - early:
            self.complaints.append(f"too early: {one}")

    def disturbed(self, person, said, at):
        """Somebody was called; they work then, or it could not wait."""
        self.figures["calls"] += 1
        decided = max((one.sent_at for one in said if one.sent_at <= at), default=at)
        worked = at - decided <= DECIDED and self.team.back(person, decided) is None
        back = self.team.back(person, at)
        if back is None or worked:
            return
        critical = any(
            one.to == "manager" or at < self._limit(one, at) < back + TO_ACT for one in said
        )
        if critical:
            self.figures["calls in quiet hours, critical"] += 1
        else:
            self.complaints.append(f"{person} rests until {back:%d %H:%M}, called {at}: {said}")

    def _limit(self, one, at):
        standing = self.world.courses[one.about, one.number].at(at)
        return standing.due_at if standing.due_at and standing.waits else one.limit

    def stands(self, one, now, later_steps):  # noqa: PLR0911 - a table of rules.
        """Whether a request that stands in Slack still holds."""
        standing = self.world.courses[one.about, one.number].at(now)
        if one.about == "order":
            found = standing.reasons.get(one.rule)
            return found is not None and found[0] == one.limit and now < found[2]
        if one.rule == "target":
            return standing.waits
        if one.rule == "idle":
            return standing.working_since == one.limit
        if one.rule == "idle_release":
            return standing.waits and standing.owner is None
        if standing.limit is None or standing.limit[0] != one.limit:
            return False
        if standing.limit[1] == "appeal" and now >= one.limit:
            return False
        return one.rule != "deadline" or not any(step < one.step for step in later_steps)


def _is_of(one, due):
    """Steps of the same limit are told apart by their moment."""
    return due.rule.startswith("idle") or one.limit - one.step * HOUR == due.moment
