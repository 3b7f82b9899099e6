"""When people and channels work, how long things wait, and which reminders come together."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CLOCKS = ("weekdays", "start", "end", "country", "subdivision", "quiet_from", "quiet_until", "zone")
WAITS = ("urgent_wait", "wait", "check_in_after", "silent_mornings")


def upgrade() -> None:
    op.create_table(
        "working_hours",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in CLOCKS),
        sa.PrimaryKeyConstraint("workspace", "whose", name=op.f("pk_working_hours")),
    )
    op.create_table(
        "absences",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_over_at"), "absences", ["over_at"])
    op.create_table(
        "patience",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "rank", name=op.f("pk_patience")),
    )
    op.create_table(
        "gathered",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "delivery", name=op.f("pk_gathered")),
    )
    op.create_index("ix_gathered_list", "gathered", ["workspace", "list"])
    op.create_index(op.f("ix_gathered_until"), "gathered", ["until"])
    with op.batch_alter_table("nudge_rooms") as rooms:
        for name in WAITS:
            rooms.add_column(sa.Column(name, sa.Integer(), nullable=True))
    with op.batch_alter_table("threads") as threads:
        threads.add_column(sa.Column("earlier_owner", sa.String(), nullable=False, server_default=""))
