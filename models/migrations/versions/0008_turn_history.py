"""Whose turn it was, and by when

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SIDES = ("ours", "theirs", "handled", "closed")
KINDS = ("respond", "return_address", "confirm_return", "evidence", "appeal")


def upgrade() -> None:
    op.create_table(
        "turn_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", _one_of("side", *SIDES), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_kind", _one_of("duekind", *KINDS), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_turn_history_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_history")),
    )
    op.create_index(op.f("ix_turn_history_dispute_id"), "turn_history", ["dispute_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_turn_history_dispute_id"), table_name="turn_history")
    op.drop_table("turn_history")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
