"""A thread knows all who wrote in it, so that one of theirs can be picked."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("threads") as threads:
        threads.add_column(sa.Column("writers", sa.String(), nullable=False, server_default=""))
