"""Putting rules into force and going back: a version each time, and a line in the history."""

from datetime import datetime

from sqlmodel import Session, col, select

from models import events, rules
from models.errors import NotUnderstood, Refused
from models.nudging import ladders
from models.rules import RuleVersion

BUILT_IN = 0  # The rules of a desk to which nothing was ever applied.


def apply(session: Session, text: str, by: str, now: datetime) -> RuleVersion | None:
    """
    Put these rules into force; None where they say just what is in force already.

    Raises:
        NotUnderstood: they are not valid; nothing changes.

    """
    if text == rules.text_in_force(session):
        return None
    before = rules.newest(session)
    version = rules.apply(session, text, by, now)
    ladders.for_owners(session, now)
    event = events.RulesApplied(version.id, before.id if before else BUILT_IN)
    events.record(session, event, by, now)
    return version


def roll_back(session: Session, to: int | None, by: str, now: datetime) -> RuleVersion:
    """
    Put the version before into force again, or an earlier one, as a new version.

    Raises:
        Refused: nothing was ever applied.
        NotUnderstood: there is no such version, or what it says is not valid any more.

    """
    newest = rules.newest(session)
    if newest is None:
        raise Refused("rules-never-applied")
    back_to = _before(session, newest) if to is None else to
    version = rules.apply(session, text_of(session, back_to), by, now)
    ladders.for_owners(session, now)
    event = events.RulesRolledBack(version.id, newest.id, back_to)
    events.record(session, event, by, now)
    return version


def _before(session: Session, newest: RuleVersion) -> int:
    earlier = select(RuleVersion.id).where(col(RuleVersion.id) < newest.id)
    return session.exec(earlier.order_by(col(RuleVersion.id).desc()).limit(1)).first() or BUILT_IN


def text_of(session: Session, number: int) -> str:
    """
    Raises:
        NotUnderstood: no such version.

    """
    if number == BUILT_IN:
        return rules.DEFAULT
    version = session.get(RuleVersion, number)
    if version is None:
        raise NotUnderstood("rules-no-version", asked=str(number))
    return version.text


def history(session: Session) -> list[RuleVersion]:
    """Every version, the one in force first."""
    return list(session.exec(select(RuleVersion).order_by(col(RuleVersion.id).desc())))
