"""However often a bot is killed in the middle of its work: everything due is seen, and seen once."""

from pathlib import Path
from random import Random

import pytest

from bot.sandbox.server import Sandbox
from tests.databases import sqlite_url
from tests.followups.crowd import SLOW, ask, couriers, seen
from tests.running import MANIFEST

MANY = 24


def killed_after(slack: Sandbox, database: str, posts: int) -> None:
    """Start a bot and kill it as soon as so many more messages were posted, whatever else is on its way."""
    before = sum(seen(slack).values())
    with couriers(slack, database) as (process,):
        slack.wait_for(lambda: sum(seen(slack).values()) >= min(before + posts, MANY), timeout=60)
        process.kill()


def a_round(folder: Path, chance: Random) -> None:
    with Sandbox.start(MANIFEST) as slack:
        slack.faults.hang("chat.postMessage", seconds=SLOW, times=100_000, done=True)
        database = sqlite_url(folder)
        ask(slack, database, MANY, slack.clock.now())
        killed_after(slack, database, chance.randrange(1, MANY // 2))
        killed_after(slack, database, chance.randrange(1, MANY // 2))
        with couriers(slack, database):
            slack.wait_for(lambda: len(seen(slack)) == MANY, timeout=90)
            slack.wait_for(lambda: slack.faults.hanging == 0, timeout=30)
        assert seen(slack) == {f"note-{number:05}": 1 for number in range(MANY)}


def test_a_killed_bot_says_everything_once(tmp_path: Path) -> None:
    a_round(tmp_path, Random(1))


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(20))
def test_a_bot_that_is_killed_again_and_again_says_everything_once(tmp_path: Path, seed: int) -> None:
    a_round(tmp_path, Random(100 + seed))
