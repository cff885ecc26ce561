"""The audit by action and time

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_action", "audit", ["action", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_audit_action", table_name="audit")
