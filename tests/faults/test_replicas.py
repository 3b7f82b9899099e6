"""Several bots with much to say in one channel, of which Slack takes one message a second."""

import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.databases import KEY, postgres
from tests.handlers.test_paced import ask, expected, notes
from tests.running import MANIFEST, running

MANY = 24
A_WHILE = timedelta(seconds=10)
"""Until all bots are up, and know when the first one is due."""


@pytest.mark.heavy
@pytest.mark.parametrize("replicas", [2, 4])
def test_what_slack_takes_only_one_by_one_is_said_once_however_many_say_it(replicas: int, tmp_path: Path) -> None:
    with postgres() as server, Sandbox.start(MANIFEST) as slack, ExitStack() as bots:
        slack.faults.pace()
        database = {"database_url": server.fresh(), "levelhead_secret_key": KEY}

        def begin() -> Levelhead:
            return bots.enter_context(running(slack, tmp_path, over_http=True, **database))

        first = begin()
        ask(slack, first, MANY, due=slack.clock.now() + A_WHILE)
        others = [begin() for _ in range(replicas - 1)]
        slack.wait_for(lambda: len(notes(slack)) >= MANY, timeout=300)
        assert all(bot.courier.rest(30) for bot in (first, *others))
        assert sorted(notes(slack)) == expected(MANY)
    posts = [call for call in slack.calls if call.method == "chat.postMessage"]
    refused = sum(call.error == "ratelimited" for call in posts)
    took = (posts[-1].at - posts[0].at).total_seconds()
    sys.stdout.write(f"{replicas} bots: {MANY} messages in {took:.0f} s, {refused} refused\n")
    assert refused < replicas * MANY
