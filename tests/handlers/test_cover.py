"""A hard customer whose owner is off work or away: the cover hears at once, else somebody is offered a holding line."""

from datetime import timedelta

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from bot.schedules import Absence
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved
from tests.handlers.test_nudges import ANGRY, ASKS, EVERYBODY, monday_at_ten, prefer, public, waiting

__all__ = ["monday_at_ten"]
SOMEONE = "Someone is waiting"
WHY_NOT = ("off_work", "away", "day_off")


def make_unreachable(slack: Sandbox, bot: Levelhead, why: str) -> None:
    """Ana is off work in the evening, away from her screen, or on a day off."""
    ana = slack.person("Ana")
    if why == "off_work":
        slack.clock.advance(timedelta(hours=12))
    elif why == "away":
        ana.away()
    else:
        today = slack.clock.now().date()
        away = Absence(first=today, last=today + timedelta(days=4))
        bot.store.remember(lambda memory: memory.working.go_away(slack.home.id, ana.id, away))


def thread_of_two(slack: Sandbox, bot: Levelhead, why: str) -> str:
    """Ben wrote in a customer's thread, then Ana, whose it is; she cannot be reached when it turns hard."""
    root = slack.person("Cleo").say("#cust-cleo", ASKS)
    for name in ("Ben", "Ana"):
        slack.person(name).say("#cust-cleo", "Thanks, I'm looking into it.", root)
        slack.settle()
    make_unreachable(slack, bot, why)
    slack.person("Cleo").say("#cust-cleo", ANGRY, root)
    slack.settle()
    assert bot.courier.rest(60)
    return root


def heard(slack: Sandbox) -> dict[str, list[Shown]]:
    found = {name: waiting(slack, name, SOMEONE) for name in EVERYBODY}
    return {name: shown for name, shown in found.items() if shown}


@pytest.mark.parametrize("why", WHY_NOT)
def test_with_a_cover_they_hear_at_once_and_nothing_else(slack: Sandbox, bot: Levelhead, why: str) -> None:
    prefer(slack, bot, cover=slack.person("Sam").id)
    thread = thread_of_two(slack, bot, why)
    slack.wait_for(lambda: heard(slack))
    assert list(heard(slack)) == ["Sam"]
    (shown,) = heard(slack)["Sam"]
    assert "Post a line" not in shown.buttons
    assert ANGRY[:20] not in shown.words
    assert public(slack, thread) == []


@pytest.mark.parametrize(("why", "who"), [("off_work", "Ana"), ("away", "Ben"), ("day_off", "Ben")])
def test_without_a_cover_the_last_one_present_is_offered_a_line(
    slack: Sandbox, bot: Levelhead, why: str, who: str
) -> None:
    thread = thread_of_two(slack, bot, why)
    slack.wait_for(lambda: heard(slack))
    assert list(heard(slack)) == [who]
    (shown,) = heard(slack)[who]
    assert "Post a line" in shown.buttons
    assert "We have seen this, and will be back here on" in shown.words
    assert public(slack, thread) == []


@pytest.mark.parametrize(
    ("why", "back"),
    [("off_work", "Tuesday, 09:00, London time."), ("away", "Monday, 06:00, New York time.")],
)
def test_the_line_names_the_next_working_time(slack: Sandbox, bot: Levelhead, why: str, back: str) -> None:
    """On the clock of who may post it: who should be at work, and is away, is expected in an hour of work."""
    thread_of_two(slack, bot, why)
    (shown,) = slack.wait_for(lambda: [one for shown in heard(slack).values() for one in shown])
    assert back in shown.words


def test_the_line_does_not_let_a_customer_wait_for_somebodys_leave(slack: Sandbox, bot: Levelhead) -> None:
    slack.clock.advance(timedelta(hours=12))
    thread_of_two(slack, bot, "day_off")
    (shown,) = slack.wait_for(lambda: [one for shown in heard(slack).values() for one in shown])
    assert "Tuesday, 04:00, New York time." in shown.words


