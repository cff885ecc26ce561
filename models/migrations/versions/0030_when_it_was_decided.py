"""When it was decided whom a message disturbs, by one clock for all hosts; where each was tried

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE messages SET decided_at = wanted_at WHERE ts IS NULL AND wanted > posted")
    # What may have been posted is looked for where the code before this tried it.
    op.execute(
        "UPDATE messages SET thread_ts = (SELECT parent.ts FROM messages parent "
        "WHERE parent.id = messages.parent_id) WHERE ts IS NULL"
    )


def downgrade() -> None:
    op.drop_column("messages", "decided_at")
