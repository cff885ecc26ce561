"""The pictures that messages show

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NAMES = ("overview", "causes", "deadlines", "products", "won")
DUE = sa.text("state = 'wanted'")
REFUSED = sa.text("native_refused_at IS NOT NULL")


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "charts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("name", one_of("name", *NAMES), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state", one_of("state", "wanted", "stands", "native", "given_up"), nullable=False
        ),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("coded", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("show_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("native_refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_charts_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charts")),
        sa.UniqueConstraint("message_id", "name", name=op.f("uq_charts_message_id_name")),
    )
    op.create_index(
        "ix_charts_due",
        "charts",
        ["try_at"],
        unique=False,
        sqlite_where=DUE,
        postgresql_where=DUE,
    )
    op.create_index(
        "ix_charts_native_refused",
        "charts",
        ["native_refused_at"],
        unique=False,
        sqlite_where=REFUSED,
        postgresql_where=REFUSED,
    )


def downgrade() -> None:
    op.drop_index(
        "ix_charts_native_refused",
        table_name="charts",
        sqlite_where=REFUSED,
        postgresql_where=REFUSED,
    )
    op.drop_index("ix_charts_due", table_name="charts", sqlite_where=DUE, postgresql_where=DUE)
    op.drop_table("charts")
