"""Several bots on one PostgreSQL: each follow-up is seen once, also when one of them is killed midway."""

from collections.abc import Iterator

import pytest

from bot.sandbox.server import Sandbox
from tests.databases import Postgres, postgres
from tests.followups.crowd import SLOW, ask, couriers, seen
from tests.running import MANIFEST

MANY = 200


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as started:
        yield started


@pytest.mark.heavy
@pytest.mark.parametrize("replicas", [2, 4])
@pytest.mark.parametrize("killed", [False, True], ids=["all live", "one killed"])
def test_each_is_seen_once(server: Postgres, replicas: int, killed: bool) -> None:
    with Sandbox.start(MANIFEST) as slack:
        slack.faults.hang("chat.postMessage", seconds=SLOW, times=100_000, done=True)
        database = server.fresh()
        ask(slack, database, MANY, slack.clock.now())
        with couriers(slack, database, replicas) as processes:
            slack.wait_for(lambda: len(seen(slack)) >= MANY // 4, timeout=60)
            if killed:
                processes[0].kill()
            slack.wait_for(lambda: len(seen(slack)) == MANY, timeout=120)
            slack.wait_for(lambda: slack.faults.hanging == 0, timeout=30)
        assert seen(slack) == {f"note-{number:05}": 1 for number in range(MANY)}
    server.clean()
