"""One id from source to Slack, since when a message is wanted, and tallies

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TRACED = {"audit": 64, "messages": 255, "platform_actions": 64}
STATE = sa.text("state = 'unclear'")
UNCLEAR = ("ix_platform_actions_unclear", "platform_actions")


def upgrade() -> None:
    for table, longest in TRACED.items():
        op.add_column(table, sa.Column("trace", sa.String(length=longest), nullable=True))
    op.add_column("messages", sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE messages SET wanted_at = CURRENT_TIMESTAMP WHERE wanted > posted AND state = 'live'"
    )
    op.add_column("nudges", sa.Column("said_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE nudges SET said_at = sent_at WHERE sent_at IS NOT NULL")
    op.create_index(
        *UNCLEAR, ["claimed_at"], unique=False, sqlite_where=STATE, postgresql_where=STATE
    )
    op.create_table(
        "tallies",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("labels", sa.String(length=160), nullable=False),
        sa.Column("bucket", sa.String(length=8), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", "labels", "bucket", name=op.f("pk_tallies")),
    )


def downgrade() -> None:
    op.drop_table("tallies")
    op.drop_index(*UNCLEAR, sqlite_where=STATE, postgresql_where=STATE)
    op.drop_column("nudges", "said_at")
    op.drop_column("messages", "wanted_at")
    for table in reversed(TRACED):
        op.drop_column(table, "trace")
