"""A bot whose machine slept says what came due meanwhile as soon as it wakes."""

import os
import signal
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from bot.sandbox.server import Sandbox
from tests.databases import sqlite_url
from tests.followups.crowd import ask, expected, opened, people, seen, wait_until_ended
from tests.followups.nursery import nursery
from tests.running import MANIFEST


@pytest.mark.heavy
def test_what_came_due_while_the_bot_was_frozen_is_said_when_it_runs_again(tmp_path: Path) -> None:
    database = sqlite_url(tmp_path)
    with Sandbox.start(MANIFEST) as slack, nursery() as bots:
        whom, store = people(slack, 1), opened(database)
        due = slack.clock.now() + timedelta(seconds=20)
        ask(slack, store, whom, 1, due)
        with bots.bots(slack, database) as (bot,):
            slack.wait_for(lambda: sum(call.method == "auth.test" for call in slack.calls) == 2)
            assert slack.clock.now() < due - timedelta(seconds=3), "it came up too late to be frozen in time"
            wait_until(slack, due - timedelta(seconds=3))
            os.kill(bot.process, signal.SIGSTOP)
            wait_until(slack, due + timedelta(seconds=3))
            assert seen(whom) == {}
            os.kill(bot.process, signal.SIGCONT)
            wait_until_ended(store, 1, timeout=60)
        store.close()
        assert seen(whom) == expected(1)


def wait_until(slack: Sandbox, moment: datetime) -> None:
    Event().wait(max(0.0, (moment - slack.clock.now()).total_seconds()))
