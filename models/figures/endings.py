"""How disputes ended: ours by their outcome, and those that AliExpress decided by itself."""

import sqlalchemy as sa
from sqlmodel import Session, col, func

from models.disputes import Dispute
from models.figures.scope import Scope
from models.records import Outcome

UNKNOWN = "unknown"  # The outcome of what the platform closed without a word.
HANDLED = "platform_handled"  # AliExpress decided it, and as a rule paid for it.
ALL = (*Outcome, HANDLED, UNKNOWN)

NAME = sa.case(
    (col(Dispute.platform_handled).is_(True), HANDLED),
    (col(Dispute.outcome).is_(None), UNKNOWN),
    else_=sa.cast(col(Dispute.outcome), sa.String),
)


def of(session: Session, scope: Scope) -> list[tuple[str, int]]:
    """Most first."""
    return named(session, scope.ended)


def named(session: Session, which: sa.ColumnElement[bool]) -> list[tuple[str, int]]:
    counted = sa.select(NAME, func.count()).where(which).group_by(NAME)
    rows = session.execute(counted).all()
    return sorted(((str(name), n) for name, n in rows), key=lambda row: (-row[1], row[0]))


def ended(scope: Scope, name: str) -> sa.ColumnElement[bool]:
    return sa.and_(scope.ended, NAME.in_([name]))
