"""Actions at the platform about an order without a dispute

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LIVE = sa.text("state IN ('approved', 'sending')")


def upgrade() -> None:
    with op.batch_alter_table("platform_actions") as actions:
        actions.alter_column("dispute_id", existing_type=sa.Integer(), nullable=True)
        actions.add_column(sa.Column("order_key", sa.Integer(), nullable=True))
        actions.create_foreign_key(
            op.f("fk_platform_actions_order_key"), "orders", ["order_key"], ["id"]
        )
    op.create_index(
        "uq_platform_actions_live_of_order",
        "platform_actions",
        ["order_key", "lane"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def downgrade() -> None:
    op.drop_index("uq_platform_actions_live_of_order", table_name="platform_actions")
    op.execute("DELETE FROM platform_actions WHERE dispute_id IS NULL")
    with op.batch_alter_table("platform_actions") as actions:
        actions.drop_constraint(op.f("fk_platform_actions_order_key"), type_="foreignkey")
        actions.drop_column("order_key")
        actions.alter_column("dispute_id", existing_type=sa.Integer(), nullable=False)
