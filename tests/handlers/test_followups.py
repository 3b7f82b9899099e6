"""Follow-ups over the wire: set at once on the asker's own clock, asked where unclear, and changed in private."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.person import Actor
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.running import window_of

SHARP = "As I already told you, you should have read the docs."


def told(slack: Sandbox, typed: str, name: str = "Ana", channel: str = "#support") -> Shown:
    """What somebody is told when they type a command."""
    person = slack.person(name)
    before = len(person.ephemerals())
    assert person.command(typed, channel)
    slack.wait_for(lambda: len(person.ephemerals()) > before)
    return person.ephemerals()[-1]


def next_told(slack: Sandbox, person: Actor, words: str) -> Shown:
    """An answer with these words, that replaces what was pressed or comes beside it."""
    return slack.wait_for(lambda: [one for one in person.ephemerals() if words in one.words])[-1]


def moved(slack: Sandbox, bot: Levelhead, **span: float) -> None:
    slack.settle()
    assert bot.door.rest(60)
    assert bot.courier.rest(60)
    slack.clock.advance(timedelta(**span))
    assert bot.courier.rest(60)


def test_a_follow_up_is_set_at_once_and_read_back_with_undo(slack: Sandbox, bot: Levelhead) -> None:
    shown = told(slack, "/followup 20m check the refund")
    assert re.search(r"I'll remind you: \w{3} \d+ \w{3}, \d\d:\d\d your time", shown.words.replace("*", ""))
    assert "check the refund" in shown.words
    assert "Undo" in shown.buttons


def test_the_clock_is_the_askers_own(slack: Sandbox, bot: Levelhead) -> None:
    for name, zone in (("Ben", -5), ("Ana", 0)):
        shown = told(slack, "/followup 4 january 2028 9am call them", name)
        assert "Tue 4 Jan 2028, 09:00" in shown.words
        moment = datetime(2028, 1, 4, 9, tzinfo=UTC) - timedelta(hours=zone)
        assert f"<!date^{int(moment.timestamp())}^" in told(slack, "/followup list", name).blocks[1]["text"]["text"]


def test_a_person_who_moves_takes_their_clock_along(slack: Sandbox, bot: Levelhead) -> None:
    told(slack, "/followup 4 january 2028 9am before")
    slack.person("Ana").change(tz="Asia/Tokyo")
    slack.settle()
    told(slack, "/followup 5 january 2028 9am after")
    moment = datetime(2028, 1, 5, 0, tzinfo=UTC)
    assert f"<!date^{int(moment.timestamp())}^" in str(told(slack, "/followup list").blocks)


def test_slack_is_asked_for_a_clock_once(slack: Sandbox, bot: Levelhead) -> None:
    for _ in range(3):
        told(slack, "/followup 20m again")
    assert sum(call.method == "users.info" for call in slack.calls) == 1


def test_when_slack_does_not_tell_the_clock_nothing_that_was_typed_is_lost(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.error("users.info", "internal_error")
    words = told(slack, "/followup 20m check the refund").words
    assert "nothing is set yet" in words
    assert "20m check the refund" in words


def test_undo_takes_it_back(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.press("Undo", on=told(slack, "/followup 20m check the refund"))
    next_told(slack, ana, "Undone")
    moved(slack, bot, minutes=25)
    assert not any("check the refund" in one.words for one in [*ana.sees("#support"), *ana.dms()])


@pytest.mark.parametrize("typed", ["sunday or monday call them", "call them when there is news"])
def test_what_is_not_clear_is_asked_and_the_note_stays(slack: Sandbox, bot: Levelhead, typed: str) -> None:
    shown = told(slack, f"/followup {typed}")
    assert "call them" in shown.words
    assert "Pick a time" in shown.buttons


def test_one_of_the_times_that_it_could_be_is_one_press_away(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    shown = told(slack, "/followup check three orders tomorrow")
    ana.press(shown.buttons[0], on=shown)
    assert "check three orders" in next_told(slack, ana, "I'll remind you").words


def test_a_time_can_be_picked_instead_and_the_note_is_there_already(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.press("Pick a time", on=told(slack, "/followup call them when there is news"))
    assert "call them when there is news" in str(window_of(slack, ana).blocks)
    ana.submit({"when": int((slack.clock.now() + timedelta(minutes=30)).timestamp())})
    slack.wait_for(lambda: ana.modal and "I'll remind you" in ana.modal.words)
    moved(slack, bot, minutes=31)
    slack.wait_for(lambda: any("call them when there is news" in one.words for one in ana.sees("#support")))


def test_a_picked_time_that_has_passed_is_pointed_out(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.press("Pick a time", on=told(slack, "/followup call them when there is news"))
    window_of(slack, ana)
    assert not ana.submit({"when": int((slack.clock.now() - timedelta(minutes=5)).timestamp())})
    assert "passed" in str(window_of(slack, ana).errors)


def test_the_list_shows_the_soonest_first_and_each_can_be_ended(slack: Sandbox, bot: Levelhead) -> None:
    told(slack, "/followup 3h second")
    told(slack, "/followup 20m first")
    words = told(slack, "/followup list").words
    assert words.index("first") < words.index("second")
    assert "Done" in told(slack, "/followup done 1").words
    assert "Cancelled" in told(slack, "/followup cancel second").words
    assert "Nothing is open" in told(slack, "/followup list").words


def test_a_snoozed_one_comes_at_its_new_time_only(slack: Sandbox, bot: Levelhead) -> None:
    told(slack, "/followup 20m check the refund")
    assert "I'll come back to it" in told(slack, "/followup snooze 1 2h").words
    moved(slack, bot, minutes=30)
    assert reminders(slack) == []
    moved(slack, bot, minutes=95)
    assert len(reminders(slack)) == 1


def test_others_follow_ups_are_nobody_elses_to_end(slack: Sandbox, bot: Levelhead) -> None:
    told(slack, "/followup 20m check the refund")
    assert "no such follow-up" in told(slack, "/followup done 1", "Ben").words


@pytest.mark.parametrize("typed", ["/followup", "/followup help", "/followup   "])
def test_without_a_time_it_says_how_it_is_used(slack: Sandbox, bot: Levelhead, typed: str) -> None:
    assert "/followup tomorrow 9am" in told(slack, typed).words


def test_follow_up_on_a_message_is_for_its_thread(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    thread = slack.person("Ben").say("#support", "The export stops at half.")
    reply = slack.person("Jo").say("#support", "Looking.", thread)
    assert ana.shortcut("follow_up", "#support", reply)
    window_of(slack, ana)
    ana.submit({"when": int((slack.clock.now() + timedelta(minutes=30)).timestamp()), "note": "ask Jo"})
    moved(slack, bot, minutes=31)
    slack.wait_for(lambda: any("ask Jo" in one.words for one in ana.sees("#support", thread)))


def test_a_hint_offers_to_follow_up_on_its_thread(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    thread = slack.person("Ben").say("#support", "The export stops at half.")
    ana.say("#support", SHARP, thread)
    ana.press("Follow up", on=slack.wait_for(ana.ephemerals)[-1])
    window_of(slack, ana)
    ana.submit({"when": int((slack.clock.now() + timedelta(minutes=30)).timestamp()), "note": "say sorry"})
    moved(slack, bot, minutes=31)
    slack.wait_for(lambda: any("say sorry" in one.words for one in ana.sees("#support", thread)))


def reminders(slack: Sandbox, name: str = "Ana", channel: str = "#support") -> list[Shown]:
    shown = [one for one in slack.person(name).sees(channel) if one.bot and not one.ephemeral]
    return [one for one in shown if "check the refund" in one.words]


def test_the_list_tells_where_each_one_belongs(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    root = slack.person("Ben").say("#support", "The export stops at half.")
    told(slack, "/followup 4 january 2028 9am")
    ana.shortcut("follow_up", "#support", root)
    window_of(slack, ana)
    assert ana.submit({"when": int((slack.clock.now() + timedelta(hours=1)).timestamp())})
    ana.close(everything=True)
    words = told(slack, "/followup list", channel="#random").words
    assert re.search(r"archives/C0SUPPORT/p\d+\|In a thread> of <#C0SUPPORT>", words)
    assert "In <#C0SUPPORT>" in words


def test_a_note_reads_as_it_was_typed(slack: Sandbox, bot: Levelhead) -> None:
    typed = f"/followup 20m ask <@{slack.person('Ben').id}> if a < b & c, <https://x.test|the page>"
    words = told(slack, typed).words
    assert "ask @ben if a < b & c" in words
    assert "https://x.test" in words
    moved(slack, bot, minutes=21)
    assert any("ask @ben if a < b & c" in one.words for one in slack.person("Ana").sees("#support"))


def test_a_long_note_is_read_in_full_when_its_time_has_come(slack: Sandbox, bot: Levelhead) -> None:
    note = " ".join(f"word{number}" for number in range(400))
    told(slack, f"/followup 20m {note}")
    moved(slack, bot, minutes=21)
    shown = slack.wait_for(lambda: [one for one in slack.person("Ana").sees("#support") if "word0" in one.words])[-1]
    assert "word399" in shown.words


def test_a_note_too_long_for_a_button_is_given_back_in_full(slack: Sandbox, bot: Levelhead) -> None:
    words = told(slack, f"/followup {'check ' * 550}the last order").words
    assert words.replace("\n", "").count("check") == 550
    assert "the last order" in words


@pytest.mark.parametrize(("typed", "said"), [("1 soon", "nothing was changed"), ("1 3/4", "It could have meant")])
def test_a_snooze_that_is_not_clear_changes_nothing_and_says_how(
    slack: Sandbox, bot: Levelhead, typed: str, said: str
) -> None:
    told(slack, "/followup 20m soon to be done")
    assert said in told(slack, f"/followup snooze {typed}").words