def test_who_is_at_work_hears_by_themselves_after_half_an_hour(slack: Sandbox, bot: Levelhead) -> None:
    prefer(slack, bot, cover=slack.person("Sam").id)
    root = slack.person("Cleo").say("#cust-cleo", ASKS)
    slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", root)
    slack.settle()
    slack.person("Cleo").say("#cust-cleo", ANGRY, root)
    moved(slack, bot, minutes=29)
    assert heard(slack) == {}
    moved(slack, bot, minutes=2)
    slack.wait_for(lambda: waiting(slack))
    assert heard(slack) == {}


def test_who_goes_home_within_the_half_hour_is_stood_in_for_then(slack: Sandbox, bot: Levelhead) -> None:
    prefer(slack, bot, cover=slack.person("Sam").id)
    slack.clock.advance(timedelta(hours=6, minutes=45))
    thread = slack.person("Cleo").say("#cust-cleo", ASKS)
    slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", thread)
    slack.settle()
    slack.person("Cleo").say("#cust-cleo", ANGRY, thread)
    moved(slack, bot, minutes=14)
    assert heard(slack) == {}
    moved(slack, bot, minutes=2)
    slack.wait_for(lambda: heard(slack))
    assert list(heard(slack)) == ["Sam"]


@pytest.mark.parametrize("why", ["away", "day_off"])
def test_with_nobody_else_there_the_inviter_is_asked(slack: Sandbox, bot: Levelhead, why: str) -> None:
    inviter = slack.person("Sam").id
    now = slack.clock.now()
    bot.store.remember(lambda memory: memory.channels.watch(slack.home.id, "C0CUSTCLEO", inviter, now))
    root = slack.person("Cleo").say("#cust-cleo", ASKS)
    slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", root)
    slack.settle()
    make_unreachable(slack, bot, why)
    slack.person("Cleo").say("#cust-cleo", ANGRY, root)
    slack.settle()
    assert bot.courier.rest(60)
    slack.wait_for(lambda: heard(slack))
    assert list(heard(slack)) == ["Sam"]


def earlier_talk(slack: Sandbox, name: str) -> None:
    root = slack.person("Cleo").say("#cust-cleo", ASKS)
    slack.person(name).say("#cust-cleo", "It is back, under Reports.", root)
    slack.settle()


@pytest.mark.parametrize(("words", "minutes"), [(ASKS, 121), (ANGRY, 31)])
def test_a_thread_that_nobody_took_up_goes_to_who_talks_with_that_customer(
    slack: Sandbox, bot: Levelhead, words: str, minutes: int
) -> None:
    now, inviter = slack.clock.now(), slack.person("Ada").id
    bot.store.remember(lambda memory: memory.channels.watch(slack.home.id, "C0CUSTCLEO", inviter, now))
    earlier_talk(slack, "Ana")
    slack.person("Cleo").say("#cust-cleo", words)
    moved(slack, bot, minutes=minutes)
    slack.wait_for(lambda: waiting(slack))
    assert waiting(slack, "Ada") == []


def test_whoever_muted_a_channel_is_not_asked_for_a_thread_that_nobody_took_up(slack: Sandbox, bot: Levelhead) -> None:
    for name in ("Sam", "Ana"):
        earlier_talk(slack, name)
    slack.person("Ana").command("/levelhead mute", "#cust-cleo")
    slack.person("Cleo").say("#cust-cleo", ANGRY)
    moved(slack, bot, minutes=31)
    slack.wait_for(lambda: waiting(slack, "Sam"))
    assert waiting(slack) == []


def test_who_works_just_now_is_asked_for_it_before_who_sleeps(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Ben").command("/followup list", "#support")
    for name in ("Sam", "Ben"):
        earlier_talk(slack, name)
    slack.person("Cleo").say("#cust-cleo", ANGRY)
    moved(slack, bot, minutes=31)
    slack.wait_for(lambda: waiting(slack, "Sam"))
