"""Hot spots, what a store says of its products, and the messages about both

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.migrations.values import allow

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
CAUSES = ("L1", "L2", "L3", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "B1", "B2", "B3", "B4", "B5")
SUBJECTS = ("product", "variant", "supplier", "warehouse", "carrier", "lane")
FOLLOWED = sa.text("ended_at IS NULL")


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "hot_spots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("kind", one_of("kind", "rate", "promise", "drop", "mismatch"), nullable=False),
        sa.Column("subject", one_of("subject", *SUBJECTS), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("called", sa.String(), nullable=False),
        sa.Column("cause", one_of("cause", *CAUSES), nullable=True),
        sa.Column("figures", JSON, nullable=False),
        sa.Column("samples", JSON, nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("standing", one_of("standing", "open", "fixed", "dismissed"), nullable=False),
        sa.Column("moved_by", sa.String(length=32), nullable=True),
        sa.Column("fixed_on", sa.DateTime(timezone=True), nullable=True),
        sa.Column("after", JSON, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store"], ["stores.name"], name=op.f("fk_hot_spots_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hot_spots")),
    )
    op.create_index(
        "uq_hot_spots_followed",
        "hot_spots",
        ["store", "kind", "subject", "name"],
        unique=True,
        sqlite_where=FOLLOWED,
        postgresql_where=FOLLOWED,
    )
    op.create_index("ix_hot_spots_found", "hot_spots", ["store", "found_at"], unique=False)
    op.create_table(
        "products",
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("supplier", sa.String(length=200), nullable=True),
        sa.Column("warehouse", sa.String(length=200), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["store"], ["stores.name"], name=op.f("fk_products_store")),
        sa.PrimaryKeyConstraint("store", "product_id", name=op.f("pk_products")),
    )
    allow("messages", "kind", "hot_spot", "forecast")


def downgrade() -> None:
    # That messages may be of these kinds does no harm.
    op.drop_table("products")
    op.drop_index("ix_hot_spots_found", table_name="hot_spots")
    op.drop_index(
        "uq_hot_spots_followed",
        table_name="hot_spots",
        sqlite_where=FOLLOWED,
        postgresql_where=FOLLOWED,
    )
    op.drop_table("hot_spots")
