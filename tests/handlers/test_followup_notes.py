"""A note that carries a shared case is held up once, nothing typed is lost; and a case has a follow-up of its own."""

import re
from datetime import timedelta

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved, next_told, told
from tests.handlers.test_nudges import monday_at_ten as monday_at_ten
from tests.handlers.test_nudges import thread_of_ana, waiting
from tests.handlers.test_share_up import ANGRY, WHAT, card_of, import_team, share
from tests.running import window_of

CLEAN = "call Cleo's team"
EVERYBODY = ("Ben", "Jo", "Sam", "Mia", "Ada")


@pytest.fixture
def shared(slack: Sandbox, bot: Levelhead) -> str:
    """A thread that Ana has shared up."""
    import_team(slack, bot)
    thread = slack.person("Cleo").say("#cust-cleo", ANGRY)
    slack.settle()
    share(slack, bot, thread)
    slack.person("Ana").close(everything=True)
    return thread


def reminders(slack: Sandbox, words: str, name: str = "Ana") -> list[Shown]:
    seen = [*slack.person(name).dms(), *slack.person(name).sees("#support")]
    return [one for one in seen if words[:20] in one.words and not one.ephemeral and "reminded of this" in one.words]


def test_a_typed_note_that_carries_a_case_sets_nothing_and_is_kept(slack: Sandbox, bot: Levelhead, shared: str) -> None:
    shown = told(slack, f"/followup 20m {WHAT}", "Ben")
    assert "nothing is set yet" in shown.words
    assert WHAT in shown.words
    assert set(shown.buttons) == {"Change the note", "It is fine here"}
    assert "Nothing is open" in told(slack, "/followup list", "Ben").words


def test_their_author_may_say_that_it_is_fine(slack: Sandbox, bot: Levelhead, shared: str) -> None:
    ana = slack.person("Ana")
    ana.press("It is fine here", on=told(slack, f"/followup 20m {WHAT}"))
    assert WHAT in next_told(slack, ana, "I'll remind you").words


def test_the_note_can_be_changed_at_the_time_that_was_typed(slack: Sandbox, bot: Levelhead, shared: str) -> None:
    ana, before = slack.person("Ana"), slack.clock.now()
    asked = told(slack, f"/followup 4h {WHAT}")
    after = slack.clock.now()
    slack.clock.advance(timedelta(minutes=1))
    ana.press("Change the note", on=asked)
    assert WHAT in str(window_of(slack, ana).blocks)
    assert ana.submit({"note": CLEAN})
    window_of(slack, ana)
    listed = str(told(slack, "/followup list").blocks)
    (due,) = (int(found) for found in re.findall(r"<!date\^(\d+)\^", listed))
    assert int(before.timestamp()) <= due - 4 * 3600 <= after.timestamp()
    assert CLEAN in listed


def test_a_time_that_was_asked_for_does_not_go_past_the_guard(slack: Sandbox, bot: Levelhead, shared: str) -> None:
    ana = slack.person("Ana")
    shown = told(slack, f"/followup sunday or monday {WHAT}")
    ana.press(shown.buttons[0], on=shown)
    assert WHAT in next_told(slack, ana, "nothing is set yet").words
    assert "Nothing is open" in told(slack, "/followup list").words


def test_an_ordinary_note_is_let_through(slack: Sandbox, bot: Levelhead, shared: str) -> None:
    assert "I'll remind you" in told(slack, f"/followup 20m {CLEAN}").words


def test_the_modal_holds_it_up_once(slack: Sandbox, bot: Levelhead, shared: str) -> None:
    ana = slack.person("Ana")
    ana.shortcut("follow_up", "#cust-cleo", shared)
    window_of(slack, ana)
    when = int((slack.clock.now() + timedelta(minutes=30)).timestamp())
    assert not ana.submit({"when": when, "note": WHAT})
    assert "neutral line" in str(window_of(slack, ana).errors)
    assert ana.submit()


def test_a_follow_up_that_is_handed_over_can_be_told_in_other_words(
    slack: Sandbox, bot: Levelhead, shared: str
) -> None:
    ana = slack.person("Ana")
    ana.press("It is fine here", on=told(slack, f"/followup 20m {WHAT}", channel="#random"))
    next_told(slack, ana, "I'll remind you")
    moved(slack, bot, minutes=21)
    ana.press("Hand over", on=slack.wait_for(lambda: reminders(slack, WHAT))[-1])
    window_of(slack, ana)
    assert not ana.submit({"to": slack.person("Ben").id})
    assert ana.submit({"note": CLEAN})

    def given() -> list[Shown]:
        return [one for one in slack.person("Ben").dms() if CLEAN in one.words]

    assert WHAT[:20] not in slack.wait_for(given)[0].words


def test_a_line_to_post_that_carries_a_case_is_held_up_once(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    thread, ana = thread_of_ana(slack, bot), slack.person("Ana")
    share(slack, bot, thread)
    ana.close(everything=True)
    moved(slack, bot, hours=2, minutes=5)
    slack.wait_for(lambda: waiting(slack))
    moved(slack, bot, hours=1, minutes=5)
    ana.press("Post a line", on=slack.wait_for(lambda: waiting(slack, words="still waiting"))[0])
    window_of(slack, ana)
    assert not ana.submit({"line": WHAT})
    assert "everybody in the thread" in str(window_of(slack, ana).errors)
    assert ana.submit({"line": "Two more hours."})


@pytest.mark.parametrize("name", ["Ana", "Sam"])
def test_who_sees_a_case_can_follow_up_on_it_and_is_reminded_alone(
    slack: Sandbox, bot: Levelhead, shared: str, name: str
) -> None:
    person = slack.person(name)
    person.press("Follow up", on=card_of(slack, bot, name))
    window_of(slack, person)
    when = int((slack.clock.now() + timedelta(minutes=30)).timestamp())
    assert person.submit({"when": when, "note": CLEAN})
    moved(slack, bot, minutes=31)
    slack.wait_for(lambda: reminders(slack, CLEAN, name))
    others = {"Ana", *EVERYBODY} - {name}
    assert not any(reminders(slack, CLEAN, other) for other in others)
    assert not [one for one in slack.person("Cleo").sees("#cust-cleo", shared) if one.bot]


def test_it_is_reminded_of_though_the_case_is_resolved(slack: Sandbox, bot: Levelhead, shared: str) -> None:
    ana = slack.person("Ana")
    ana.press("Follow up", on=card_of(slack, bot, "Ana"))
    window_of(slack, ana)
    assert ana.submit({"when": int((slack.clock.now() + timedelta(hours=2)).timestamp()), "note": CLEAN})
    ana.press("Resolved", on=card_of(slack, bot, "Ana"))
    moved(slack, bot, hours=2, minutes=1)
    slack.wait_for(lambda: reminders(slack, CLEAN))
