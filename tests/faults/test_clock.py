"""A clock that jumps: what is due is said once and soon, and what is heard is heard."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.faults.people import ONE_EACH, hints, rested, speak
from tests.followups.crowd import ask, expected, people, seen
from tests.handlers.in_process import running_inside
from tests.running import MANIFEST

HOUR = timedelta(hours=1)
MANY = 12


class Jumping:
    """The sandbox's clock, and how far the bot's is off."""

    def __init__(self, slack: Sandbox) -> None:
        self._slack, self.off = slack, timedelta(0)

    def now(self) -> datetime:
        return self._slack.clock.now() + self.off


def test_an_hour_forward_and_back_loses_nothing_and_says_nothing_twice(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        clock = Jumping(slack)
        with running_inside(slack, tmp_path, now=clock.now) as bot:
            whom = people(slack, 2)
            ask(slack, bot.store, whom, MANY, slack.clock.now() + timedelta(minutes=33), within=HOUR)
            clock.off += HOUR
            live(slack, bot, seconds=10)
            early = dict(seen(whom))
            assert len(early) == MANY // 2
            clock.off -= HOUR
            live(slack, bot, seconds=10)
            assert dict(seen(whom)) == early
            live(slack, bot, seconds=2 * HOUR.total_seconds())
            assert seen(whom) == expected(MANY)


def test_what_is_due_soon_after_a_clock_was_set_back_does_not_wait_until_it_has_caught_up(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        clock = Jumping(slack)
        with running_inside(slack, tmp_path, now=clock.now) as bot:
            whom = people(slack, 1)
            ask(slack, bot.store, whom, 3, slack.clock.now() + HOUR)
            clock.off += HOUR
            live(slack, bot, seconds=10)
            clock.off -= HOUR
            ask(slack, bot.store, whom, 1, slack.clock.now(), known=3)
            live(slack, bot, seconds=10)
            assert seen(whom) == expected(4)


def test_to_a_clock_that_is_ahead_a_message_is_too_old_for_a_hint_and_that_is_all(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        clock = Jumping(slack)
        with running_inside(slack, tmp_path, now=clock.now) as bot:
            clock.off += HOUR
            speak(slack, "Ana", "Ben", "Jo")
            rested(slack, bot)
            clock.off -= HOUR
            speak(slack, "Sam", "Mia", "Ada")
            rested(slack, bot)
            assert hints(slack) == ONE_EACH | dict.fromkeys(("Ana", "Ben", "Jo"), 0)


def live(slack: Sandbox, bot: Levelhead, *, seconds: float) -> None:
    """Let so much time pass, in ten steps."""
    for _ in range(10):
        slack.clock.advance(timedelta(seconds=seconds / 10))
        rested(slack, bot)


def test_a_clock_that_jumps_while_slack_is_being_called_has_nothing_said_twice(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        clock = Jumping(slack)
        with running_inside(slack, tmp_path, now=clock.now) as bot:
            whom = people(slack, 1)
            slack.faults.hang("chat.postMessage")
            ask(slack, bot.store, whom, 2, clock.now(), within=2 * HOUR)
            slack.wait_for(lambda: slack.faults.hanging)
            clock.off += HOUR
            bot.courier.wake()
            # By the time that the other one was said, the courier has looked at all that its clock calls due.
            slack.wait_for(lambda: seen(whom))
            slack.faults.release()
            rested(slack, bot)
            slack.clock.advance(HOUR)
            rested(slack, bot)
            assert seen(whom) == expected(2)
