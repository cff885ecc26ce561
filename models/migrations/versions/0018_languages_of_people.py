"""The language that the desk speaks with a person

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("presence", sa.Column("locale", sa.String(length=16), nullable=True))
    op.add_column("presence", sa.Column("chosen", sa.String(length=8), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("presence") as presence:
        presence.drop_column("chosen")
        presence.drop_column("locale")
