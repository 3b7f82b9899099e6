"""A store on each database: every promise must hold on both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.databases import KEY, Postgres, postgres, sqlite_url


class Servers:
    """Starts the one PostgreSQL server of a test run when the first test needs it."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._request = request
        self._postgres: Postgres | None = None

    @property
    def postgres(self) -> Postgres:
        found = self._request.getfixturevalue("postgres_server")
        assert isinstance(found, Postgres)
        self._postgres = found
        return found

    def clean(self) -> None:
        """Drop the databases of this test, so that they need not be written to the disk."""
        if self._postgres is not None:
            self._postgres.clean()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture
def servers(request: pytest.FixtureRequest) -> Iterator[Servers]:
    started = Servers(request)
    yield started
    started.clean()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> str:
    """An up-to-date database of its own for each test."""
    return sqlite_url(tmp_path) if request.param == "sqlite" else servers.postgres.fresh()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url, keys=[KEY])
    yield opened
    opened.close()
