"""Rounds to come first with: their words, their channels, their cards."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recoveries",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("proposer", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("style", sa.String(), nullable=False),
        sa.Column("by_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("news_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("channels", sa.String(), nullable=False),
        sa.Column("everywhere", sa.Boolean(), nullable=False),
        sa.Column("sealed_words", sa.String(), nullable=False),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_recoveries")),
    )
    op.create_index(op.f("ix_recoveries_erase_at"), "recoveries", ["erase_at"])

    op.create_table(
        "recovery_boards",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("is_card", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "run", "reader", "is_card", name=op.f("pk_recovery_boards")),
    )
    op.create_index(op.f("ix_recovery_boards_erase_at"), "recovery_boards", ["erase_at"])

    op.create_table(
        "recovery_tellings",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("stands", sa.String(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("sealed_note", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("passed", sa.String(), nullable=False),
        sa.Column("followups", sa.String(), nullable=False),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_recovery_tellings")),
    )
    op.create_index(op.f("ix_recovery_tellings_erase_at"), "recovery_tellings", ["erase_at"])
    op.create_index("ix_recovery_tellings_owner", "recovery_tellings", ["workspace", "run", "owner"])
