"""Slack limping while much is due, the socket dropped in the middle of an envelope, a workspace taken out."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Place
from bot.sandbox.faults import Faults
from bot.sandbox.server import Sandbox
from bot.threads import Thread
from storage.store import Memory
from tests.faults.people import NAMES, SHARP, hints, rested, speak
from tests.followups.crowd import ask, expected, people, seen
from tests.running import MANIFEST, running

MANY = 24
LIMPING: dict[str, Callable[[Faults], None]] = {
    "429": lambda faults: faults.rate_limit("chat.postMessage", retry_after=20, times=MANY),
    "500": lambda faults: faults.server_error(times=2 * MANY, status=500),
    "half an answer": lambda faults: faults.half("chat.postMessage", times=MANY),
    "hangs, then posts": lambda faults: faults.hang("chat.postMessage", seconds=11, times=3, done=True),
    "resets, having posted": lambda faults: faults.reset("chat.postMessage", times=MANY, done=True),
    "resets before": lambda faults: faults.reset("conversations.open", times=MANY),
}


@pytest.mark.parametrize("limp", LIMPING)
def test_what_is_due_while_slack_limps_is_said_once(limp: str, tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack, running(slack, tmp_path, over_http=True) as bot:
        whom = people(slack, 6)
        ask(slack, bot.store, whom, MANY, slack.clock.now() + timedelta(minutes=1))
        LIMPING[limp](slack.faults)
        for _ in range(12):
            slack.clock.advance(timedelta(minutes=2))
            rested(slack, bot)
        assert seen(whom) == expected(MANY)


def test_a_socket_that_drops_in_the_middle_loses_nothing_and_says_nothing_twice(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST, retry_delays=(0.5,) * 40) as slack, running(slack, tmp_path) as bot:
        heard: list[str] = []

        @bot.app.middleware
        def drop(body: dict[str, Any], next: Callable[[], None]) -> None:
            heard.append(body.get("event_id", ""))
            if heard.count(heard[-1]) == 1:
                slack.faults.drop_sockets()
            next()

        said = {}
        for name in NAMES[:2]:
            said[name] = slack.person(name).say("#support", SHARP)
            rested(slack, bot)
        assert max(heard.count(one) for one in heard) > 1
        assert hints(slack) == dict.fromkeys(NAMES, 0) | dict.fromkeys(said, 1)
        for ts in said.values():
            thread = Place(workspace=slack.home.id, channel="C0SUPPORT", thread=ts)
            assert bot.store.recall(partial(kept, thread)).messages == 1


def kept(place: Place, memory: Memory) -> Thread:
    return memory.threads.find(place)


def test_what_was_pressed_while_the_socket_dropped_is_answered(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack, running(slack, tmp_path) as bot:
        ana = slack.person("Ana")
        speak(slack, "Ana")
        slack.wait_for(ana.ephemerals)

        @bot.app.middleware
        def drop(next: Callable[[], None]) -> None:
            slack.faults.drop_sockets()
            next()

        ana.press("Mute here", on=ana.ephemerals()[-1])
        slack.wait_for(lambda: any("Muted in" in shown.words for shown in ana.ephemerals()))


def test_a_workspace_that_is_taken_out_in_the_middle_of_a_call_is_nobodys_failure(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack, running(slack, tmp_path, over_http=True) as bot:
        whom = people(slack, 6)
        ask(slack, bot.store, whom, MANY, slack.clock.now() + timedelta(minutes=1))
        slack.faults.hang("users.info", times=MANY)
        slack.clock.advance(timedelta(minutes=2))
        slack.wait_for(lambda: slack.faults.hanging)
        slack.home.uninstall()
        slack.settle()
        slack.faults.clear()
        rested(slack, bot)
        assert seen(whom) == {}
        assert bot.metrics.registry.get_sample_value("levelhead_failures_total", {"where": "delivery"}) is None
        assert bot.store.recall(lambda memory: memory.deliveries.counts()) == {"pending": 0}
