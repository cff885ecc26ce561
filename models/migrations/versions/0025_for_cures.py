"""For cures: what arrived and what was paid for in a window, a store at a time

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_deliveries_arrived", "deliveries", ["store", "delivered_at"], unique=False)
    op.create_index("ix_orders_paid", "orders", ["store", "paid_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_orders_paid", table_name="orders")
    op.drop_index("ix_deliveries_arrived", table_name="deliveries")
