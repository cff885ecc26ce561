"""Rounds of reading: when each store is due

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PROCESSING = sa.text("status = 'processing'")


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("anew_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reconciled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store"], ["stores.name"], name=op.f("fk_rounds_store")),
        sa.PrimaryKeyConstraint("store", name=op.f("pk_rounds")),
    )
    op.create_index(
        "ix_disputes_processing",
        "disputes",
        ["store", "opened_at"],
        sqlite_where=PROCESSING,
        postgresql_where=PROCESSING,
    )


def downgrade() -> None:
    op.drop_index("ix_disputes_processing", table_name="disputes")
    op.drop_table("rounds")
