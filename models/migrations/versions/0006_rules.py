"""Rules in versions, and nudges to several recipients

Never edit a released migration. Each must run beside the previous code: add first, use
later, remove in a release after that.
"""

import sqlalchemy as sa
from alembic import op

from models.migrations.values import allow

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OLD = ("rule", "limit_at", "step")
NEW = (*OLD, "recipient", "lap")


def upgrade() -> None:
    op.create_table(
        "rule_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_versions")),
    )
    op.create_table(
        "subjects",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_subjects_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["disputes.id"], name=op.f("fk_subjects_dispute_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "dispute_id", name=op.f("pk_subjects")),
    )
    op.create_index(op.f("ix_subjects_dispute_id"), "subjects", ["dispute_id"])
    op.add_column("disputes", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("disputes", sa.Column("snoozed_by", sa.String(length=32), nullable=True))
    allow("messages", "kind", "bundle")
    allow(
        "nudges",
        "rule",
        "restarted",
        "idle",
        "idle_release",
        "target",
        "no_scan",
        "no_movement",
        "customs",
        "failed_delivery",
        "pick_up",
        "promise",
        "protection",
    )
    recipient = sa.Enum(
        "owner",
        "thread",
        "leads",
        "manager",
        name="to",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    with op.batch_alter_table("nudges") as nudges:
        nudges.add_column(
            sa.Column("recipient", recipient, nullable=False, server_default="thread")
        )
        nudges.add_column(sa.Column("lap", sa.Integer(), nullable=False, server_default="0"))
        nudges.add_column(sa.Column("person", sa.String(length=32), nullable=True))
        for about in ("dispute_id", "order_key"):
            nudges.drop_constraint(op.f(_name(about, *OLD)), type_="unique")
            nudges.create_unique_constraint(op.f(_name(about, *NEW)), [about, *NEW])
    op.create_index("ix_nudges_person", "nudges", ["person", "sent_at"])


def downgrade() -> None:
    # That rows may hold the newer values does no harm.
    op.drop_index("ix_nudges_person", table_name="nudges")
    with op.batch_alter_table("nudges") as nudges:
        for about in ("dispute_id", "order_key"):
            nudges.drop_constraint(op.f(_name(about, *NEW)), type_="unique")
            nudges.create_unique_constraint(op.f(_name(about, *OLD)), [about, *OLD])
        nudges.drop_constraint(op.f("ck_nudges_to"), type_="check")
        nudges.drop_column("person")
        nudges.drop_column("lap")
        nudges.drop_column("recipient")
    op.drop_column("disputes", "snoozed_by")
    op.drop_column("disputes", "snoozed_until")
    op.drop_index(op.f("ix_subjects_dispute_id"), table_name="subjects")
    op.drop_table("subjects")
    op.drop_table("rule_versions")


def _name(*columns: str) -> str:
    return "uq_nudges_" + "_".join(columns)
