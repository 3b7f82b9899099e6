"""A bot that is told to stop does so at once, whatever Slack does, and nothing is lost or said twice by it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from bot.sandbox.server import Sandbox
from handlers.courier import WORKERS
from storage.store import Store
from tests.databases import KEY, Postgres, postgres, sqlite_url
from tests.followups.crowd import ask, expected, opened, people, seen, wait_until_ended
from tests.front_door.shell import clean_environment
from tests.running import MANIFEST

pytestmark = pytest.mark.heavy

MANY = 2 * WORKERS
PATIENCE = 10.0
"""Seconds after which those who stop a process kill it."""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    server = request.getfixturevalue("server")
    assert isinstance(server, Postgres)
    return server.fresh()


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST) as started:
        yield started


def environment(slack: Sandbox, folder: Path, database: str, *, socket: bool) -> dict[str, str]:
    door = {"SLACK_APP_TOKEN": slack.app_token} if socket else {"SLACK_SIGNING_SECRET": slack.signing_secret}
    return clean_environment(
        folder,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_API_URL=slack.api_url,
        DATABASE_URL=database,
        LEVELHEAD_SECRET_KEY=KEY,
        PORT="0",
        **door,
    )


@contextmanager
def levelhead(
    slack: Sandbox, folder: Path, database: str, *, socket: bool = False
) -> Iterator["subprocess.Popen[str]"]:
    """`levelhead run`, as soon as it listens."""
    given = environment(slack, folder, database, socket=socket)
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, cwd=folder, env=given, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            assert any('"listening"' in line for line in process.stderr), "it did not come to listen"
            reading = threading.Thread(target=process.stderr.read, daemon=True)
            reading.start()
            yield process
        finally:
            process.kill()
            reading.join()


def stopped(process: "subprocess.Popen[str]") -> float:
    """Tell it to stop; how long that took, in seconds."""
    started = monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(2 * PATIENCE) == 0
    return monotonic() - started


@pytest.mark.parametrize("socket", [False, True], ids=["http", "socket"])
def test_while_slack_hangs_it_stops_in_time_and_the_next_one_says_the_rest_once(
    slack: Sandbox, tmp_path: Path, database: str, socket: bool
) -> None:
    whom, store = people(slack, MANY), opened(database)
    slack.faults.hang("chat.postMessage", seconds=60, times=WORKERS)
    ask(slack, store, whom, MANY, slack.clock.now())
    with levelhead(slack, tmp_path, database, socket=socket) as process:
        slack.wait_for(lambda: slack.faults.hanging == WORKERS, timeout=30)
        assert stopped(process) < PATIENCE
    slack.faults.clear()
    with levelhead(slack, tmp_path, database, socket=socket):
        wait_until_ended(store, MANY, timeout=90)
    store.close()
    assert seen(whom) == expected(MANY)


def test_what_slack_was_not_called_for_yet_is_free_for_others_at_once(
    slack: Sandbox, tmp_path: Path, database: str
) -> None:
    whom, store = people(slack, MANY), opened(database)
    slack.faults.hang("users.info", seconds=60, times=WORKERS)
    ask(slack, store, whom, MANY, slack.clock.now())
    with levelhead(slack, tmp_path, database) as process:
        slack.wait_for(lambda: slack.faults.hanging == WORKERS, timeout=30)
        assert stopped(process) < PATIENCE
        assert claimable(store, slack) == MANY
    store.close()


def claimable(store: Store, slack: Sandbox) -> int:
    return len(store.remember(lambda memory: memory.deliveries.claim(slack.clock.now(), limit=2 * MANY)))


def test_what_is_being_said_is_said_to_its_end(slack: Sandbox, tmp_path: Path) -> None:
    database = sqlite_url(tmp_path)
    whom, store = people(slack, MANY), opened(database)
    slack.faults.hang("chat.postMessage", seconds=0.5, times=MANY)
    ask(slack, store, whom, MANY, slack.clock.now())
    with levelhead(slack, tmp_path, database) as process:
        slack.wait_for(lambda: slack.faults.hanging > 0, timeout=30)
        stopped(process)
    sent = store.recall(lambda memory: memory.deliveries.counts())["sent"]
    store.close()
    assert sent == sum(seen(whom).values()) > 0


def test_while_it_still_connects_to_a_slack_that_hangs_it_stops_in_time(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.hang("apps.connections.open", seconds=60)
    given = environment(slack, tmp_path, sqlite_url(tmp_path), socket=True)
    with subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=tmp_path, env=given, text=True) as process:
        slack.wait_for(lambda: slack.faults.hanging == 1, timeout=30)
        assert stopped(process) < PATIENCE


def test_a_second_bot_on_the_same_file_is_refused_and_told_why_while_other_commands_run(
    slack: Sandbox, tmp_path: Path
) -> None:
    database = sqlite_url(tmp_path)
    given = environment(slack, tmp_path, database, socket=False)
    with levelhead(slack, tmp_path, database):
        second = run(tmp_path, given, "run")
        assert (second.returncode, second.stderr.count("\n")) == (2, 1)
        assert second.stderr.startswith("levelhead: DATABASE_URL: another levelhead serves this file already.")
        beside = run(tmp_path, given, "team", "show")
        assert (beside.returncode, beside.stderr) == (0, "")
        assert run(tmp_path, given, "db", "upgrade").returncode == 0


def test_when_a_bot_is_killed_the_next_one_is_let_in(slack: Sandbox, tmp_path: Path) -> None:
    database = sqlite_url(tmp_path)
    with levelhead(slack, tmp_path, database) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
    with levelhead(slack, tmp_path, database) as process:
        assert stopped(process) < PATIENCE


def run(folder: Path, given: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, timeout=60, check=False)
