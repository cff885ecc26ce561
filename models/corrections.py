"""What people made of the causes that the desk had told."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.disputes import Dispute
from models.events import AuditEntry, CauseCorrected
from models.tagging.causes import Cause


class Correction(NamedTuple):
    """A dispute whose cause a person settled; the same as was told, where it was right."""

    told: Cause
    settled: Cause
    language: str | None

    @property
    def right(self) -> bool:
        return self.told is self.settled


class Accuracy(NamedTuple):
    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of


def all_of(session: Session) -> list[Correction]:
    """One for each dispute: its first cause against its last, however often it was changed."""
    settled = col(AuditEntry.action) == CauseCorrected.__name__
    lines = (
        select(AuditEntry.details, Dispute.id, Dispute.cause, Dispute.language)
        .join(Dispute, col(Dispute.id) == col(AuditEntry.dispute_id))
        .where(settled, col(Dispute.cause_by).is_not(None))
        .order_by(col(AuditEntry.id))
    )
    first: dict[int, Correction] = {}
    for details, dispute_id, cause, language in session.exec(lines):
        first.setdefault(dispute_id, Correction(Cause(details["before"]), Cause(cause), language))
    return list(first.values())


def accuracy(found: Iterable[Correction], by: Callable[[Correction], str]) -> dict[str, Accuracy]:
    """How often the desk was right, in groups; the largest group first."""
    of, right = Counter[str](), Counter[str]()
    for one in found:
        of[by(one)] += 1
        right[by(one)] += one.right
    return {name: Accuracy(right[name], count) for name, count in of.most_common()}
