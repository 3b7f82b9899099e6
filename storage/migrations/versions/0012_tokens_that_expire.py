"""An installation may be an organisation's, and its token may expire."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("workspaces") as workspaces:
        workspaces.add_column(sa.Column("enterprise", sa.String(), nullable=False, server_default=""))
        workspaces.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        workspaces.add_column(sa.Column("renewing_until", sa.DateTime(timezone=True), nullable=True))
