"""Follow-ups, the zones of people, how channels want to be reminded, and who waits in a thread."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WAITS = ("waiting_since", "urgent_at", "settled_at", "promised_at", "promised_on")


def upgrade() -> None:
    op.create_table(
        "followups",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_followups")),
    )
    op.create_index(op.f("ix_followups_ended_at"), "followups", ["ended_at"])
    still_open = sa.text("ended_at IS NULL")
    for person in ("owner", "asked_by"):
        op.create_index(
            f"ix_followups_{person}",
            "followups",
            ["workspace", person],
            sqlite_where=still_open,
            postgresql_where=still_open,
        )
    op.create_table(
        "zones",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_zones")),
    )
    op.create_table(
        "nudge_rooms",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("opted_in", sa.Boolean(), nullable=False),
        sa.Column("neutral_line", sa.Boolean(), nullable=False),
        sa.Column("cover", sa.String(), nullable=False),
        sa.Column("off", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_nudge_rooms")),
    )
    with op.batch_alter_table("threads") as threads:
        for name in WAITS:
            threads.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
