"""A process that is killed in the middle of its work loses nothing that it said it had remembered."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from storage.store import Memory, Store
from storage.tables import DELIVERIES, HEARINGS
from tests.databases import KEY, sqlite_url
from tests.storage.conftest import Servers
from tests.storage.people_and_places import HERE


def kill_after(url: str, commits: int) -> int:
    """Let a process remember, kill it, and tell how many commits it told of before it died."""
    with subprocess.Popen([sys.executable, "-m", "tests.storage.load", url], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(commits):
            assert process.stdout.readline()
        process.kill()
        return commits + len(process.stdout.readlines())


def remembered(memory: Memory) -> tuple[int, int, int]:
    """How many messages, by each of the three traces that one transaction leaves."""
    connection = memory._ledger.connection
    heard = connection.scalar(select(func.count()).select_from(HEARINGS))
    scheduled = connection.scalar(select(func.count()).select_from(DELIVERIES))
    return heard or 0, memory.threads.find(HERE).messages, scheduled or 0


def test_a_killed_process_leaves_a_whole_file_with_all_it_promised(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    told = kill_after(url, Random(7).randrange(20, 200))
    damage = sqlite3.connect(tmp_path / "levelhead.sqlite3")
    assert damage.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    damage.close()
    store = Store.open(url, keys=[KEY])
    heard, noted, scheduled = store.recall(remembered)
    store.close()
    assert heard == noted == scheduled
    assert heard - told in (0, 1)


def test_a_killed_process_leaves_a_whole_server_with_all_it_promised(servers: Servers) -> None:
    url = servers.postgres.fresh()
    told = kill_after(url, 50)
    store = Store.open(url, keys=[KEY])
    heard, noted, scheduled = store.recall(remembered)
    store.close()
    assert heard == noted == scheduled
    assert heard - told in (0, 1)


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(6))
def test_a_process_killed_again_and_again_goes_on_where_it_was(tmp_path: Path, seed: int) -> None:
    url = sqlite_url(tmp_path)
    chance = Random(seed)
    for _ in range(5):
        kill_after(url, chance.randrange(1, 400))
        store = Store.open(url, keys=[KEY])
        heard, noted, scheduled = store.recall(remembered)
        store.close()
        assert heard == scheduled <= noted
