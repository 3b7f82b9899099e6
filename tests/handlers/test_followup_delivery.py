"""A follow-up comes back on time, once, where its note may be read; its buttons answer who presses alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved, next_told, told
from tests.running import running, window_of

NOTE = "check the refund"
NEUTRAL = "A gentle reminder: this thread is still open."
EVERYBODY = ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada")


def asked(slack: Sandbox, channel: str = "#support", opener: str = "Ben") -> str:
    """Ana asks to be reminded of a thread in half an hour; the thread."""
    ana = slack.person("Ana")
    thread = slack.person(opener).say(channel, "The export stops at half.")
    assert ana.shortcut("follow_up", channel, thread)
    window_of(slack, ana)
    assert ana.submit({"when": int((slack.clock.now() + timedelta(minutes=30)).timestamp()), "note": NOTE})
    ana.close(everything=True)
    return thread


def posts(slack: Sandbox, name: str, channel: str = "#support", thread: str | None = None) -> list[Shown]:
    return [one for one in slack.person(name).sees(channel, thread) if one.bot and not one.ephemeral]


def dms(slack: Sandbox, name: str = "Ana") -> list[Shown]:
    return [one for one in slack.person(name).dms() if NOTE in one.words]


def come(slack: Sandbox, bot: Levelhead, name: str = "Ana") -> Shown:
    """The reminder in its thread of colleagues."""
    thread = asked(slack)
    moved(slack, bot, minutes=31)
    return slack.wait_for(lambda: posts(slack, name, thread=thread))[-1]


def test_among_colleagues_it_is_said_in_the_thread_with_its_note_once(slack: Sandbox, bot: Levelhead) -> None:
    thread = asked(slack)
    moved(slack, bot, minutes=29)
    assert posts(slack, "Ben", thread=thread) == []
    moved(slack, bot, minutes=2)
    moved(slack, bot, minutes=30)
    (reminder,) = posts(slack, "Ben", thread=thread)
    assert NOTE in reminder.words
    assert dms(slack) == []


def test_where_a_customer_reads_the_note_is_its_writers_alone(slack: Sandbox, bot: Levelhead) -> None:
    thread = asked(slack, "#cust-cleo", "Cleo")
    moved(slack, bot, minutes=31)
    slack.wait_for(lambda: dms(slack))
    slack.wait_for(lambda: posts(slack, "Cleo", "#cust-cleo", thread))
    assert [one.words for one in posts(slack, "Cleo", "#cust-cleo", thread)] == [NEUTRAL]
    assert len(dms(slack)) == 1
    assert not any(dms(slack, name) for name in EVERYBODY if name != "Ana")


def test_a_customer_reads_one_line_a_day_however_many_want_to_be_reminded(slack: Sandbox, bot: Levelhead) -> None:
    slack.clock.advance(timedelta(hours=24 - slack.clock.now().hour))
    thread = asked(slack, "#cust-cleo", "Cleo")
    for name, minutes in (("Ben", 30), ("Sam", 90)):
        person = slack.person(name)
        person.shortcut("follow_up", "#cust-cleo", thread)
        window_of(slack, person)
        person.submit({"when": int((slack.clock.now() + timedelta(minutes=minutes)).timestamp()), "note": NOTE})
    moved(slack, bot, minutes=31)
    moved(slack, bot, minutes=60)
    slack.wait_for(lambda: all(dms(slack, name) for name in ("Ana", "Ben", "Sam")))
    moved(slack, bot, seconds=5)
    assert [one.words for one in posts(slack, "Cleo", "#cust-cleo", thread)] == [NEUTRAL]


def test_a_channel_the_bot_is_not_in_leaves_it_private(slack: Sandbox, bot: Levelhead) -> None:
    told(slack, f"/followup 20m {NOTE}", channel="#random")
    moved(slack, bot, minutes=21)
    slack.wait_for(lambda: dms(slack))
    assert posts(slack, "Ben", "#random") == []


def test_a_channel_that_was_archived_leaves_it_private(slack: Sandbox, bot: Levelhead) -> None:
    asked(slack)
    slack.person("Ana").archive("#support")
    moved(slack, bot, minutes=31)
    slack.wait_for(lambda: dms(slack))


def test_done_is_told_to_who_pressed_alone_and_it_rings_no_more(slack: Sandbox, bot: Levelhead) -> None:
    reminder, ana = come(slack, bot), slack.person("Ana")
    ana.press("Done", on=reminder)
    next_told(slack, ana, "Done. Nice.")
    moved(slack, bot, days=3)
    assert len(posts(slack, "Ben", thread=reminder.thread_ts)) == 1
    assert not any(slack.person(name).ephemerals() for name in EVERYBODY if name != "Ana")


def test_one_that_is_not_done_rings_again_on_two_working_mornings(slack: Sandbox, bot: Levelhead) -> None:
    thread = asked(slack)
    for _ in range(9):
        moved(slack, bot, days=1)
    slack.wait_for(lambda: len(posts(slack, "Ben", thread=thread)) == 3)


def test_somebody_else_cannot_end_it(slack: Sandbox, bot: Levelhead) -> None:
    reminder, ben = come(slack, bot), slack.person("Ben")
    ben.press("Done", on=reminder)
    next_told(slack, ben, "belongs to somebody else")


@pytest.mark.parametrize(("choice", "hours"), [("In an hour", 1), ("Tomorrow", 48)])
def test_a_snoozed_reminder_comes_again(slack: Sandbox, bot: Levelhead, choice: str, hours: int) -> None:
    reminder, ana = come(slack, bot), slack.person("Ana")
    ana.choose("Snooze", choice, on=reminder)
    next_told(slack, ana, "I'll come back to it")
    moved(slack, bot, minutes=50)
    assert len(posts(slack, "Ana", thread=reminder.thread_ts)) == 1
    moved(slack, bot, hours=hours)
    slack.wait_for(lambda: len(posts(slack, "Ana", thread=reminder.thread_ts)) >= 2)


def test_a_snooze_can_pick_its_time_and_be_undone(slack: Sandbox, bot: Levelhead) -> None:
    reminder, ana = come(slack, bot), slack.person("Ana")
    ana.choose("Snooze", "Pick a time", on=reminder)
    window_of(slack, ana)
    assert ana.submit({"when": int((slack.clock.now() + timedelta(hours=5)).timestamp())})
    assert "I'll come back to it" in window_of(slack, ana).words
    ana.press("Undo")
    slack.wait_for(lambda: ana.modal and "Undone" in ana.modal.words)


def test_handed_over_it_is_the_colleagues_who_hears_of_it_at_once(slack: Sandbox, bot: Levelhead) -> None:
    reminder, ana, ben = come(slack, bot), slack.person("Ana"), slack.person("Ben")
    ana.press("Hand over", on=reminder)
    window_of(slack, ana)
    assert ana.submit({"to": ben.id})
    slack.wait_for(lambda: ana.modal and "Handed over" in ana.modal.words)
    slack.wait_for(lambda: dms(slack, "Ben"))
    assert "handed this follow-up over" in dms(slack, "Ben")[0].words
    assert "Nothing is open" not in told(slack, "/followup list", "Ben").words


@pytest.mark.parametrize("name", ["Cleo", "Gil"])
def test_it_cannot_be_handed_to_somebody_from_outside(slack: Sandbox, bot: Levelhead, name: str) -> None:
    reminder, ana = come(slack, bot), slack.person("Ana")
    ana.press("Hand over", on=reminder)
    window_of(slack, ana)
    ana.submit({"to": slack.person(name).id})
    slack.wait_for(lambda: ana.modal and "full member" in ana.modal.words)
    moved(slack, bot, minutes=1)
    assert not slack.person(name).dms()


def test_who_chose_somebody_it_cannot_go_to_chooses_again_and_types_nothing_twice(
    slack: Sandbox, bot: Levelhead
) -> None:
    reminder, ana = come(slack, bot), slack.person("Ana")
    ana.press("Hand over", on=reminder)
    window_of(slack, ana)
    ana.submit({"to": slack.person("Cleo").id, "note": "She waits for the new invoice."})
    slack.wait_for(lambda: ana.modal and "full member" in ana.modal.words)
    ana.submit({"to": slack.person("Ben").id})
    slack.wait_for(lambda: any("for the new invoice" in one.words for one in slack.person("Ben").dms()))


def test_who_asked_stands_in_for_an_owner_who_left(slack: Sandbox, bot: Levelhead) -> None:
    reminder, ana, ben = come(slack, bot), slack.person("Ana"), slack.person("Ben")
    ana.press("Hand over", on=reminder)
    window_of(slack, ana)
    ana.submit({"to": ben.id})
    slack.wait_for(lambda: dms(slack, "Ben"))
    ben.change(deleted=True)
    for _ in range(4):
        moved(slack, bot, days=1)
    slack.wait_for(lambda: dms(slack))


def test_after_a_day_without_the_bot_it_is_said_once_and_marked_as_late(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        thread = asked(slack)
        moved(slack, bot)
    slack.clock.advance(timedelta(days=1))
    with running(slack, tmp_path, over_http=True) as bot:
        moved(slack, bot, minutes=1)
        (reminder,) = posts(slack, "Ben", thread=thread)
        assert "later than planned" in reminder.words


@pytest.mark.parametrize("trouble", ["reset", "half"])
def test_when_slacks_answer_is_lost_it_is_looked_up_and_not_said_again(
    slack: Sandbox, bot: Levelhead, trouble: str
) -> None:
    thread = asked(slack)
    if trouble == "reset":
        slack.faults.reset("chat.postMessage", done=True)
    else:
        slack.faults.half("chat.postMessage")
    moved(slack, bot, minutes=31)
    moved(slack, bot, minutes=2)
    slack.wait_for(lambda: posts(slack, "Ben", thread=thread))
    assert len(posts(slack, "Ben", thread=thread)) == 1
