"""The team's own replies: per store, cause, purpose and language, beside the built-in ones."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.members import EVERY_STORE
from models.replies.purposes import Purpose
from models.replies.templates import TEAM, TEAM_LANGUAGE, ReplyTemplate, read
from models.tagging.causes import Cause
from models.types import by_value

MOST = 40  # Of a cause in one store; who writes more takes some out of use.


class TeamReply(SQLModel, table=True):
    __tablename__ = "team_replies"
    __table_args__ = (sa.Index("ix_team_replies_cause", "cause", "store"),)

    id: int = Field(default=None, primary_key=True)
    store: str = Field(default=EVERY_STORE, max_length=64)
    cause: Cause = Field(sa_type=by_value(Cause))
    purpose: Purpose = Field(sa_type=by_value(Purpose))
    language: str = Field(max_length=16)
    text: str  # With gaps, such as {{ product }}.
    meaning: str | None = None  # The same in the team's language.
    written_by: str = Field(max_length=32)
    written_at: datetime
    retired_at: datetime | None = None  # Taken out of use; what it did is still counted.
    version: int = 1

    @property
    def key(self) -> str:
        return f"{TEAM}{self.id}"


def of_cause(session: Session, store: str, cause: Cause, language: str) -> list[TeamReply]:
    """Those that are in use for a cause in a store, for that language or in ours; newest first."""
    mine = select(TeamReply).where(
        TeamReply.cause == cause,
        col(TeamReply.store).in_([EVERY_STORE, store]),
        col(TeamReply.language).in_([language, TEAM_LANGUAGE]),
        col(TeamReply.retired_at).is_(None),
    )
    return list(session.exec(mine.order_by(col(TeamReply.id).desc()).limit(MOST)))


def of_stores(session: Session, stores: Iterable[str], most: int) -> list[TeamReply]:
    """All that are in use there, by cause."""
    mine = select(TeamReply).where(
        col(TeamReply.store).in_([EVERY_STORE, *stores]), col(TeamReply.retired_at).is_(None)
    )
    ordered = mine.order_by(col(TeamReply.cause), col(TeamReply.language), col(TeamReply.id))
    return list(session.exec(ordered.limit(most)))


def template(reply: TeamReply) -> ReplyTemplate:
    return ReplyTemplate(
        reply.key, reply.cause, reply.purpose, reply.language, *read(reply.text), reply.meaning
    )
