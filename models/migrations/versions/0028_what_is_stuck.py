"""Since when messages are stuck on their way to Slack

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

STUCK = sa.text("stuck_at IS NOT NULL")
UNCLEAR = "UPDATE messages SET stuck_at = CURRENT_TIMESTAMP WHERE state = 'unclear'"


def upgrade() -> None:
    op.add_column("messages", sa.Column("stuck_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_messages_stuck",
        "messages",
        ["stuck_at"],
        unique=False,
        sqlite_where=STUCK,
        postgresql_where=STUCK,
    )
    op.execute(UNCLEAR)


def downgrade() -> None:
    op.drop_index("ix_messages_stuck", table_name="messages")
    op.drop_column("messages", "stuck_at")
