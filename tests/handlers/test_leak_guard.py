"""Words that were shared up, outside their thread: their author alone hears of it, and nobody learns of a case."""

from datetime import timedelta

import pytest

from bot.sandbox.person import Actor
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import form_of, import_team, settled

WHAT = "Cleo said in front of the whole room that I was useless and that my family should be ashamed of me."
PASTED = "Just so you all know, Cleo said in front of the whole room that I was useless and that my family, oh well."
PLAIN = "best kept to those above"
KNOWN = "You shared this up"


@pytest.fixture
def root(slack: Sandbox, bot: Levelhead) -> str:
    """A thread whose case Ana has shared up with Sam."""
    import_team(slack, bot)
    ts = slack.person("Ben").say("#support", "The export of order 4711 stops at half.")
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#support", ts)
    form_of(slack, ana)
    ana.submit({"what": WHAT})
    ana.close(everything=True)
    settled(slack, bot)
    return ts


def told(slack: Sandbox, bot: Levelhead, name: str) -> str:
    settled(slack, bot)
    return "\n".join(shown.words for shown in slack.person(name).ephemerals())


def number_of(ana: Actor) -> str:
    words = ana.dms()[0].words
    return words[words.index("LH-") :][:9]


def test_the_sharer_who_pastes_it_is_told_alone(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Ana").say("#support", PASTED)
    assert KNOWN in told(slack, bot, "Ana")
    assert [slack.person(name).ephemerals() for name in ("Ben", "Jo", "Sam", "Mia", "Ada")] == [[]] * 5


def test_a_peer_who_pastes_it_does_not_learn_that_there_is_a_case(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Ben").say("#support", PASTED)
    words = told(slack, bot, "Ben")
    assert PLAIN in words
    assert KNOWN not in words
    assert "LH-" not in words


def test_who_was_asked_is_told_that_it_was_shared_with_them(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Sam").say("#support", PASTED)
    assert "This was shared up with you" in told(slack, bot, "Sam")


def test_where_outsiders_may_look_nothing_is_said_of_a_case(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Ana").say("#cust-cleo", PASTED)
    assert PLAIN in told(slack, bot, "Ana")


def test_a_word_that_could_not_be_prepared_is_not_taken_for_said(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.faults.reset("users.info", times=2)
    slack.person("Ben").say("#support", PASTED)
    for _ in range(3):
        settled(slack, bot)
        slack.clock.advance(timedelta(minutes=1))
    assert told(slack, bot, "Ben").count(PLAIN) == 1


def test_in_its_own_thread_the_case_may_be_spoken_of(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Ana").say("#support", PASTED, thread=root)
    assert told(slack, bot, "Ana") == ""


def test_a_case_number_is_met_with_silence_for_who_does_not_know_it(slack: Sandbox, bot: Levelhead, root: str) -> None:
    number = number_of(slack.person("Ana"))
    slack.person("Ben").say("#support", f"Has anybody heard of {number}?")
    slack.person("Ana").say("#support", f"About {number}.")
    assert KNOWN in told(slack, bot, "Ana")
    assert told(slack, bot, "Ben") == ""


def test_a_link_to_its_thread_is_noticed(slack: Sandbox, bot: Levelhead, root: str) -> None:
    channel = slack.home.channel("#support")
    slack.person("Ana").say("#escalations", f"See https://x.slack.com/archives/{channel}/p{root.replace('.', '')}")
    assert KNOWN in told(slack, bot, "Ana")


def test_other_talk_is_left_alone(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Ana").say("#support", "The export of order 4711 works again, I told Cleo and the whole room is glad.")
    assert told(slack, bot, "Ana") == ""


def test_one_press_shares_up_and_one_says_that_it_is_fine(slack: Sandbox, bot: Levelhead, root: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", PASTED)
    told(slack, bot, "Ana")
    ana.press("Share up instead", on=ana.ephemerals()[-1])
    assert "*Sam* will read this" in form_of(slack, ana).words
    ana.close(everything=True)
    ana.press("It is fine here", on=ana.ephemerals()[-1])
    slack.wait_for(lambda: "noted for this message only" in ana.ephemerals()[-1].words)


def test_what_was_withdrawn_is_not_recognised_any_more(slack: Sandbox, bot: Levelhead, root: str) -> None:
    ana = slack.person("Ana")
    ana.press("Withdraw", on=ana.dms()[0])
    settled(slack, bot)
    ana.say("#support", PASTED)
    assert told(slack, bot, "Ana") == ""


def test_it_can_be_switched_off_for_a_channel_by_those_who_lead(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Ben").command("/levelhead guard off", "#support")
    assert "Nothing was changed" in told(slack, bot, "Ben")
    slack.person("Sam").command("/levelhead guard off", "#support")
    settled(slack, bot)
    slack.person("Ana").say("#support", PASTED)
    assert told(slack, bot, "Ana") == ""


def test_forgetting_erases_the_case_and_every_message_about_it(slack: Sandbox, bot: Levelhead, root: str) -> None:
    ana = slack.person("Ana")
    ana.command("/levelhead forget", "#support")
    assert "/levelhead forget yes" in told(slack, bot, "Ana")
    assert ana.dms()
    ana.command("/levelhead forget yes", "#support")
    assert "is erased" in told(slack, bot, "Ana")
    assert ana.dms() == slack.person("Sam").dms() == []
    ana.say("#support", PASTED)
    assert PLAIN not in told(slack, bot, "Ana")


def test_nobody_forgets_what_somebody_else_has_shared(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Sam").command("/levelhead forget yes", "#support")
    assert "is still kept here" in told(slack, bot, "Sam")
    assert slack.person("Sam").dms()


def test_a_case_is_erased_when_its_time_is_over(slack: Sandbox, bot: Levelhead, root: str) -> None:
    slack.person("Sam").press("Resolved", on=slack.person("Sam").dms()[0])
    settled(slack, bot)
    slack.clock.advance(timedelta(days=91))
    settled(slack, bot)
    assert slack.person("Ana").dms() == slack.person("Sam").dms() == []


def test_a_note_on_a_follow_up_is_warned_of_in_the_form_once(slack: Sandbox, bot: Levelhead, root: str) -> None:
    ben = slack.person("Ben")
    ben.shortcut("follow_up", "#support", root)
    slack.wait_for(lambda: ben.modal is not None)
    at = int((slack.clock.now() + timedelta(hours=3)).timestamp())
    assert not ben.submit({"when": at, "note": PASTED})
    assert "a neutral line keeps it safe" in str(ben.modal and ben.modal.errors)
    assert ben.submit({"when": at, "note": PASTED})
