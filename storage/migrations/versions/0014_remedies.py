"""What may be given on the spot when a customer asks."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remedies",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sources", sa.String(), nullable=False),
        sa.Column("from_rank", sa.Integer(), nullable=False),
        sa.Column("needs_yes", sa.Boolean(), nullable=False),
        sa.Column("sealed_words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_remedies")),
    )
