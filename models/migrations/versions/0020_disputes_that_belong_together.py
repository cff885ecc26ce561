"""Disputes that are related, and disputes that are merged

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relations",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["disputes.id"], name=op.f("fk_relations_first_id")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["disputes.id"], name=op.f("fk_relations_second_id")
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_relations")),
    )
    op.create_index(op.f("ix_relations_second_id"), "relations", ["second_id"], unique=False)
    op.add_column("disputes", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.create_index(
        "ix_disputes_merged",
        "disputes",
        ["merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    product = ["store", "product_id", "cause", "id"]
    op.create_index("ix_disputes_product", "disputes", product, unique=False)


def downgrade() -> None:
    op.drop_index("ix_disputes_product", table_name="disputes")
    op.drop_index("ix_disputes_merged", table_name="disputes")
    op.drop_column("disputes", "merged_into")
    op.drop_table("relations")
