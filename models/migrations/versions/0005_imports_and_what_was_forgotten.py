"""Imports, and what was forgotten

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NOT_YET = sa.text("forgotten_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("rejected_bytes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint"),
    )
    op.create_index("ix_imports_changed", "imports", ["changed_at"])
    for table, columns in (("disputes", ["closed_at"]), ("orders", ["modified_at", "read_at"])):
        op.add_column(table, sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
        op.create_index(
            f"ix_{table}_forget",
            table,
            columns,
            sqlite_where=NOT_YET,
            postgresql_where=NOT_YET,
        )


def downgrade() -> None:
    for table in ("orders", "disputes"):
        op.drop_index(f"ix_{table}_forget", table)
        op.drop_column(table, "forgotten_at")
    op.drop_index("ix_imports_changed", "imports")
    op.drop_table("imports")
