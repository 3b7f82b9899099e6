"""A clock that jumps: what is due is said once, and what is heard is heard."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead, assemble
from tests.databases import sqlite_url
from tests.faults.people import ONE_EACH, hints, rested, speak
from tests.followups.crowd import ask, expected, people, seen
from tests.handlers.in_process import InProcess
from tests.running import MANIFEST, built_in_book, settings_for

HOUR = timedelta(hours=1)
MANY = 12


class Jumping:
    """The sandbox's clock, and how far the bot's is off."""

    def __init__(self, slack: Sandbox) -> None:
        self._slack, self.off = slack, timedelta(0)

    def now(self) -> datetime:
        return self._slack.clock.now() + self.off

    def jump(self, bot: Levelhead, step: timedelta) -> None:
        self.off += step
        bot.courier.wake()
        rested(self._slack, bot)


def test_an_hour_forward_and_back_loses_nothing_and_says_nothing_twice(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        clock = Jumping(slack)
        settings = settings_for(slack, tmp_path, over_http=True, database_url=sqlite_url(tmp_path))
        bot = assemble(settings, built_in_book(), now=clock.now)
        slack.clock.on_move(bot.courier.wake)
        try:
            bot.start()
            slack.connect(InProcess(bot.door))
            live(slack, bot, clock)
            slack.disconnect()
        finally:
            bot.stop()


def live(slack: Sandbox, bot: Levelhead, clock: Jumping) -> None:
    whom = people(slack, 6)
    ask(slack, bot.store, whom, MANY, slack.clock.now() + timedelta(minutes=33), within=HOUR)
    clock.jump(bot, HOUR)
    half = dict(seen(whom))
    assert 0 < len(half) < MANY
    speak(slack, "Ana", "Ben", "Jo")
    rested(slack, bot)
    clock.jump(bot, -HOUR)
    assert dict(seen(whom)) == half
    speak(slack, "Sam", "Mia", "Ada")
    rested(slack, bot)
    # To a clock that is an hour ahead every message is too old for a hint: silence is all that it costs.
    assert hints(slack) == ONE_EACH | dict.fromkeys(("Ana", "Ben", "Jo"), 0)
    for _ in range(10):
        slack.clock.advance(timedelta(minutes=15))
        rested(slack, bot)
    assert seen(whom) == expected(MANY)
