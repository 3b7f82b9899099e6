"""What all tables have in common."""

from typing import ClassVar

from sqlalchemy import MetaData, text
from sqlmodel import SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
PENDING = text("outcome IS NULL")
OPEN = text("ended_at IS NULL")


class Row(SQLModel):
    """Every table of ours; `workspace` leads every key."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
