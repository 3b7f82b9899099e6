"""Writes the next migration from what the tables say: `uv run python -m tests.storage.revise "What changes."`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine

from storage.migrations import recipe
from tests.databases import sqlite_url


def main(message: str) -> None:
    """Compares an up-to-date database with the tables; the draft is to be read, and shortened, by a person."""
    number = len(list(ScriptDirectory.from_config(recipe()).walk_revisions())) + 1
    with TemporaryDirectory() as folder:
        engine = create_engine(sqlite_url(Path(folder)), poolclass=NullPool)
        with engine.connect() as connection:
            command.revision(recipe(connection), message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main(sys.argv[1])
