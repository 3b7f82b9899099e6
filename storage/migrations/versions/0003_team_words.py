"""The team has words of its own, and cues may fall silent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cue_silences",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "cue", name=op.f("pk_cue_silences")),
    )
    op.create_table(
        "team_wordings",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("technique", sa.String(), nullable=False),
        sa.Column("sealed_words", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_team_wordings")),
    )
    op.create_index(op.f("ix_team_wordings_offered_at"), "team_wordings", ["offered_at"])
    with op.batch_alter_table("wrong_marks") as marks:
        marks.add_column(sa.Column("showing", sa.Integer(), nullable=False, server_default="0"))
