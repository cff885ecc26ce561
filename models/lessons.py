"""
What corrections teach: a cause that was settled twice for one kind of complaint is told next time.

A lesson keeps no text: the numbers of its words, and only of those that anybody's dictionary has.
It ends with its dispute's words, when these are forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models.disputes import Dispute
from models.tagging import Cause
from models.tagging.likeness import Alike, telling_words
from models.types import JSON, by_value

ALIKE = 0.6  # How much two texts share at least, for one to teach the other.
TWICE = 2
REMEMBERED = 300  # The newest lessons in one language.


class Lesson(SQLModel, table=True):
    __tablename__ = "lessons"
    __table_args__ = (sa.Index("ix_lessons_language", "language", "at"),)

    dispute_id: int = Field(foreign_key="disputes.id", primary_key=True)
    settled: Cause = Field(sa_type=by_value(Cause))  # By a person, against the desk or with it.
    language: str | None = Field(default=None, max_length=16)
    words: list[int] = Field(default_factory=list, sa_type=JSON)
    at: datetime


@dataclass(frozen=True, slots=True)
class Taught:
    cause: Cause
    by: tuple[int, ...]  # The disputes that taught it.


class Shelf:
    """The newest lessons in one language."""

    def __init__(self, session: Session, language: str | None) -> None:
        mine = select(Lesson).where(Lesson.language == language)
        newest = mine.order_by(col(Lesson.at).desc(), col(Lesson.dispute_id).desc())
        self._lessons = session.exec(newest.limit(REMEMBERED)).all()
        self._alike = Alike(lesson.words for lesson in self._lessons)

    def taught(self, dispute: Dispute) -> Taught | None:
        found = self._alike.to(telling_words(dispute.text), ALIKE) if self._lessons else []
        same = [self._lessons[place] for place in found]
        others = [lesson for lesson in same if lesson.dispute_id != dispute.id][:TWICE]
        settled = {lesson.settled for lesson in others}
        if len(others) < TWICE or len(settled) > 1:
            return None
        return Taught(settled.pop(), tuple(sorted(lesson.dispute_id for lesson in others)))


class Book:
    """The lessons, read once for many disputes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shelves: dict[str | None, Shelf] = {}

    def taught(self, dispute: Dispute) -> Taught | None:
        """What people would settle, by the two newest lessons of its kind; None: nothing."""
        language = dispute.language
        if language not in self._shelves:
            self._shelves[language] = Shelf(self._session, language)
        return self._shelves[language].taught(dispute)


def learn(session: Session, dispute: Dispute, now: datetime) -> None:
    """The dispute's cause, which a person just settled; another word of theirs takes it back."""
    if not dispute.text:
        return
    session.merge(
        Lesson(
            dispute_id=dispute.id,
            settled=dispute.cause,
            language=dispute.language,
            words=list(telling_words(dispute.text)),
            at=now,
        )
    )


def forget(session: Session, disputes: Sequence[int]) -> None:
    session.exec(delete(Lesson).where(col(Lesson.dispute_id).in_(disputes)))
