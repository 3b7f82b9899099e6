"""Noticed promises: one private question, one press, and the reminder comes at the time that was promised."""

from datetime import timedelta

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved, next_told
from tests.handlers.test_nudges import monday_at_ten as monday_at_ten

PROMISE = "I'll get back to you in 3 hours."


def offer(slack: Sandbox, text: str = PROMISE, channel: str = "#support") -> tuple[str, Shown]:
    ana = slack.person("Ana")
    thread = slack.person("Ben").say(channel, "The export stops at half.")
    ana.say(channel, text, thread)
    return thread, next_told(slack, ana, "Shall I remind you")


def test_a_promise_is_offered_to_its_author_alone_where_they_are(slack: Sandbox, bot: Levelhead) -> None:
    thread, shown = offer(slack)
    assert shown.thread_ts == thread
    assert any(label.startswith("Remind me") for label in shown.buttons)
    assert not any(slack.person(name).ephemerals() for name in ("Ben", "Jo", "Sam"))


def test_one_press_sets_the_reminder(slack: Sandbox, bot: Levelhead) -> None:
    thread, shown = offer(slack)
    ana = slack.person("Ana")
    ana.press(shown.buttons[0], on=shown)
    next_told(slack, ana, "I'll remind you")
    moved(slack, bot, hours=3, minutes=1)
    said = slack.wait_for(lambda: [one for one in ana.sees("#support", thread) if one.bot and not one.ephemeral])
    assert "What was promised here" in said[0].words


def test_who_wants_to_be_reminded_is_not_asked_once_more(slack: Sandbox, bot: Levelhead) -> None:
    ana, thread = slack.person("Ana"), slack.person("Cleo").say("#cust-cleo", "The export stops at half.")
    ana.say("#cust-cleo", "I'll get back to you in 40 minutes.", thread)
    shown = next_told(slack, ana, "Shall I remind you")
    ana.press(shown.buttons[0], on=shown)
    next_told(slack, ana, "I'll remind you")
    for _ in range(8):
        moved(slack, bot, minutes=15)
    (reminder,) = [one for one in ana.dms() if one.bot]
    assert "What was promised here" in reminder.words


def test_no_thanks_takes_the_question_away(slack: Sandbox, bot: Levelhead) -> None:
    _, shown = offer(slack)
    ana = slack.person("Ana")
    ana.press("No, thanks", on=shown)
    slack.wait_for(lambda: not ana.ephemerals())


@pytest.mark.parametrize("text", ["I'll look at it.", "Could you get back to me by 3pm?", "He said: “back by 3pm”."])
def test_what_is_no_promise_with_a_time_is_left_alone(slack: Sandbox, bot: Levelhead, text: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", text)
    slack.settle()
    assert bot.courier.rest(60)
    assert ana.ephemerals() == []


def test_a_customers_wish_is_no_promise(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Cleo").say("#cust-cleo", PROMISE)
    slack.settle()
    assert bot.courier.rest(60)
    assert not any(person.ephemerals() for person in map(slack.person, ("Ana", "Ben", "Sam", "Cleo")))


def test_a_promise_that_was_deleted_is_not_asked_about(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    slack.faults.rate_limit("chat.postEphemeral", retry_after=60)
    ts = ana.say("#support", PROMISE)
    slack.wait_for(lambda: any(call.method == "chat.postEphemeral" for call in slack.calls))
    ana.delete("#support", ts)
    slack.settle()
    slack.clock.advance(timedelta(minutes=2))
    assert bot.courier.rest(60)
    assert ana.ephemerals() == []
