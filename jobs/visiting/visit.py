"""One reading of one store, as its doors are handed it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.sources.aliexpress import AliExpress
from jobs.visiting.taking import Misses
from models.stores import Store
from slackbot.desk import Desk

FIRST_LOOK = timedelta(days=90)  # How far back the first reading of a store goes.
OVERLAP = timedelta(minutes=10)  # Of two readings, for rows that came late.
PAGE = 50  # Rows that are looked up together.


@dataclass(frozen=True)
class Visit:
    """
    Attributes:
        started: What changed from here on is the next reading's.
        last: When the last reading started that was whole.
        misses: What may be had later: one thing that cannot be had hides no other.
        anew_from: In the nightly reconciliation: what was read before this is read again.

    """

    desk: Desk
    store: Store
    source: AliExpress
    started: datetime
    last: datetime | None = None
    anew_from: datetime | None = None
    misses: Misses = field(default_factory=Misses)

    @property
    def since(self) -> datetime:
        """Where this reading begins."""
        return self.last - OVERLAP if self.last else self.started - FIRST_LOOK
