"""How Alembic meets our tables."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from models import (
    channels,
    disputes,
    events,
    groups,
    imports,
    members,
    messages,
    orders,
    products,
    relations,
    requests,
    rules,
    stores,
    tallies,
)
from models.acting import actions
from models.ai import budget, texts
from models.charts import charts
from models.hotspots import spots
from models.hours import presence
from models.nudging import nudges
from models.reading import access, grants, rounds, sources, turns
from models.replies import own, uses
from models.shipping import lanes
from models.types import JSON, Money
from models.watching import alarms

TABLES = (
    access,
    actions,
    alarms,
    budget,
    channels,
    charts,
    disputes,
    events,
    grants,
    groups,
    imports,
    lanes,
    members,
    messages,
    nudges,
    orders,
    own,
    presence,
    products,
    relations,
    requests,
    rounds,
    rules,
    sources,
    spots,
    stores,
    tallies,
    texts,
    turns,
    uses,
)


def render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Revisions speak plain SQLAlchemy, so that they outlive our types."""
    if kind != "type":
        return False
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if isinstance(item, Money):
        return "sa.BigInteger()"
    if item is JSON:
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    if type(item).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_item=render,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


with context.config.attributes["engine"].connect() as connection:
    run(connection)
    connection.commit()
