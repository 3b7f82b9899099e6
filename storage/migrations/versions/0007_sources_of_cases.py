"""A case knows what it came from, and a message about it whose note it carries."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("source", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("case_posts") as posts:
        posts.add_column(sa.Column("author", sa.String(), nullable=False, server_default=""))
