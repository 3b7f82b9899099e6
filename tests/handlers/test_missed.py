"""What was written while the bot was down: Slack is asked once for each older thread before anybody is nudged."""

from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic, perf_counter
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.sandbox.envelopes import Answer, Envelope
from bot.sandbox.server import Sandbox
from handlers.door import ANSWER, Door
from handlers.ears import MISSED, TRIES
from tests.handlers.in_process import InProcess, running_inside
from tests.handlers.test_checkin import moved
from tests.handlers.test_nudges import ASKS, thread_of_ana, waiting
from tests.handlers.test_nudges import monday_at_ten as monday_at_ten
from tests.running import MANIFEST, running


def asked_of_slack(slack: Sandbox) -> int:
    return sum(call.method == "conversations.replies" for call in slack.calls)


def test_what_was_heard_without_a_gap_is_trusted(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        thread_of_ana(slack, bot)
        moved(slack, bot, hours=2, minutes=5)
        slack.wait_for(lambda: waiting(slack))
    assert asked_of_slack(slack) == 0


@pytest.mark.parametrize("hours", [1, 30])
def test_an_answer_that_was_missed_withdraws_the_nudge(slack: Sandbox, tmp_path: Path, hours: int) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        thread = thread_of_ana(slack, bot)
    slack.clock.advance(timedelta(minutes=30))
    slack.person("Ben").say("#cust-cleo", "It works again, could you try?", thread)
    slack.clock.advance(timedelta(hours=hours))
    with running(slack, tmp_path, over_http=True) as bot:
        moved(slack, bot, hours=24)
        assert waiting(slack) == []
        assert waiting(slack, "Ben") == []


def test_a_customer_who_wrote_while_nobody_listened_waits_from_then_on(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        thread = thread_of_ana(slack, bot)
        slack.person("Ana").say("#cust-cleo", "I'm sorry, it is fixed. I'll get back to you in 3 hours.", thread)
        moved(slack, bot)
    slack.person("Cleo").say("#cust-cleo", ASKS, thread)
    slack.clock.advance(timedelta(minutes=30))
    with running(slack, tmp_path, over_http=True) as bot:
        moved(slack, bot, hours=2, minutes=50)
        slack.wait_for(lambda: waiting(slack, words="A time that was given"))
        moved(slack, bot, minutes=1)
        slack.wait_for(lambda: waiting(slack))


@pytest.mark.parametrize(("away", "asked"), [(MISSED, 1), (MISSED / 2, 0)])
def test_a_connection_that_was_away_for_long_is_a_gap_too(
    slack: Sandbox, tmp_path: Path, away: timedelta, asked: int
) -> None:
    with running(slack, tmp_path) as bot:
        thread = thread_of_ana(slack, bot)
        assert bot.socket is not None
        slack.disconnect()
        slack.clock.advance(timedelta(minutes=30))
        slack.person("Ben").say("#cust-cleo", "It works again, could you try?", thread)
        bot.socket.back(away)
        slack.connect(InProcess(bot.door))
        moved(slack, bot, hours=24)
        assert (asked_of_slack(slack), len(waiting(slack))) == (asked, 1 - asked)


class Holding(InProcess):
    """Keeps back what comes in until it has waited for too long."""

    def __init__(self, door: Door) -> None:
        super().__init__(door)
        self._slow, self._held = door, list[dict[str, Any]]()

    def carry(self, envelope: Envelope, attempt: int, reason: str) -> Answer:
        self._held.append(dict(envelope.payload))
        return Answer({})

    def refuse(self, tries: int) -> list[int]:
        """What Slack is answered when it has sent all that so many times before."""
        late = perf_counter() - ANSWER
        return [self._slow.receive(payload, late, tries)[0].status for payload in self._held]


@pytest.mark.parametrize(("tries", "asked"), [(TRIES, 1), (TRIES - 1, 0)])
def test_an_answer_on_which_slack_gave_up_is_a_gap_too_whatever_was_heard_meanwhile(
    slack: Sandbox, tmp_path: Path, tries: int, asked: int
) -> None:
    with running_inside(slack, tmp_path) as bot:
        thread = thread_of_ana(slack, bot)
        slack.clock.advance(timedelta(minutes=30))
        slack.disconnect()
        slack.connect(held := Holding(bot.door))
        slack.person("Ben").say("#cust-cleo", "It works again, could you try?", thread)
        slack.settle()
        slack.disconnect()
        slack.connect(InProcess(bot.door))
        slack.clock.advance(timedelta(minutes=3))
        slack.person("Jo").say("#support", "Good morning.")
        slack.settle()
        slack.clock.advance(timedelta(minutes=3))
        assert held.refuse(tries) == [503]
        moved(slack, bot, hours=24)
        assert (asked_of_slack(slack), len(waiting(slack))) == (asked, 1 - asked)


@pytest.mark.parametrize("over_http", [True, False])
def test_what_is_refused_until_slack_gives_up_is_known_to_be_lost(tmp_path: Path, over_http: bool) -> None:
    with (
        Sandbox.start(MANIFEST, ack_timeout=0.5, retry_delays=(0, 0, 0)) as slack,
        running(slack, tmp_path, over_http=over_http) as bot,
        capture_logs() as told,
    ):
        bot.store.close()
        slack.person("Ana").say("#support", "Good morning.")
        slack.settle()
        # The bot may still be at what Slack has given up to wait for, and Slack does not change when it is done.
        until = monotonic() + 60
        while not (lost := [line for line in told if line["event"] == "event_lost"]) and monotonic() < until:
            Event().wait(0.01)
        assert len(lost) == 1


def test_slack_is_asked_once_for_each_thread(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        thread_of_ana(slack, bot)
    with running(slack, tmp_path, over_http=True) as bot:
        moved(slack, bot, hours=2, minutes=5)
        slack.wait_for(lambda: waiting(slack))
        moved(slack, bot, hours=1, minutes=5)
        slack.wait_for(lambda: waiting(slack, words="still waiting"))
        assert asked_of_slack(slack) == 1


def test_a_younger_thread_is_not_asked_about(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        thread_of_ana(slack, bot)
    slack.clock.advance(timedelta(minutes=1))
    with running(slack, tmp_path, over_http=True) as bot:
        moved(slack, bot, hours=2, minutes=5)
        slack.wait_for(lambda: waiting(slack))
        before = asked_of_slack(slack)
        slack.person("Cleo").say("#cust-cleo", ASKS)
        moved(slack, bot, hours=3)
        assert asked_of_slack(slack) == before


def test_what_was_said_before_it_was_settled_does_not_open_it(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        thread_of_ana(slack, bot)
        moved(slack, bot, hours=2, minutes=5)
        assert slack.person("Ana").press("It's settled", on=slack.wait_for(lambda: waiting(slack))[0])
        slack.wait_for(lambda: waiting(slack, words="Noted"))
        moved(slack, bot, days=2)
    slack.clock.advance(timedelta(hours=1))
    with running(slack, tmp_path, over_http=True) as bot:
        moved(slack, bot, hours=5)
        assert waiting(slack) == []


def test_a_thread_that_was_deleted_meanwhile_is_left_alone(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        root = slack.person("Cleo").say("#cust-cleo", ASKS)
        moved(slack, bot)
    slack.person("Cleo").delete("#cust-cleo", root)
    with running(slack, tmp_path, over_http=True) as bot:
        moved(slack, bot, hours=5)
        assert not any(slack.person(name).dms() for name in ("Ana", "Ben", "Sam"))
        assert bot.store.recall(lambda memory: memory.deliveries.counts()).get("failed", 0) == 0
