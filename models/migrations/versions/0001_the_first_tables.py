"""The first tables

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_budgets")),
    )
    op.create_table(
        "channels",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_post_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "homes",
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_homes")),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "viewer",
                "agent",
                "lead",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("user_id", "store", name=op.f("uq_members_user_id_store")),
    )
    op.create_table(
        "request_keys",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_request_keys")),
    )
    with op.batch_alter_table("request_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_keys_at"), ["at"], unique=False)

    op.create_table(
        "stores",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("leads_channel", sa.String(length=32), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("access_token", sa.LargeBinary(), nullable=True),
        sa.Column("refresh_token", sa.LargeBinary(), nullable=True),
        sa.Column("access_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refresh_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("may_write", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stores")),
    )
    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("issue_id", sa.String(length=64), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("child_order_id", sa.String(length=64), nullable=True),
        sa.Column("buyer", sa.String(), nullable=True),
        sa.Column("buyer_country", sa.String(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "due_kind",
            sa.Enum(
                "respond",
                "return_address",
                "confirm_return",
                "evidence",
                "appeal",
                name="duekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due_estimated", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "processing",
                "finish",
                "canceled_issue",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "turn",
            sa.Enum(
                "ours",
                "buyer",
                "platform",
                "closed",
                "unmapped",
                name="turn",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("turn_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raw_status", sa.String(), nullable=True),
        sa.Column("platform_handled", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("product_id", sa.String(length=64), nullable=True),
        sa.Column("product_name", sa.String(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "withdrawn",
                "agreed_refund",
                "partial_refund",
                "return_refund",
                "resent",
                "won",
                "arbitrated_lost",
                "lost_by_silence",
                "prevented",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("refunded", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=32), nullable=True),
        sa.Column("prevention", sa.String(), nullable=True),
        sa.Column(
            "facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "cause",
            sa.Enum(
                "L1",
                "L2",
                "L3",
                "P1",
                "P2",
                "P3",
                "P4",
                "P5",
                "P6",
                "P7",
                "B1",
                "B2",
                "B3",
                "B4",
                "B5",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column(
            "because", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("also", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("cause_by", sa.String(length=32), nullable=True),
        sa.Column("assignee_id", sa.String(length=32), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.String(), nullable=True),
        sa.Column("reply_by", sa.String(length=32), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "field_times", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["store"], ["stores.name"], name=op.f("fk_disputes_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("store", "issue_id", name=op.f("uq_disputes_store_issue_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.create_index("ix_disputes_answered", ["store", "answered_at"], unique=False)
        batch_op.create_index("ix_disputes_assignee", ["assignee_id", "closed_at"], unique=False)
        batch_op.create_index("ix_disputes_child_order_id", ["child_order_id"], unique=False)
        batch_op.create_index("ix_disputes_closed", ["closed_at"], unique=False)
        batch_op.create_index("ix_disputes_issue", ["issue_id"], unique=False)
        batch_op.create_index(
            "ix_disputes_open",
            ["store", "due_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index("ix_disputes_opened", ["store", "opened_at"], unique=False)
        batch_op.create_index("ix_disputes_order", ["store", "order_id"], unique=False)
        batch_op.create_index("ix_disputes_order_id", ["order_id"], unique=False)
        batch_op.create_index("ix_disputes_seen", ["seen_at"], unique=False)

    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("last_digits", sa.String(length=6), nullable=False),
        sa.Column("buyer", sa.String(), nullable=True),
        sa.Column("buyer_country", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=64), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ship_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promised_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("protection_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tracking_number", sa.String(length=64), nullable=True),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column(
            "field_times", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("track_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store"], ["stores.name"], name=op.f("fk_orders_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("store", "order_id", name=op.f("uq_orders_store_order_id")),
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index("ix_orders_last_digits", ["last_digits"], unique=False)
        batch_op.create_index("ix_orders_shipping", ["store", "ship_by", "status"], unique=False)
        batch_op.create_index(
            "ix_orders_track_at",
            ["track_at"],
            unique=False,
            sqlite_where=sa.text("track_at IS NOT NULL"),
            postgresql_where=sa.text("track_at IS NOT NULL"),
        )
        batch_op.create_index("ix_orders_tracking_number", ["tracking_number"], unique=False)

    op.create_table(
        "sources",
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column(
            "door",
            sa.Enum(
                "disputes",
                "orders",
                "parcels",
                name="door",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store"], ["stores.name"], name=op.f("fk_sources_store")),
        sa.PrimaryKeyConstraint("store", "door", name=op.f("pk_sources")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=True),
        sa.Column(
            "details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_audit_dispute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_dispute_id"), ["dispute_id"], unique=False)

    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_key", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(length=64), nullable=False),
        sa.Column("child_order_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("sku", sa.String(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["order_key"], ["orders.id"], name=op.f("fk_items_order_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
    )
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_items_child_order_id"), ["child_order_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_items_order_key"), ["order_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_items_product_id"), ["product_id"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "card",
                "brief",
                "nudge",
                "shipping",
                "escalation",
                "digest",
                "trouble",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("dispute_id", sa.Integer(), nullable=True),
        sa.Column(
            "payload", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "live",
                "unclear",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("posted", sa.Integer(), nullable=False),
        sa.Column("hurried", sa.Boolean(), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("old_ts", sa.String(length=32), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("redraw_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown", sa.String(length=64), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_messages_dispute_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["messages.id"], name=op.f("fk_messages_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("key", name=op.f("uq_messages_key")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_dispute_id"), ["dispute_id"], unique=False)
        batch_op.create_index(
            "ix_messages_due",
            ["channel", "priority", "id"],
            unique=False,
            sqlite_where=sa.text("wanted > posted AND state = 'live'"),
            postgresql_where=sa.text("wanted > posted AND state = 'live'"),
        )
        batch_op.create_index(
            "ix_messages_redraw",
            ["redraw_at"],
            unique=False,
            sqlite_where=sa.text("redraw_at IS NOT NULL"),
            postgresql_where=sa.text("redraw_at IS NOT NULL"),
        )

    op.create_table(
        "nudges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column(
            "rule",
            sa.Enum(
                "deadline",
                "ship_by",
                name="rule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=True),
        sa.Column("order_key", sa.Integer(), nullable=True),
        sa.Column("limit_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("message_key", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_nudges_dispute_id")),
        sa.ForeignKeyConstraint(["order_key"], ["orders.id"], name=op.f("fk_nudges_order_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudges")),
        sa.UniqueConstraint(
            "dispute_id",
            "rule",
            "limit_at",
            "step",
            name=op.f("uq_nudges_dispute_id_rule_limit_at_step"),
        ),
        sa.UniqueConstraint(
            "order_key",
            "rule",
            "limit_at",
            "step",
            name=op.f("uq_nudges_order_key_rule_limit_at_step"),
        ),
    )
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.create_index(
            "ix_nudges_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND cancelled_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND cancelled_at IS NULL"),
        )
        batch_op.create_index("ix_nudges_message", ["message_key"], unique=False)

    op.create_table(
        "parcel_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_key", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_key"], ["orders.id"], name=op.f("fk_parcel_events_order_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel_events")),
        sa.UniqueConstraint(
            "order_key", "at", "code", "text", name=op.f("uq_parcel_events_order_key_at_code_text")
        ),
    )
    op.create_table(
        "process_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("received_goods", sa.Boolean(), nullable=True),
        sa.Column(
            "attachments", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_process_entries_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_entries")),
        sa.UniqueConstraint(
            "dispute_id",
            "at",
            "action",
            "actor",
            name=op.f("uq_process_entries_dispute_id_at_action_actor"),
        ),
    )
    op.create_table(
        "solutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.String(length=64), nullable=False),
        sa.Column(
            "owner",
            sa.Enum(
                "buyer",
                "seller",
                "platform",
                name="solutionowner",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("amount_usd", sa.BigInteger(), nullable=True),
        sa.Column("reached_type", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_solutions_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solutions")),
        sa.UniqueConstraint(
            "dispute_id",
            "owner",
            "solution_id",
            name=op.f("uq_solutions_dispute_id_owner_solution_id"),
        ),
    )
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subscriber", sa.String(length=64), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["audit.id"], name=op.f("fk_follow_ups_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint(
            "event_id", "subscriber", name=op.f("uq_follow_ups_event_id_subscriber")
        ),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index(
            "ix_follow_ups_due",
            ["try_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_follow_ups_due",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.drop_table("follow_ups")
    op.drop_table("solutions")
    op.drop_table("process_entries")
    op.drop_table("parcel_events")
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.drop_index("ix_nudges_message")
        batch_op.drop_index(
            "ix_nudges_due",
            sqlite_where=sa.text("sent_at IS NULL AND cancelled_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND cancelled_at IS NULL"),
        )

    op.drop_table("nudges")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_messages_redraw",
            sqlite_where=sa.text("redraw_at IS NOT NULL"),
            postgresql_where=sa.text("redraw_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_messages_due",
            sqlite_where=sa.text("wanted > posted AND state = 'live'"),
            postgresql_where=sa.text("wanted > posted AND state = 'live'"),
        )
        batch_op.drop_index(batch_op.f("ix_messages_dispute_id"))

    op.drop_table("messages")
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_items_product_id"))
        batch_op.drop_index(batch_op.f("ix_items_order_key"))
        batch_op.drop_index(batch_op.f("ix_items_child_order_id"))

    op.drop_table("items")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_dispute_id"))

    op.drop_table("audit")
    op.drop_table("sources")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index("ix_orders_tracking_number")
        batch_op.drop_index(
            "ix_orders_track_at",
            sqlite_where=sa.text("track_at IS NOT NULL"),
            postgresql_where=sa.text("track_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_orders_shipping")
        batch_op.drop_index("ix_orders_last_digits")

    op.drop_table("orders")
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.drop_index("ix_disputes_seen")
        batch_op.drop_index("ix_disputes_order_id")
        batch_op.drop_index("ix_disputes_order")
        batch_op.drop_index("ix_disputes_opened")
        batch_op.drop_index(
            "ix_disputes_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_disputes_issue")
        batch_op.drop_index("ix_disputes_closed")
        batch_op.drop_index("ix_disputes_child_order_id")
        batch_op.drop_index("ix_disputes_assignee")
        batch_op.drop_index("ix_disputes_answered")

    op.drop_table("disputes")
    op.drop_table("stores")
    with op.batch_alter_table("request_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_keys_at"))

    op.drop_table("request_keys")
    op.drop_table("members")
    op.drop_table("homes")
    op.drop_table("heartbeats")
    op.drop_table("channels")
    op.drop_table("budgets")
