"""What is typed in a channel can go to a thread, and whose clock is meant is asked where clocks differ."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved, next_told, told
from tests.running import window_of

NOTE = "check the refund"
ABROAD = "America/New_York"


def thread_of(slack: Sandbox, name: str = "Ana", channel: str = "#support") -> str:
    """A thread in which somebody wrote, and a colleague after them."""
    thread = slack.person("Jo").say(channel, "The export stops at half.")
    slack.person(name).say(channel, "Looking.", thread)
    slack.person("Sam").say(channel, "Me too.", thread)
    slack.settle()
    return thread


def customer_writes(slack: Sandbox, zone: str = ABROAD) -> str:
    """A customer far away writes; the thread."""
    slack.person("Cleo").change(tz=zone)
    thread = slack.person("Cleo").say("#cust-cleo", "Our export stops at half.")
    slack.settle()
    return thread


def posted(slack: Sandbox, thread: str, name: str = "Jo") -> list[Shown]:
    return [one for one in slack.person(name).sees("#support", thread) if NOTE in one.words]


def list_words(slack: Sandbox) -> str:
    return str(told(slack, "/followup list").blocks)


def test_what_was_typed_goes_to_a_thread_that_was_picked(slack: Sandbox, bot: Levelhead) -> None:
    thread, ana = thread_of(slack), slack.person("Ana")
    ana.press("Pick a thread", on=told(slack, f"/followup 20m {NOTE}"))
    offered = next_told(slack, ana, "For which of your threads")
    assert "3 messages so far" in offered.words
    assert f"/archives/C0SUPPORT/p{thread.replace('.', '')}|Have a look>" in offered.words
    assert "export" not in offered.words
    ana.press("This one", on=offered)
    assert NOTE in next_told(slack, ana, "It's for").words
    moved(slack, bot, minutes=21)
    slack.wait_for(lambda: posted(slack, thread))
    assert not [one for one in ana.sees("#support") if NOTE in one.words and not one.ephemeral]


def test_undo_lets_it_be_for_the_channel_again(slack: Sandbox, bot: Levelhead) -> None:
    thread, ana = thread_of(slack), slack.person("Ana")
    ana.press("Pick a thread", on=told(slack, f"/followup 20m {NOTE}"))
    ana.press("This one", on=next_told(slack, ana, "For which of your threads"))
    ana.press("Undo", on=next_told(slack, ana, "It's for"))
    next_told(slack, ana, "Undone")
    moved(slack, bot, minutes=21)
    slack.wait_for(lambda: [one for one in ana.sees("#support") if NOTE in one.words and not one.ephemeral])
    assert posted(slack, thread) == []


def test_whose_threads_there_are_none_is_not_asked(slack: Sandbox, bot: Levelhead) -> None:
    thread_of(slack, "Jo")
    assert "Pick a thread" not in told(slack, f"/followup 20m {NOTE}").buttons


def test_a_thread_of_long_ago_is_not_offered(slack: Sandbox, bot: Levelhead) -> None:
    thread_of(slack)
    slack.clock.advance(timedelta(days=15))
    assert "Pick a thread" not in told(slack, f"/followup 20m {NOTE}").buttons


def test_whose_three_oclock_is_asked_where_the_customers_clock_differs(slack: Sandbox, bot: Levelhead) -> None:
    customer_writes(slack)
    shown = told(slack, f"/followup 4 january 2028 3pm {NOTE}", channel="#cust-cleo")
    assert "Whose clock is meant?" in shown.words
    assert NOTE in shown.words
    assert "Tue 4 Jan 2028, 15:00, my time" in shown.buttons
    assert "Tue 15:00 in New York (Tue 4 Jan 2028, 20:00, my time)" in shown.buttons


@pytest.mark.parametrize(("theirs", "hour"), [(True, 20), (False, 15)])
def test_one_press_says_whose(slack: Sandbox, bot: Levelhead, theirs: bool, hour: int) -> None:
    customer_writes(slack)
    ana, shown = slack.person("Ana"), told(slack, f"/followup 4 january 2028 3pm {NOTE}", channel="#cust-cleo")
    ana.press(next(one for one in shown.buttons if ("New York" in one) is theirs), on=shown)
    words = next_told(slack, ana, "I'll remind you").words
    assert f"Tue 4 Jan 2028, {hour}:00* your time" in words
    assert ("Tue 15:00 in New York" in words) is theirs
    assert f"<!date^{int(datetime(2028, 1, 4, hour, tzinfo=UTC).timestamp())}^" in list_words(slack)


def test_their_time_can_be_said_at_once(slack: Sandbox, bot: Levelhead) -> None:
    customer_writes(slack)
    words = told(slack, f"/followup 4 january 2028 3pm their time {NOTE}", channel="#cust-cleo").words
    assert "Tue 4 Jan 2028, 20:00* your time, which is Tue 15:00 in New York" in words


@pytest.mark.parametrize("typed", ["20m", "tomorrow", "4 january 2028 3pm utc"])
def test_what_is_the_same_moment_everywhere_is_set_at_once(slack: Sandbox, bot: Levelhead, typed: str) -> None:
    customer_writes(slack)
    assert "I'll remind you" in told(slack, f"/followup {typed} {NOTE}", channel="#cust-cleo").words


def test_a_customer_on_the_same_clock_is_no_question(slack: Sandbox, bot: Levelhead) -> None:
    customer_writes(slack, "Europe/Lisbon")
    shown = told(slack, f"/followup 4 january 2028 3pm {NOTE}", channel="#cust-cleo")
    assert "Tue 4 Jan 2028, 15:00* your time" in shown.words


def test_when_slack_does_not_tell_the_customers_clock_the_asker_s_own_counts(slack: Sandbox, bot: Levelhead) -> None:
    told(slack, "/followup 20m so that Ana's clock is known")
    thread = slack.person("Cleo").say("#cust-cleo", "Our export stops at half.")
    slack.settle()
    assert thread
    slack.faults.error("users.info", "internal_error")
    assert "15:00* your time" in told(slack, f"/followup 4 january 2028 3pm {NOTE}", channel="#cust-cleo").words


def test_the_modal_asks_whose_clock_too(slack: Sandbox, bot: Levelhead) -> None:
    thread, ana = customer_writes(slack), slack.person("Ana")
    assert ana.shortcut("follow_up", "#cust-cleo", thread)
    slack.wait_for(lambda: ana.modal and "The clock in New York" in ana.modal.words)
    nine_in_london = int(datetime(2028, 1, 4, 9, tzinfo=UTC).timestamp())
    assert ana.submit({"when": nine_in_london, "note": NOTE, "whose": ABROAD})
    assert "Tue 4 Jan 2028, 14:00* your time, which is Tue 09:00 in New York" in window_of(slack, ana).words
    assert f"<!date^{nine_in_london + 5 * 3600}^" in list_words(slack)


def test_the_modal_asks_nothing_more_where_all_clocks_agree(slack: Sandbox, bot: Levelhead) -> None:
    thread, ana = customer_writes(slack, "Europe/Lisbon"), slack.person("Ana")
    assert ana.shortcut("follow_up", "#cust-cleo", thread)
    moved(slack, bot)
    assert "Whose clock" not in window_of(slack, ana).words


def test_a_list_is_ended_moved_and_cancelled_by_number(slack: Sandbox, bot: Levelhead) -> None:
    for number, hours in enumerate((1, 2, 3), start=1):
        told(slack, f"/followup {hours}h note {number}")
    assert "note 2" in told(slack, "/followup done 2").words
    assert "note 3" in told(slack, "/followup snooze 2 5h").words
    assert "note 1" in told(slack, "/followup cancel #1").words
    assert "no such follow-up" in told(slack, "/followup done 2").words
    assert "note 3" in list_words(slack)
