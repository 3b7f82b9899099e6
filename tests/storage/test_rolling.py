"""Old code on the next version's tables goes on working and says so; on anything newer it does not begin."""

from itertools import pairwise

import pytest
from sqlalchemy import NullPool, create_engine, inspect
from structlog.testing import capture_logs

from bot.people import Person, Role
from storage.engines import database_url
from storage.migrations import Age, TooNew, age, following, upgrade
from storage.store import Store
from tests.databases import KEY
from tests.storage.people_and_places import workspace
from tests.storage.test_migrations import REVISIONS

ANA = Person(workspace="T1", slack_id="U1", name="Ana", role=Role.AGENT, reports_to="")
NEXT = following(REVISIONS[-1])


def make_newer(url: str, revision: str) -> None:
    """As a later version would: more columns in every table, another table, another revision."""
    with create_engine(database_url(url), poolclass=NullPool).begin() as connection:
        for table in inspect(connection).get_table_names():
            if table != "alembic_version":
                connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN tomorrow VARCHAR")
                connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN later_on INTEGER DEFAULT 0 NOT NULL")
        connection.exec_driver_sql("CREATE TABLE tomorrows (workspace VARCHAR PRIMARY KEY)")
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


def is_at_work(store: Store) -> bool:
    store.remember(lambda memory: memory.workspaces.save(workspace()))
    store.remember(lambda memory: memory.people.replace_team("T1", [ANA]))
    return store.recall(lambda memory: memory.people.team("T1")) == (ANA,)


def revision_of(url: str) -> str:
    with create_engine(database_url(url), poolclass=NullPool).begin() as connection:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def test_revisions_are_numbered_one_by_one() -> None:
    assert all(later == following(sooner) for sooner, later in pairwise(REVISIONS))


def test_who_runs_while_the_tables_become_newer_goes_on(url: str, store: Store) -> None:
    assert is_at_work(store)
    make_newer(url, NEXT)
    assert is_at_work(store)
    assert store.recall(lambda memory: memory.deliveries.counts()) == {"pending": 0}


def test_who_starts_on_tables_one_step_newer_works_says_so_and_changes_nothing(url: str) -> None:
    make_newer(url, NEXT)
    with capture_logs() as told:
        store = Store.open(url, keys=[KEY])
    assert is_at_work(store)
    store.close()
    assert [(line["event"], line["log_level"]) for line in told] == [("tables_of_the_next_version", "warning")]
    assert revision_of(url) == NEXT


def test_an_upgrade_by_hand_leaves_newer_tables_as_they_are(url: str) -> None:
    make_newer(url, NEXT)
    assert (upgrade(url), age(url), revision_of(url)) == (Age.NEXT, Age.NEXT, NEXT)


@pytest.mark.parametrize("revision", [following(NEXT), "f00"])
def test_nobody_begins_on_tables_that_are_newer_still(url: str, revision: str) -> None:
    make_newer(url, revision)
    with pytest.raises(TooNew):
        Store.open(url, keys=[KEY])
    assert (age(url), revision_of(url)) == (Age.AHEAD, revision)
