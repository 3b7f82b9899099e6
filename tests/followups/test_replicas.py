"""Several bots on one PostgreSQL: each follow-up is seen once, whoever dies midway."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.databases import Postgres, postgres
from tests.followups.nursery import Nursery, nursery
from tests.followups.replicas import Trouble, trial

MANY = 400
WITHIN = timedelta(seconds=12)


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres(lasting=True) as started:
        yield started


@pytest.fixture(scope="module")
def bots() -> Iterator[Nursery]:
    with nursery() as started:
        yield started


@pytest.mark.heavy
@pytest.mark.parametrize("replicas", [2, 4])
@pytest.mark.parametrize("trouble", Trouble)
def test_each_is_seen_once(bots: Nursery, server: Postgres, replicas: int, trouble: Trouble) -> None:
    done = trial(bots, server, replicas, trouble, MANY, WITHIN)
    assert (done.lost, done.twice) == (0, 0)
