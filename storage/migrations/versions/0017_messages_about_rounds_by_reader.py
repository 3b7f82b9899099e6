"""Messages about rounds are found by their reader."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_recovery_boards_reader", "recovery_boards", ["workspace", "reader"])
