"""Whom a nudge went to, without the many that went to nobody by name."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAMED = sa.text("person IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_nudges_person", table_name="nudges")
    op.create_index(
        "ix_nudges_person",
        "nudges",
        ["person", "sent_at"],
        sqlite_where=NAMED,
        postgresql_where=NAMED,
    )


def downgrade() -> None:
    op.drop_index("ix_nudges_person", table_name="nudges")
    op.create_index("ix_nudges_person", "nudges", ["person", "sent_at"])
