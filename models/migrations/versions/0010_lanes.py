"""Lanes: how long parcels really take, and which reminders were just said

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SAID_OF_ORDERS = sa.text("sent_at IS NOT NULL AND order_key IS NOT NULL")
LANE = ("store", "carrier", "country")
# What arrived before there was this table; the previous code's arrivals come with their news.
ARRIVED = """
    INSERT INTO deliveries (order_key, store, carrier, country, shipped_at, delivered_at)
    SELECT o.id, o.store, o.carrier, upper(o.buyer_country), o.shipped_at, min(e.at)
    FROM orders o JOIN parcel_events e ON e.order_key = o.id
    WHERE e.code IN ('GTMS_SIGNED', 'GSTA_BUYER_SIGN', 'SIGNED')
      AND o.shipped_at IS NOT NULL AND o.shipped_at <= e.at
      AND o.carrier IS NOT NULL AND o.buyer_country IS NOT NULL
    GROUP BY o.id, o.store, o.carrier, o.buyer_country, o.shipped_at
"""


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("order_key", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_key"], ["orders.id"], name=op.f("fk_deliveries_order_key")),
        sa.PrimaryKeyConstraint("order_key", name=op.f("pk_deliveries")),
    )
    op.create_index("ix_deliveries_lane", "deliveries", [*LANE, "delivered_at"])
    op.execute(ARRIVED)
    op.create_index(
        "ix_nudges_said",
        "nudges",
        ["store", "rule", "sent_at"],
        sqlite_where=SAID_OF_ORDERS,
        postgresql_where=SAID_OF_ORDERS,
    )


def downgrade() -> None:
    op.drop_index("ix_nudges_said", table_name="nudges")
    op.drop_table("deliveries")
