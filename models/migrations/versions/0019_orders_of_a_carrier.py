"""A carrier's latest orders, without reading all of them

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_orders_carrier", "orders", ["store", "carrier", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_orders_carrier", table_name="orders")
