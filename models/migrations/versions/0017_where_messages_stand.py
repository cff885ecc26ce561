"""The dispute of a thread, without reading all messages

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_messages_place", "messages", ["channel", "ts"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_messages_place", table_name="messages")
