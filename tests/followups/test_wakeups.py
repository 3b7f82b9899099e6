"""One wake-up asks the database for what is due, however much waits."""

from pathlib import Path
from threading import Event

from bot.sandbox.server import Sandbox
from handlers.courier import WORKERS
from tests.databases import sqlite_url
from tests.followups.benchmark import statements, wired
from tests.followups.crowd import ask, expected, opened, people, seen, wait_until_ended
from tests.running import MANIFEST


def test_an_idle_wake_up_is_two_questions(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        bot = wired(slack, tmp_path, sqlite_url(tmp_path))
        bot.start()
        assert bot.courier.rest(60)
        with statements() as asked:
            bot.courier.wake()
            assert bot.courier.rest(60)
        bot.stop()
    assert len(asked) == 2


def test_while_every_hand_is_busy_nobody_asks_again_and_again(tmp_path: Path) -> None:
    database = sqlite_url(tmp_path)
    with Sandbox.start(MANIFEST) as slack:
        whom, store = people(slack, 2 * WORKERS), opened(database)
        slack.faults.hang("chat.postMessage", seconds=60, times=WORKERS)
        ask(slack, store, whom, 2 * WORKERS, slack.clock.now())
        bot = wired(slack, tmp_path, database)
        bot.start()
        slack.wait_for(lambda: slack.faults.hanging == WORKERS)
        with statements() as asked:
            bot.courier.wake()
            Event().wait(1)
        slack.faults.clear()
        wait_until_ended(store, 2 * WORKERS, timeout=30)
        bot.stop()
        store.close()
    assert asked == []
    assert seen(whom) == expected(2 * WORKERS)
