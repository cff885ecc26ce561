"""The team's own replies, and what became of the disputes in which a reply was used

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CAUSES = ("L1", "L2", "L3", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "B1", "B2", "B3", "B4", "B5")
PURPOSES = ("acknowledge", "explain", "offer", "accept", "decline")


def one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "team_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("cause", one_of(CAUSES, "cause"), nullable=False),
        sa.Column("purpose", one_of(PURPOSES, "purpose"), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=True),
        sa.Column("written_by", sa.String(length=32), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_replies")),
    )
    op.create_index("ix_team_replies_cause", "team_replies", ["cause", "store"], unique=False)
    op.create_table(
        "reply_uses",
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_reply_uses_dispute_id")
        ),
        sa.PrimaryKeyConstraint("dispute_id", "key", name=op.f("pk_reply_uses")),
    )
    op.create_index("ix_reply_uses_key", "reply_uses", ["store", "key", "at"], unique=False)


def downgrade() -> None:
    op.drop_table("reply_uses")
    op.drop_table("team_replies")
