"""What is due is said once, whatever Slack answers and whenever the bot dies."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from slack_sdk import WebClient

from bot.deliveries import LONGEST_WAIT, TRIES, Delivery, Kind
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.speaking import Over
from storage.store import Memory
from tests.handlers.conftest import failures
from tests.handlers.in_process import running_inside
from tests.running import running

SHARP = "As I already told you, you should have read the docs."


def due(slack: Sandbox, bot: Levelhead, name: str = "Ana") -> Delivery:
    """A reminder to somebody, due now."""
    now = slack.clock.now()
    return Delivery(
        id=uuid4().hex,
        key=f"reminder/{uuid4().hex}",
        workspace=slack.home.id,
        kind=Kind.REMINDER,
        to=slack.person(name).id,
        due_at=now,
        channel="C0SUPPORT",
        thread=slack.person("Ben").say("#support", "Hello"),
        words={"asked_at": now.isoformat()},
    )


def schedule(bot: Levelhead, delivery: Delivery) -> None:
    assert bot.store.remember(lambda memory: memory.deliveries.schedule(delivery))


def reminders(slack: Sandbox, name: str = "Ana") -> int:
    return sum("took a moment" in one.words for one in slack.person(name).dms())


def rested(slack: Sandbox, bot: Levelhead, minutes: int = 0) -> None:
    """Let time pass and everything come to rest."""
    slack.settle()
    assert bot.courier.rest(60)
    if minutes:
        slack.clock.advance(timedelta(minutes=minutes))
        assert bot.courier.rest(60)


def counts(bot: Levelhead) -> dict[str, int]:
    return {state: many for state, many in bot.store.recall(lambda memory: memory.deliveries.counts()).items() if many}


def test_what_is_due_is_said_once(slack: Sandbox, bot: Levelhead) -> None:
    schedule(bot, due(slack, bot))
    rested(slack, bot, minutes=5)
    assert reminders(slack) == 1


def test_what_is_due_in_a_moment_is_said_when_the_clock_rings(slack: Sandbox, bot: Levelhead) -> None:
    """Whichever was known of first, and without anybody's help."""
    one = due(slack, bot)
    for seconds in (3600.0, 0.3, 0.6, 7200.0):
        moment = slack.clock.now() + timedelta(seconds=seconds)
        schedule(bot, replace(one, id=uuid4().hex, key=f"reminder/{uuid4().hex}", due_at=moment))
    slack.wait_for(lambda: reminders(slack) == 2)
    rested(slack, bot)
    assert counts(bot) == {"pending": 2, "sent": 2}


def test_what_is_due_later_wakes_nobody_now(slack: Sandbox, bot: Levelhead) -> None:
    later = due(slack, bot)
    rested(slack, bot)
    looked = bot.courier.looked_at
    schedule(bot, replace(later, due_at=slack.clock.now() + timedelta(hours=1)))
    rested(slack, bot)
    assert bot.courier.looked_at == looked


