"""What is true of each dispute and order, moment by moment, whatever the desk believes."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

HOUR, DAY, NOTHING = timedelta(hours=1), timedelta(days=1), timedelta()
APPEAL_WITHIN = 7 * DAY
HAIR = timedelta(microseconds=1)


@dataclass(frozen=True)
class Standing:
    """How a dispute stands, as far as the desk was told."""

    turn: str = "ours"
    turn_since: datetime | None = None
    due_at: datetime | None = None
    kind: str = "respond"
    platform_handled: bool = False
    owner: str | None = None
    claimed_at: datetime | None = None
    snoozed_until: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None

    @property
    def waits(self):
        return self.closed_at is None and not self.platform_handled and self.turn == "ours"

    @property
    def limit(self):
        """Until when we must do something, and what; None: nothing is ours to do."""
        if self.waits:
            return self.due_at, self.kind
        if self.outcome == "arbitrated_lost" and self.closed_at is not None:
            return self.closed_at + APPEAL_WITHIN, "appeal"
        return None

    @property
    def working_since(self):
        """Since when its owner has had it to answer."""
        if self.waits and self.owner is not None:
            return max(self.claimed_at, self.turn_since)
        return None

    def become(self, **values):
        """Rest was asked for by one owner before one limit."""
        after = replace(self, **values)
        same = after.waits and (after.owner, after.limit) == (self.owner, self.limit)
        return after if same else replace(after, snoozed_until=None)


@dataclass
class Course:
    """A history of standings."""

    times: list[datetime] = field(default_factory=list)
    standings: list = field(default_factory=list)

    def at(self, moment):
        place = bisect_right(self.times, moment)
        return self.standings[place - 1] if place else None

    def now(self):
        return self.standings[-1]

    def next_change(self, moment):
        place = bisect_right(self.times, moment)
        return self.times[place] if place < len(self.times) else None

    def put(self, moment, standing):
        moment = max(moment, self.times[-1] + HAIR) if self.times else moment
        self.times.append(moment)
        self.standings.append(standing)

    def change(self, moment, **values):
        self.put(moment, self.now().become(**values))

    def spans(self, what):
        """Stretches in which `what` of the standing stays the same: (value, start, end)."""
        found = []
        for place, (start, standing) in enumerate(zip(self.times, self.standings, strict=True)):
            end = self.times[place + 1] if place + 1 < len(self.times) else None
            value = what(standing)
            if found and found[-1][0] == value:
                found[-1] = (value, found[-1][1], end)
            else:
                found.append((value, start, end))
        return found


@dataclass
class Claim:
    """A buyer's claim on the platform."""

    issue_id: str
    store: str
    opened_at: datetime
    amount: Decimal
    number: int = 0  # The desk's.
    course: Course = field(default_factory=Course)


@dataclass(frozen=True)
class Parcel:
    """How an order and its parcel stand."""

    ship_by: datetime | None = None
    shipped_at: datetime | None = None
    promised_by: datetime | None = None
    protected_until: datetime | None = None
    where: str = "announced"  # announced, moving, customs, stopped, failed, pick_up, delivered
    since: datetime | None = None  # Of the stage.
    moved_at: datetime | None = None  # The last event.
    over: bool = False  # Cancelled, finished, or in dispute.

    def become(self, **values):
        return replace(self, **values)

    @property
    def reasons(self):
        """By reason: the limit, how long before it is said, and when time alone ends it."""
        if self.over or self.where == "delivered":
            return {}
        if self.shipped_at is None:
            return {"ship_by": (self.ship_by, (48 * HOUR, 24 * HOUR, 6 * HOUR), self.ship_by)}
        over = self.protected_until  # After it nobody can claim anything.
        halt = self._halt()
        return {
            "promise": (self.promised_by, (3 * DAY,), self.promised_by),
            "protection": (over, (5 * DAY,), over),
            halt[0]: (halt[1], halt[2:], min(over, halt[1]) if self.where == "pick_up" else over),
        }

    def _halt(self):
        """Why it stands still, from when or until when, and how long before it is said."""
        match self.where:
            case "announced":
                return "no_scan", self.shipped_at + 5 * DAY, NOTHING
            case "moving":
                return "no_movement", self.moved_at + 10 * DAY, NOTHING
            case "customs":
                return "customs", self.moved_at + 3 * DAY, NOTHING
            case "stopped":
                return "customs", self.since, NOTHING
            case "failed":
                return "failed_delivery", self.since, NOTHING
        return "pick_up", self.since + 10 * DAY, 2 * DAY


@dataclass
class Sale:
    order_id: str
    store: str
    paid_at: datetime
    key: int = 0  # The desk's.
    course: Course = field(default_factory=Course)


@dataclass
class Spans:
    """When something does not work."""

    spans: list[tuple[datetime, datetime]]

    def until(self, moment):
        """The end of the trouble at a moment; None when there is none."""
        while (end := self._one(moment)) is not None:
            moment, found = end, end
            if self._one(end) is None:
                return found
        return None

    def _one(self, moment):
        return max((end for start, end in self.spans if start <= moment < end), default=None)

    def well_from(self, moment, length):
        """The first moment from which nothing is wrong for so long."""
        while True:
            blocking = [
                end for start, end in self.spans if start < moment + length and moment < end
            ]
            if not blocking:
                return moment
            moment = max(blocking)

    def __add__(self, other):
        return Spans(sorted(self.spans + other.spans))
