"""A channel chooses how much it takes before something is said."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channels") as channels:
        channels.add_column(sa.Column("sensitivity", sa.String(), nullable=False, server_default="normal"))
