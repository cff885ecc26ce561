"""For figures: the audit by action and time, first answers, finished orders

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_action", "audit", ["action", "at"], unique=False)
    first = sa.Column("first_answered_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("disputes", first)
    op.execute("UPDATE disputes SET first_answered_at = answered_at")
    answered = ["store", "first_answered_at"]
    op.create_index("ix_disputes_first_answered", "disputes", answered, unique=False)
    finished = ["store", "status", "modified_at"]
    op.create_index("ix_orders_finished", "orders", finished, unique=False)


def downgrade() -> None:
    op.drop_index("ix_orders_finished", table_name="orders")
    op.drop_index("ix_disputes_first_answered", table_name="disputes")
    op.drop_column("disputes", "first_answered_at")
    op.drop_index("ix_audit_action", table_name="audit")
