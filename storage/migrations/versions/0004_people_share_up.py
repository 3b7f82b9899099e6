"""People share up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_moments",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "case", "step", name=op.f("pk_case_moments")),
    )
    op.create_index(op.f("ix_case_moments_at"), "case_moments", ["at"])
    op.create_table(
        "case_posts",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("is_card", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "case", "channel", "ts", name=op.f("pk_case_posts")),
    )
    op.create_table(
        "case_prints",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "value", "case", name=op.f("pk_case_prints")),
    )
    op.create_table(
        "case_quotes",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "ts", "case", name=op.f("pk_case_quotes")),
    )
    op.create_table(
        "cases",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("sharer", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("shared_with", sa.String(), nullable=False),
        sa.Column("pass_to", sa.String(), nullable=False),
        sa.Column("offer", sa.String(), nullable=False),
        sa.Column("sealed_words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_cases")),
        sa.UniqueConstraint("workspace", "number", name=op.f("uq_cases_workspace_number")),
    )
    op.create_index("ix_cases_sharer", "cases", ["workspace", "sharer"])
    op.create_index("ix_cases_thread", "cases", ["workspace", "channel", "thread"])
    op.create_table(
        "unguarded",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_unguarded")),
    )
