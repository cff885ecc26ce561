"""What an optional machine translates and drafts, and how often it was asked

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KIND = sa.Enum(
    "translation",
    "draft",
    name="machinekind",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "machine_texts",
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("back", sa.String(), nullable=True),
        sa.Column(
            "doubts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_machine_texts_dispute_id")
        ),
        sa.PrimaryKeyConstraint("dispute_id", "kind", name=op.f("pk_machine_texts")),
    )
    op.create_table(
        "ai_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_ai_days")),
    )


def downgrade() -> None:
    op.drop_table("ai_days")
    op.drop_table("machine_texts")
