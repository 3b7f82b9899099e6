"""Prints are found by their case, and rare ones apart from common ones."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MARK = """
UPDATE case_prints SET common = true WHERE EXISTS (
    SELECT 1 FROM case_prints AS other WHERE other.workspace = case_prints.workspace AND other.value = case_prints.value
    GROUP BY other.value HAVING count(*) > 8
)
"""


def upgrade() -> None:
    op.add_column("case_prints", sa.Column("common", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_case_prints_case", "case_prints", ["workspace", "case"])
    op.create_index("ix_case_prints_common", "case_prints", ["workspace", "common", "value"])
    op.execute(MARK)
