"""Nudges that come by themselves: to the owner in private first, only while they are needed, never a nag."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.nudge_values import Room, Trigger
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from bot.worktime import WorkingHours
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved
from tests.handlers.test_share_up import form_of, import_team
from tests.running import window_of

ASKS = "Our export stops at half."
ANGRY = "This is unacceptable, I am still waiting for an answer."
WEEK = timedelta(days=7)
EVERYBODY = ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada")


@pytest.fixture(autouse=True)
def monday_at_ten(slack: Sandbox) -> None:
    """The next Monday in winter, ten o'clock in London, so that a working week lies ahead and no clock is changed."""
    now = slack.clock.now()
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=10, minute=0, second=0)
    while not (is_winter(monday) and is_winter(monday + 2 * WEEK)):
        monday += WEEK
    slack.clock.advance(monday - now)


def is_winter(moment: datetime) -> bool:
    """Whether it is, by the clocks of London and New York."""
    return not any(moment.astimezone(zone).dst() for zone in (ZoneInfo("Europe/London"), ZoneInfo("America/New_York")))


def thread_of_ana(slack: Sandbox, bot: Levelhead, last: str = ASKS) -> str:
    """A customer's thread in which Ana has answered, and the customer has written since."""
    root = slack.person("Cleo").say("#cust-cleo", ASKS)
    slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", root)
    slack.settle()
    slack.person("Cleo").say("#cust-cleo", last, root)
    slack.settle()
    assert bot.courier.rest(60)
    return root


def waiting(slack: Sandbox, name: str = "Ana", words: str = "waiting for an answer:") -> list[Shown]:
    return [one for one in slack.person(name).dms() if words in one.words]


def prefer(slack: Sandbox, bot: Levelhead, *, cover: str = "", off: frozenset[Trigger] = frozenset()) -> None:
    room = Room(hours=WorkingHours(zone="UTC"), cover=cover, off=off)
    bot.store.remember(lambda memory: memory.nudge_rooms.save(slack.home.id, "C0CUSTCLEO", room))


def public(slack: Sandbox, thread: str) -> list[Shown]:
    return [one for one in slack.person("Cleo").sees("#cust-cleo", thread) if one.bot]


def test_the_owner_hears_after_two_hours_that_a_customer_waits(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot)
    moved(slack, bot, minutes=115)
    assert waiting(slack) == []
    moved(slack, bot, minutes=10)
    slack.wait_for(lambda: waiting(slack))
    assert public(slack, thread) == []
    assert not any(waiting(slack, name) for name in EVERYBODY if name != "Ana")


def test_after_a_hard_message_it_is_half_an_hour(slack: Sandbox, bot: Levelhead) -> None:
    thread_of_ana(slack, bot, ANGRY)
    moved(slack, bot, minutes=25)
    assert waiting(slack) == []
    moved(slack, bot, minutes=10)
    slack.wait_for(lambda: waiting(slack))
    assert not any("hot" in one.words.lower().split() or ANGRY[:20] in one.words for one in waiting(slack))