def test_when_slack_asks_to_wait_the_courier_waits(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.rate_limit("chat.postMessage", retry_after=30)
    schedule(bot, due(slack, bot))
    rested(slack, bot)
    assert reminders(slack) == 0
    rested(slack, bot, minutes=1)
    assert reminders(slack) == 1


@pytest.mark.parametrize("trouble", ["server_error", "half"])
def test_a_call_without_an_answer_is_looked_up_before_it_is_made_again(
    slack: Sandbox, bot: Levelhead, trouble: str
) -> None:
    getattr(slack.faults, trouble)("chat.postMessage")
    schedule(bot, due(slack, bot))
    rested(slack, bot, minutes=2)
    assert reminders(slack) == 1
    assert counts(bot) == {"sent": 1}


def test_a_message_that_was_posted_though_the_answer_was_lost_is_not_posted_again(
    slack: Sandbox, bot: Levelhead
) -> None:
    slack.faults.reset("chat.postMessage", done=True)
    schedule(bot, due(slack, bot))
    rested(slack, bot, minutes=2)
    assert reminders(slack) == 1


def test_a_lost_answer_stays_open_while_slack_asks_to_wait_with_the_search(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.reset("chat.postMessage", done=True)
    slack.faults.rate_limit("conversations.history", retry_after=5)
    schedule(bot, due(slack, bot))
    rested(slack, bot, minutes=2)
    rested(slack, bot, minutes=2)
    assert reminders(slack) == 1


def test_what_slack_will_never_take_is_given_up(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.error("chat.postMessage", "channel_not_found", times=99)
    schedule(bot, due(slack, bot))
    rested(slack, bot, minutes=60)
    assert counts(bot) == {"failed": 1}


def test_a_missing_permission_is_told_to_who_invited_the_bot(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Sam").invite("#random", "Levelhead")
    rested(slack, bot)
    slack.faults.error("chat.postEphemeral", "missing_scope")
    slack.person("Ana").say("#random", SHARP)
    slack.wait_for(lambda: any("needs" in one.text for one in slack.person("Sam").dms()))
    assert not any(SHARP[:10] in one.words for one in slack.person("Sam").dms())


def test_a_hint_without_an_answer_is_not_said_again(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.reset("chat.postEphemeral", done=True)
    slack.person("Ana").say("#support", SHARP)
    rested(slack, bot, minutes=5)
    assert len(slack.person("Ana").ephemerals()) == 1


def test_a_mute_stops_a_hint_that_is_on_its_way(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.hang("users.info")
    ana = slack.person("Ana")
    ana.say("#support", SHARP)
    slack.wait_for(lambda: slack.faults.hanging)
    ana.command("/levelhead mute", "#support")
    slack.wait_for(lambda: any("Muted" in one.words for one in ana.ephemerals()))
    slack.faults.release()
    rested(slack, bot)
    assert not any("told you" in one.words for one in ana.ephemerals())
    assert counts(bot) == {"void": 1}


def test_a_hint_that_could_not_be_prepared_is_not_taken_for_said(slack: Sandbox, bot: Levelhead) -> None:
    root = slack.person("Cleo").say("#cust-cleo", "Our export stops at half.")
    ana = slack.person("Ana")
    ana.say("#cust-cleo", "Thanks, I'm looking into it.", thread=root)
    rested(slack, bot)
    ana.away()
    slack.faults.reset("conversations.open", times=2)
    slack.person("Cleo").say("#cust-cleo", "This is unacceptable, I am still waiting for an answer.", thread=root)
    rested(slack, bot, minutes=1)
    rested(slack, bot, minutes=1)
    assert sum("Before you answer" in one.words for one in ana.dms()) == 1


def test_a_hint_that_slack_certainly_did_not_take_is_said_later(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.rate_limit("chat.postEphemeral", retry_after=5)
    slack.person("Ana").say("#support", SHARP)
    rested(slack, bot, minutes=1)
    assert len(slack.person("Ana").ephemerals()) == 1


def test_after_a_quarter_of_an_hour_a_hint_is_past_helping(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.rate_limit("chat.postEphemeral", retry_after=600, times=2)
    slack.person("Ana").say("#support", SHARP)
    rested(slack, bot, minutes=11)
    rested(slack, bot, minutes=11)
    assert slack.person("Ana").ephemerals() == []
    assert "pending" not in counts(bot)


def test_who_left_the_company_gets_nothing(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Ana").change(deleted=True)
    schedule(bot, due(slack, bot))
    rested(slack, bot)
    assert (reminders(slack), counts(bot)) == (0, {"void": 1})


def test_who_came_back_by_themselves_is_not_reminded(slack: Sandbox, bot: Levelhead) -> None:
    reminder = due(slack, bot)
    slack.clock.advance(timedelta(minutes=1))
    slack.person("Ana").say("#support", "Here I am again.", reminder.thread)
    slack.settle()
    schedule(bot, reminder)
    rested(slack, bot)
    assert (reminders(slack), counts(bot)) == (0, {"void": 1})


def test_what_was_due_while_the_bot_was_down_is_said_when_it_is_back(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        later = due(slack, bot)
        schedule(bot, replace(later, due_at=later.due_at + timedelta(hours=1)))
        rested(slack, bot)
    slack.clock.advance(timedelta(hours=8))
    with running(slack, tmp_path, over_http=True) as bot:
        rested(slack, bot)
        assert reminders(slack) == 1


def test_a_courier_that_died_in_the_middle_of_a_call_is_taken_over_from(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        claimed = due(slack, bot)
        bot.courier.stop()
        schedule(bot, claimed)
        now = slack.clock.now()
        bot.store.remember(lambda memory: memory.deliveries.claim(now, limit=1))
        bot.store.remember(lambda memory: memory.deliveries.mark_calling(claimed.id, now))
    with running(slack, tmp_path, over_http=True) as bot:
        rested(slack, bot, minutes=1)
        assert reminders(slack) == 1


def test_a_message_is_found_again_however_much_was_said_after_it(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        slack.faults.reset("chat.postMessage", done=True)
        schedule(bot, due(slack, bot))
        rested(slack, bot)
        for number in range(201):
            slack.person("Ana").say("@Levelhead", f"Line {number}")
        rested(slack, bot, minutes=2)
        assert counts(bot) == {"sent": 1}
    assert reminders(slack) == 1


def test_what_waits_for_a_workspace_that_is_gone_is_void(slack: Sandbox, bot: Levelhead) -> None:
    schedule(bot, replace(due(slack, bot), workspace="T0GONE"))
    rested(slack, bot)
    assert counts(bot) == {"void": 1}


def test_who_cannot_be_asked_about_is_asked_about_less_and_not_for_ever(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.server_error("users.info", times=10_000)
    schedule(bot, due(slack, bot))
    for _ in range(2 * TRIES):
        rested(slack, bot)
        slack.clock.advance(LONGEST_WAIT)
    rested(slack, bot)
    assert sum(call.method == "users.info" for call in slack.calls) == TRIES + 1
    assert counts(bot) == {"failed": 1}


def test_after_a_fault_of_our_own_a_delivery_is_tried_as_often_as_any_other(slack: Sandbox, tmp_path: Path) -> None:
    speaker = Stumbling()
    with running_inside(slack, tmp_path, instead={Kind.REMINDER: lambda _rooms: speaker}) as bot:
        schedule(bot, due(slack, bot))
        for _ in range(TRIES + 5):
            rested(slack, bot)
            slack.clock.advance(LONGEST_WAIT)
        rested(slack, bot)
        assert (speaker.stumbles, counts(bot)) == (TRIES + 1, {"failed": 1})


def test_what_is_over_just_before_it_is_said_is_void(slack: Sandbox, tmp_path: Path) -> None:
    with running_inside(slack, tmp_path, instead={Kind.REMINDER: lambda _rooms: Stumbling(Over)}) as bot:
        schedule(bot, due(slack, bot))
        rested(slack, bot)
        assert (failures(bot), counts(bot)) == (0, {"void": 1})


class Stumbling:
    """A speaker who never gets a word out."""

    def __init__(self, over: type[Exception] = ZeroDivisionError) -> None:
        self._over, self.stumbles = over, 0

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return True

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        return True

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return False

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        self.stumbles += 1
        raise self._over
