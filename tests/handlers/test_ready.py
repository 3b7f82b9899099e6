"""Whoever watches the bot sees it when the courier stops looking for what is due."""

from datetime import timedelta

from bot.sandbox.server import Sandbox
from handlers.assemble import LATE, Levelhead
from tests.handlers.test_door import call
from tests.running import served


def test_ready_turns_red_when_the_sweep_is_late_and_not_before(slack: Sandbox, bot: Levelhead) -> None:
    with served(bot.web) as door:
        assert call(door, "/readyz")[0] == 200
        bot.courier.stop()
        slack.clock.advance(LATE - timedelta(seconds=30))
        assert call(door, "/readyz")[0] == 200
        slack.clock.advance(timedelta(seconds=60))
        status, told = call(door, "/readyz")
        assert (status, b"courier" in told) == (503, True)
