"""Learning from use over the wire: what is counted, what falls silent, and who is told."""

from datetime import timedelta

import pytest

from bot.sandbox.person import Actor
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_hints import hint_for, settled
from tests.running import window_of

SHARP = "As I already told you, it is Tuesday."
CUE = "already-told-you"


@pytest.fixture
def thread(slack: Sandbox) -> str:
    root = slack.person("Mia").say("#support", "The export of order 4711 stops at half.")
    slack.person("Mia").say("#support", "Anybody?", thread=root)
    return root


def counted(slack: Sandbox, bot: Levelhead) -> tuple[int, int, int, int]:
    """How often the cue was shown, used, dismissed and found wrong."""
    found = bot.store.recall(lambda memory: memory.feedback.counts(slack.home.id)).get(CUE)
    return (found.shown, found.used, found.dismissed, found.wrong) if found else (0, 0, 0, 0)


def find_wrong(slack: Sandbox, bot: Levelhead, name: str, thread: str) -> None:
    person = slack.person(name)
    person.say("#support", SHARP, thread=thread)
    person.press("This was wrong", on=hint_for(slack, name))
    slack.wait_for(lambda: any("noted" in one.words for one in person.ephemerals()))
    settled(slack, bot)


def silenced(slack: Sandbox, bot: Levelhead, thread: str) -> Actor:
    """The admin, once three people have found the cue wrong."""
    for name in ("Ana", "Ben", "Jo"):
        find_wrong(slack, bot, name, thread)
    ada = slack.person("Ada")
    slack.wait_for(ada.dms)
    return ada


def test_a_hint_is_counted_when_it_was_shown_and_when_it_was_used(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    hint = hint_for(slack, "Ana")
    settled(slack, bot)
    assert counted(slack, bot) == (1, 0, 0, 0)
    ana.press("Use this wording", on=hint)
    window_of(slack, ana)
    assert counted(slack, bot) == (1, 1, 0, 0)


def test_got_it_takes_the_hint_away_and_is_counted(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    ana.press("Got it", on=hint_for(slack, "Ana"))
    slack.wait_for(lambda: not ana.ephemerals())
    settled(slack, bot)
    assert counted(slack, bot) == (1, 0, 1, 0)


def test_a_hint_marked_wrong_is_counted_without_words_or_names(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    find_wrong(slack, bot, "Ana", thread)
    assert counted(slack, bot) == (1, 0, 0, 1)


def test_what_three_people_find_wrong_falls_silent_and_an_admin_is_told_why(
    slack: Sandbox, bot: Levelhead, thread: str
) -> None:
    ada = silenced(slack, bot, thread)
    words = ada.dms()[-1].words
    assert "Three people" in words
    assert "fallen silent" in words
    assert not any(name in words for name in ("Ana", "Ben", "Jo", "Tuesday"))
    sam = slack.person("Sam")
    sam.say("#support", SHARP, thread=thread)
    settled(slack, bot)
    assert sam.ephemerals() == []


def test_two_people_silence_nothing(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    for name in ("Ana", "Ben"):
        find_wrong(slack, bot, name, thread)
    assert slack.person("Ada").dms() == []
    slack.person("Sam").say("#support", SHARP, thread=thread)
    hint_for(slack, "Sam")


def test_what_fell_silent_is_not_marked_in_drafts_either(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    silenced(slack, bot, thread)
    sam = slack.person("Sam")
    sam.command(f"/rephrase {SHARP}", "#support")
    assert "I'd send this" in slack.wait_for(sam.ephemerals)[-1].words


def test_an_admin_may_let_it_speak_again(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ada = silenced(slack, bot, thread)
    ada.press("Let it speak again", on=ada.dms()[-1])
    slack.wait_for(lambda: "may speak again" in ada.dms()[-1].words)
    slack.clock.advance(timedelta(minutes=11))
    slack.person("Sam").say("#support", SHARP, thread=thread)
    hint_for(slack, "Sam")
