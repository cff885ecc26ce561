"""One dispute, weighed: both sides, the wish, the courses, and the one to take."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models import rules
from models.case import evidence, history, sides
from models.case.courses import Course, courses
from models.case.history import History
from models.case.points import Point
from models.case.wishes import Wish, wish_of
from models.casefile import Casefile


@dataclass(frozen=True)
class Weighed:
    for_us: list[Point]
    against_us: list[Point]
    wish: Wish | None
    courses: list[Course]  # The cheapest first; none where nobody knows the amount.
    ticked: tuple[bool, ...]  # The guide's evidence, in its order.
    missing: str | None  # What must be there before we refuse.
    past: History

    @property
    def advised(self) -> Course | None:
        """The cheapest; without what must be there, no refusal."""
        able = (one for one in self.courses if one.name != "refuse" or self.missing is None)
        return next(able, None)


def weigh(session: Session, case: Casefile, now: datetime) -> Weighed:
    dispute, past = case.dispute, history.of(session, case)
    theirs = rules.by_store(session, [dispute.store])[dispute.store]
    there = evidence.known(session, case)
    amount = dispute.amount
    return Weighed(
        for_us=sides.for_us(case, past, now),
        against_us=sides.against_us(case, past, now),
        wish=wish_of(case),
        courses=courses(dispute.cause, amount, past, theirs) if amount else [],
        ticked=evidence.ticked(dispute.cause, there),
        missing=evidence.missing(dispute.cause, there),
        past=past,
    )
