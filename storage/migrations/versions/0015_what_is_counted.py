"""What is counted for digests, and what may be read of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "readings",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "ts", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_at", "readings", ["at", "workspace"])
    op.create_table(
        "case_figures",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("month", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=True),
        sa.Column("resolve", sa.Integer(), nullable=True),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "case", name=op.f("pk_case_figures")),
    )
    op.create_index("ix_case_figures_month", "case_figures", ["month", "workspace"])
    op.create_table(
        "followup_figures",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("followup", sa.String(), nullable=False),
        sa.Column("month", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "followup", name=op.f("pk_followup_figures")),
    )
    op.create_index("ix_followup_figures_month", "followup_figures", ["month", "workspace"])
    op.create_table(
        "digest_pages",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("tables", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "period", "head", name=op.f("pk_digest_pages")),
    )
    op.create_index(op.f("ix_digest_pages_made_at"), "digest_pages", ["made_at"])
    op.create_table(
        "digest_wishes",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("pace", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_digest_wishes")),
    )
