"""Actions at the platform

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.migrations.values import allow

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("extension", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("added_by", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_evidence_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_dispute_id"), ["dispute_id"], unique=False)

    op.create_table(
        "platform_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "counter",
                "refuse",
                "agree",
                "evidence",
                "extend",
                name="act",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "approved",
                "sending",
                "sent",
                "unclear",
                "failed",
                name="actionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("approved_by", sa.String(length=32), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "before", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
        ),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_platform_actions_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_platform_actions_evidence_id")
        ),
        sa.ForeignKeyConstraint(["store"], ["stores.name"], name=op.f("fk_platform_actions_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_actions")),
    )
    with op.batch_alter_table("platform_actions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_platform_actions_dispute_id"), ["dispute_id"], unique=False
        )
        batch_op.create_index(
            "ix_platform_actions_due",
            ["try_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('approved', 'sending')"),
            postgresql_where=sa.text("state IN ('approved', 'sending')"),
        )
        batch_op.create_index(
            "uq_platform_actions_live",
            ["dispute_id", "lane"],
            unique=True,
            sqlite_where=sa.text("state IN ('approved', 'sending')"),
            postgresql_where=sa.text("state IN ('approved', 'sending')"),
        )

    op.add_column("disputes", sa.Column("refund_max", sa.BigInteger(), nullable=True))
    op.add_column("disputes", sa.Column("refund_currency", sa.String(length=3), nullable=True))
    allow("messages", "kind", "action")


def downgrade() -> None:
    # That messages may be of this kind does no harm; the columns go without a new table.
    op.drop_column("disputes", "refund_currency")
    op.drop_column("disputes", "refund_max")

    with op.batch_alter_table("platform_actions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_platform_actions_live",
            sqlite_where=sa.text("state IN ('approved', 'sending')"),
            postgresql_where=sa.text("state IN ('approved', 'sending')"),
        )
        batch_op.drop_index(
            "ix_platform_actions_due",
            sqlite_where=sa.text("state IN ('approved', 'sending')"),
            postgresql_where=sa.text("state IN ('approved', 'sending')"),
        )
        batch_op.drop_index(batch_op.f("ix_platform_actions_dispute_id"))

    op.drop_table("platform_actions")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_dispute_id"))

    op.drop_table("evidence")
