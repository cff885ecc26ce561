"""Rules as data: a file's text, validated whole, kept in versions."""

import tomllib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlmodel import Field, Session, SQLModel, col, select

from models.errors import NotUnderstood
from models.rules.complaints import complaints
from models.rules.schema import Rules, StoreRules, To

__all__ = [
    "DEFAULT",
    "RuleVersion",
    "Rules",
    "StoreRules",
    "To",
    "apply",
    "by_store",
    "current",
    "read",
]

DEFAULT = Path(__file__).with_name("default.toml").read_text(encoding="utf-8")


class RuleVersion(SQLModel, table=True):
    """What was applied; the newest is in force, and going back is a new version as well."""

    __tablename__ = "rule_versions"

    id: int = Field(default=None, primary_key=True)
    at: datetime
    by: str = Field(max_length=64)
    text: str


def read(text: str) -> Rules:
    """
    Raises:
        NotUnderstood: it is no TOML, or says what rules cannot say; each complaint a sentence.

    """
    try:
        found = complaints(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise NotUnderstood("rules-not-toml", why=str(error)) from error
    if found:
        raise NotUnderstood("rules-wrong", complaints="\n".join(found))
    return _read(text)


@lru_cache(maxsize=8)
def _read(text: str) -> Rules:
    return Rules.model_validate(tomllib.loads(text))


def newest(session: Session) -> RuleVersion | None:
    return session.exec(select(RuleVersion).order_by(col(RuleVersion.id).desc()).limit(1)).first()


def current(session: Session) -> Rules:
    """The rules in force."""
    return _read(text_in_force(session))


def text_in_force(session: Session) -> str:
    version = newest(session)
    return version.text if version else DEFAULT


def by_store(session: Session, names: Iterable[str]) -> dict[str, StoreRules]:
    """The rules in force of these stores, for a price that does not grow with the rules."""
    version = newest(session)
    return {name: _of(version.text if version else DEFAULT, name) for name in names}


@lru_cache(maxsize=1024)
def _of(text: str, store: str) -> StoreRules:
    return _read(text).of(store)


def apply(session: Session, text: str, by: str, now: datetime) -> RuleVersion:
    """
    Put rules into force. Ladders that have started keep the steps they started with.

    Raises:
        NotUnderstood: they are not valid; nothing changes.

    """
    read(text)
    version = RuleVersion(at=now, by=by, text=text)
    session.add(version)
    session.flush()
    return version