def test_a_hard_thread_can_be_shared_up_from_its_nudge(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    thread_of_ana(slack, bot, ANGRY)
    moved(slack, bot, minutes=35)
    slack.wait_for(lambda: waiting(slack))
    ana = slack.person("Ana")
    ana.press("Share up", on=waiting(slack)[-1])
    assert "*Sam* will read this" in form_of(slack, ana).words


def test_an_ordinary_wait_needs_no_help_from_above(slack: Sandbox, bot: Levelhead) -> None:
    thread_of_ana(slack, bot)
    moved(slack, bot, minutes=125)
    slack.wait_for(lambda: waiting(slack))
    assert "Share up" not in waiting(slack)[-1].buttons


def test_a_hard_word_while_waiting_makes_it_sooner_and_still_once(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot)
    slack.person("Cleo").say("#cust-cleo", ANGRY, thread)
    moved(slack, bot, minutes=35)
    slack.wait_for(lambda: waiting(slack))
    moved(slack, bot, minutes=20)
    assert len(waiting(slack)) == 1


def test_who_answers_in_time_hears_nothing(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot)
    moved(slack, bot, minutes=60)
    slack.person("Ben").say("#cust-cleo", "It works again, could you try?", thread)
    moved(slack, bot, hours=24)
    assert not any(waiting(slack, name) for name in EVERYBODY)


@pytest.mark.parametrize("words", ["Thanks, works now!", "Perfect, thank you."])
def test_a_customer_who_says_thanks_waits_for_nothing(slack: Sandbox, bot: Levelhead, words: str) -> None:
    thread_of_ana(slack, bot, words)
    moved(slack, bot, hours=24)
    assert waiting(slack) == []


def test_it_comes_a_second_time_as_a_draft_and_then_no_more(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot)
    for _ in range(60):
        moved(slack, bot, hours=2)
    assert len(waiting(slack)) == 1
    (draft,) = waiting(slack, words="still waiting")
    assert "Thank you for waiting" in draft.words
    assert public(slack, thread) == []


def test_a_draft_is_posted_as_it_was_changed_and_sent(slack: Sandbox, bot: Levelhead) -> None:
    thread, ana = thread_of_ana(slack, bot), slack.person("Ana")
    moved(slack, bot, hours=2, minutes=5)
    slack.wait_for(lambda: waiting(slack))
    moved(slack, bot, hours=1, minutes=5)
    draft = slack.wait_for(lambda: waiting(slack, words="still waiting"))[0]
    ana.press("Post a line", on=draft)
    assert "Thank you for waiting" in str(window_of(slack, ana).blocks)
    ana.submit({"line": "Two more hours, then it is done."})
    moved(slack, bot, minutes=1)
    slack.wait_for(lambda: any("Two more hours" in one.words for one in public(slack, thread)))


def test_at_night_it_waits_for_the_morning(slack: Sandbox, bot: Levelhead) -> None:
    slack.clock.advance(timedelta(hours=12))
    thread_of_ana(slack, bot)
    moved(slack, bot, hours=9)
    assert waiting(slack) == []
    moved(slack, bot, hours=5)
    slack.wait_for(lambda: waiting(slack))


def test_a_deleted_message_is_waited_for_by_nobody(slack: Sandbox, bot: Levelhead) -> None:
    cleo = slack.person("Cleo")
    root = cleo.say("#cust-cleo", ASKS)
    slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", root)
    slack.settle()
    ts = cleo.say("#cust-cleo", ASKS, root)
    slack.settle()
    cleo.delete("#cust-cleo", ts)
    moved(slack, bot, hours=24)
    assert waiting(slack) == []


@pytest.mark.parametrize("end", ["left", "archived", "muted"])
def test_where_nothing_can_or_shall_be_said_it_withdraws(slack: Sandbox, bot: Levelhead, end: str) -> None:
    thread, ana = thread_of_ana(slack, bot), slack.person("Ana")
    if end == "left":
        ana.change(deleted=True)
    elif end == "archived":
        ana.archive("#cust-cleo")
    else:
        now = slack.clock.now()
        bot.store.remember(lambda memory: memory.mutes.add(slack.home.id, ana.id, "C0CUSTCLEO", thread, now=now))
    moved(slack, bot, hours=5)
    assert not any(slack.person(name).dms() for name in EVERYBODY)


def test_a_channel_can_switch_it_off(slack: Sandbox, bot: Levelhead) -> None:
    prefer(slack, bot, off=frozenset({Trigger.WAITING}))
    thread_of_ana(slack, bot)
    moved(slack, bot, hours=5)
    assert waiting(slack) == []


def test_the_cover_hears_at_once_when_the_owner_is_off_work(slack: Sandbox, bot: Levelhead) -> None:
    prefer(slack, bot, cover=slack.person("Ben").id)
    slack.clock.advance(timedelta(hours=12))
    thread_of_ana(slack, bot, ANGRY)
    shown = slack.wait_for(lambda: waiting(slack, "Ben", "Someone is waiting"))
    assert ANGRY[:20] not in shown[0].words


def test_without_a_cover_the_last_one_present_is_offered_a_line(slack: Sandbox, bot: Levelhead) -> None:
    slack.clock.advance(timedelta(hours=12))
    thread = thread_of_ana(slack, bot, ANGRY)
    shown = slack.wait_for(lambda: waiting(slack, "Ana", "Someone is waiting"))
    assert "will be back here on Tuesday, 09:00" in shown[0].words
    assert public(slack, thread) == []


def test_a_hard_thread_that_went_silent_comes_back_the_next_morning(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot, ANGRY)
    slack.person("Ana").say("#cust-cleo", "I'm sorry. It is fixed since ten.", thread)
    slack.settle()
    moved(slack, bot, hours=12)
    assert waiting(slack, words="quiet here") == []
    moved(slack, bot, hours=12)
    slack.wait_for(lambda: waiting(slack, words="quiet here"))


def test_a_thread_that_is_quiet_until_a_promised_time_is_brought_up_once(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot, ANGRY)
    slack.person("Ana").say("#cust-cleo", "I'm sorry. I'll get back to you in 9 hours.", thread)
    slack.settle()
    moved(slack, bot, hours=24)
    slack.wait_for(lambda: waiting(slack, words="A time that was given"))
    assert waiting(slack, words="quiet here") == []


def test_what_is_settled_is_left_alone_and_a_day_later_asked_about(slack: Sandbox, bot: Levelhead) -> None:
    thread, ana = thread_of_ana(slack, bot, ANGRY), slack.person("Ana")
    moved(slack, bot, minutes=35)
    ana.press("It's settled", on=slack.wait_for(lambda: waiting(slack))[0])
    slack.settle()
    moved(slack, bot, hours=20)
    assert waiting(slack, words="quiet here") == []
    moved(slack, bot, hours=5)
    draft = slack.wait_for(lambda: waiting(slack, words="solved a while ago"))[0]
    assert "still solved" in draft.words
    assert public(slack, thread) == []


def test_a_promised_time_that_has_passed_is_brought_up_in_private(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot)
    slack.person("Ana").say("#cust-cleo", "I'll get back to you in 3 hours.", thread)
    moved(slack, bot, hours=3, minutes=5)
    assert waiting(slack, words="A time that was given") == []
    moved(slack, bot, minutes=10)
    slack.wait_for(lambda: waiting(slack, words="A time that was given"))


def test_a_promise_that_was_kept_is_not_brought_up(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot)
    slack.person("Ana").say("#cust-cleo", "I'll get back to you in 3 hours.", thread)
    moved(slack, bot, hours=2)
    slack.person("Ana").say("#cust-cleo", "Here it is: fixed.", thread)
    moved(slack, bot, hours=5)
    assert waiting(slack, words="A time that was given") == []


def test_a_channels_settings_are_changed_in_a_modal_and_kept(slack: Sandbox, bot: Levelhead) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    assert ana.command("/followup settings", "#cust-cleo")
    window_of(slack, ana)
    on = [{"value": one.value} for one in Trigger if one is not Trigger.WAITING]
    assert ana.submit({"on": on, "said": [{"value": "line"}], "cover": ben.id})
    assert "Kept" in window_of(slack, ana).words
    room = bot.store.recall(
        lambda memory: memory.nudge_rooms.find(slack.home.id, "C0CUSTCLEO", WorkingHours(zone="UTC"))
    )
    assert (room.off, room.cover, room.opted_in) == (frozenset({Trigger.WAITING}), ben.id, False)
    thread_of_ana(slack, bot)
    moved(slack, bot, hours=3)
    assert waiting(slack) == []
