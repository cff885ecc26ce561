"""A record of a dispute on its way in: how the dispute stood, and what the record changed."""

from dataclasses import dataclass, field
from typing import Self

from models import events
from models.disputes import Dispute
from models.intake.verdicts import Verdict
from models.reading import turns
from models.records import DisputeRecord, Turn


@dataclass(frozen=True)
class Before:
    """How a dispute stood when the record came."""

    waits: bool
    turn: Turn
    platform_handled: bool
    is_open: bool
    standing: turns.Standing

    @classmethod
    def of(cls, dispute: Dispute) -> Self:
        return cls(
            dispute.waits_for_us,
            dispute.turn,
            dispute.platform_handled,
            dispute.is_open,
            turns.standing(dispute),
        )


@dataclass
class Taken:
    """A record, and what it changed of its dispute."""

    dispute: Dispute
    record: DisputeRecord
    before: Before | None  # None: the record opened it.
    changed: set[str] = field(default_factory=set)
    verdict: Verdict = Verdict.UNCHANGED
    event: events.Event | None = None

    @property
    def leaves(self) -> bool:
        """It is the platform's from now on, or over."""
        if self.before is None or not self.before.is_open:
            return False
        taken_over = self.dispute.platform_handled and not self.before.platform_handled
        return taken_over or not self.dispute.is_open

    @property
    def opens_or_ends(self) -> bool:
        return self.before is None or self.before.is_open != self.dispute.is_open
