"""Troubles that the operators were told of

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

from models.types import JSON

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STANDS = sa.text("over_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("about", JSON, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
    )
    op.create_index(
        "uq_alarms_standing",
        "alarms",
        ["name"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index("ix_alarms_over", "alarms", ["over_at"])
    op.create_index("ix_alarms_incident", "alarms", ["incident"])


def downgrade() -> None:
    op.drop_index("ix_alarms_incident", table_name="alarms")
    op.drop_index("ix_alarms_over", table_name="alarms")
    op.drop_index("uq_alarms_standing", table_name="alarms")
    op.drop_table("alarms")
