"""Texts that a machine made of a buyer's words: wanted, being made, made, or given up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, and_, col, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from models import messages
from models.database import insert_once
from models.disputes import OURS, Dispute
from models.stores import Store
from models.types import JSON, by_value

TRIES = 5  # With a pause that doubles; then the desk goes on without.
LEASE = timedelta(minutes=3)  # Longer than any answer takes.
PAUSE = timedelta(minutes=1)


class MachineKind(StrEnum):
    TRANSLATION = "translation"  # Of the buyer's words, for the team.
    DRAFT = "draft"  # Of an answer, in the buyer's language.


class MachineText(SQLModel, table=True):
    __tablename__ = "machine_texts"

    dispute_id: int = Field(foreign_key="disputes.id", primary_key=True)
    kind: MachineKind = Field(primary_key=True, sa_type=by_value(MachineKind))
    source: str  # What it was made of: the buyer's words, and for a draft the cause as well.
    language: str = Field(max_length=16)
    text: str | None = None  # None while it is not made.
    back: str | None = None  # Of a draft: what it says, in the team's language.
    doubts: list[str] = Field(default_factory=list, sa_type=JSON)  # Numbers that changed.
    attempts: int = 0
    try_at: datetime | None = None  # None: made, or given up.


@dataclass(frozen=True)
class Made:
    text: str
    doubts: tuple[str, ...] = ()
    back: str | None = None


def wanting(session: Session, now: datetime, most: int) -> list[tuple[int, MachineKind]]:
    """Open disputes in another language than their team's, of which something is to be made."""
    found: list[tuple[int, MachineKind]] = []
    for kind in MachineKind:
        asked = _wanting(kind, now).order_by(col(Dispute.id)).limit(most - len(found))
        found += [(number, kind) for number in session.exec(asked)]
    return found


def _wanting(kind: MachineKind, now: datetime) -> SelectOfScalar[int]:
    its = and_(col(MachineText.dispute_id) == Dispute.id, col(MachineText.kind) == kind)
    foreign = and_(
        col(Dispute.closed_at).is_(None),
        col(Dispute.platform_handled).is_(False),
        col(Dispute.text).is_not(None),
        col(Dispute.language) != Store.language,
        col(Store.removed_at).is_(None),
    )
    to_make = or_(
        col(MachineText.dispute_id).is_(None),
        col(MachineText.source) != _made_of(kind),
        col(MachineText.try_at) <= now,
    )
    asked = select(Dispute.id).join(Store, col(Store.name) == Dispute.store)
    asked = asked.outerjoin(MachineText, its).where(foreign, to_make)
    if kind is MachineKind.DRAFT:  # Somebody is about to answer.
        asked = asked.where(
            col(Dispute.assignee_id).is_not(None), col(Dispute.turn).in_(sorted(OURS))
        )
    return asked


def _made_of(kind: MachineKind) -> sa.ColumnElement[str]:
    words = sa.cast(col(Dispute.text), sa.String)
    if kind is MachineKind.TRANSLATION:
        return words
    return sa.cast(col(Dispute.cause), sa.String) + "\n" + words


def source_of(dispute: Dispute, kind: MachineKind) -> str:
    words = dispute.text or ""
    return words if kind is MachineKind.TRANSLATION else f"{dispute.cause}\n{words}"


def claim(
    session: Session, dispute: Dispute, kind: MachineKind, language: str, now: datetime
) -> int | None:
    """The attempt that is ours, which nobody else makes meanwhile; None: somebody does."""
    source, key = source_of(dispute, kind), (dispute.id, kind)
    values = {"source": source, "language": language, "attempts": 1, "try_at": now + LEASE}
    if insert_once(session, MachineText, dispute_id=dispute.id, kind=kind, doubts=[], **values):
        return 1
    known = session.get_one(MachineText, key, populate_existing=True)
    anew = known.source != source
    if not anew and (known.try_at is None or known.try_at > now):
        return None
    if not anew and known.attempts >= TRIES:  # Whoever made it died each time.
        known.try_at = None
        session.add(known)
        session.flush()
        return None
    attempt = 1 if anew else known.attempts + 1
    fence = col(MachineText.attempts) == known.attempts, col(MachineText.source) == known.source
    taken = session.exec(
        update(MachineText)
        .where(*_mine(*key), *fence)
        .values(values | {"attempts": attempt, "text": None, "back": None, "doubts": []})
        .execution_options(synchronize_session=False)
    )
    return attempt if taken.rowcount else None


def record(session: Session, dispute: Dispute, kind: MachineKind, attempt: int, made: Made) -> None:
    """Keep what was made, if it is still what is wanted; cards show it."""
    done = _set(
        session,
        dispute,
        kind,
        attempt,
        text=made.text,
        back=made.back,
        doubts=list(made.doubts),
        try_at=None,
    )
    if done:
        messages.bump_all(session, [dispute.id])


def put_off(
    session: Session, dispute: Dispute, kind: MachineKind, attempt: int, now: datetime
) -> None:
    again = None if attempt >= TRIES else now + PAUSE * 2**attempt
    _set(session, dispute, kind, attempt, try_at=again)


def wait(
    session: Session, dispute: Dispute, kind: MachineKind, attempt: int, until: datetime
) -> None:
    """It was not even asked for: that is no attempt."""
    _set(session, dispute, kind, attempt, attempts=attempt - 1, try_at=until)


def _set(
    session: Session, dispute: Dispute, kind: MachineKind, attempt: int, **values: object
) -> bool:
    made_of = source_of(dispute, kind)
    fence = col(MachineText.attempts) == attempt, col(MachineText.source) == made_of
    done = session.exec(
        update(MachineText)
        .where(*_mine(dispute.id, kind), *fence)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount == 1


def _mine(dispute_id: int, kind: MachineKind) -> tuple[sa.ColumnElement[bool], ...]:
    return col(MachineText.dispute_id) == dispute_id, col(MachineText.kind) == kind


def of(session: Session, dispute: Dispute) -> Mapping[MachineKind, MachineText]:
    """What was made of the words that the buyer says now."""
    mine = select(MachineText).where(
        MachineText.dispute_id == dispute.id,
        col(MachineText.text).is_not(None),
    )
    made = {found.kind: found for found in session.exec(mine)}
    return {kind: one for kind, one in made.items() if one.source == source_of(dispute, kind)}
