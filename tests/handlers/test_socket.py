"""The same bot in Socket Mode."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue

from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from handlers.ears import Ears
from handlers.socket import Socket
from tests.running import running, served

SHARP = "As I already told you, you should have read the docs."


def test_a_message_heard_over_the_socket_earns_its_hint_and_a_command_its_answer(
    slack: Sandbox, tmp_path: Path
) -> None:
    with running(slack, tmp_path) as bot:
        ana = slack.person("Ana")
        ana.say("#support", SHARP)
        slack.wait_for(ana.ephemerals)
        assert ana.command("/levelhead status", "#support")
        slack.wait_for(lambda: any("Status" in one.words for one in ana.ephemerals()))
        with served(bot.web) as address:
            assert address


def test_a_connection_that_drops_is_opened_again_and_nothing_is_lost(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path):
        ana = slack.person("Ana")
        slack.faults.drop_sockets()
        ana.say("#support", SHARP)
        slack.wait_for(ana.ephemerals, timeout=30)
        assert len(ana.ephemerals()) == 1


class Told(Ears):
    """Notes what it is told."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.away: SimpleQueue[timedelta] = SimpleQueue()

    def were_deaf(self, away: timedelta) -> bool:
        self.away.put(away)
        return super().were_deaf(away)


def test_a_connection_that_is_back_tells_how_long_it_was_away(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        ears = Told(slack.clock.now)
        line = Socket(bot.app, bot.door, ears, WebClient(base_url=slack.api_url), app_token=slack.app_token)
        line.connect()
        slack.wait_for(lambda: slack.connections == 1)
        assert ears.away.empty()
        slack.faults.drop_sockets()
        away = ears.away.get(timeout=30)
        line.close()
        assert timedelta(0) <= away < timedelta(seconds=30)
