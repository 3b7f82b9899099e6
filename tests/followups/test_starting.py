"""Replicas that start together on a database with nothing in it bring it up to date once, and all come up."""

import psycopg
import pytest

from bot.sandbox.server import Sandbox
from storage.engines import database_url
from tests.databases import postgres
from tests.followups.nursery import nursery
from tests.running import MANIFEST

REPLICAS = 4


@pytest.mark.heavy
def test_replicas_that_start_together_upgrade_once_and_all_come_up() -> None:
    with postgres() as server, Sandbox.start(MANIFEST) as slack, nursery() as bots:
        database = server.empty()
        with bots.bots(slack, database, REPLICAS):
            slack.wait_for(lambda: introduced(slack) == REPLICAS, timeout=60)
            assert revisions(database) == 1


def introduced(slack: Sandbox) -> int:
    """How many have their database, and asked Slack who they are."""
    return sum(call.method == "auth.test" and call.ok for call in slack.calls)


def revisions(database: str) -> int:
    plain = database_url(database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        return len(connection.execute("SELECT version_num FROM alembic_version").fetchall())
