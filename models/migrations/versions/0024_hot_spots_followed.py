"""When hot spots were moved and last found, and orders by the day they were shipped

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hot_spots", sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("hot_spots", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("stores", sa.Column("hot_spots_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_orders_shipped", "orders", ["store", "shipped_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_orders_shipped", table_name="orders")
    op.drop_column("stores", "hot_spots_at")
    op.drop_column("hot_spots", "seen_at")
    op.drop_column("hot_spots", "moved_at")
