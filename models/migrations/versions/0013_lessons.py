"""What corrections teach

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CAUSES = ("L1", "L2", "L3", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "B1", "B2", "B3", "B4", "B5")


def upgrade() -> None:
    op.create_table(
        "lessons",
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column(
            "settled",
            sa.Enum(*CAUSES, name="cause", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column(
            "words", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_lessons_dispute_id")
        ),
        sa.PrimaryKeyConstraint("dispute_id", name=op.f("pk_lessons")),
    )
    op.create_index("ix_lessons_language", "lessons", ["language", "at"], unique=False)


def downgrade() -> None:
    op.drop_table("lessons")
