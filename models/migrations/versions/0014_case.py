"""A buyer's earlier disputes, and how a cause's disputes ended, without reading all of them

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_disputes_buyer", "disputes", ["store", "buyer"], unique=False)
    op.create_index("ix_disputes_cause", "disputes", ["store", "cause", "closed_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_disputes_cause", table_name="disputes")
    op.drop_index("ix_disputes_buyer", table_name="disputes")
