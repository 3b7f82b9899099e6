"""*Help me answer* over the wire: a reply in three styles, in words that the thread has not seen, for one person."""

import pytest

from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from phrasebook.answer_pages import Style
from phrasebook.wording_say import open_slots
from tests.handlers.test_drafts import draft_of, until
from tests.running import built_in_book, window_of

ASKED = "Where is my refund? It has been three weeks and nobody answers."


def opened(slack: Sandbox, person: Actor, channel: str, ts: str) -> Screen:
    assert person.shortcut("help_me_answer", channel, ts)
    return window_of(slack, person)


def until_drafted(slack: Sandbox, person: Actor, words: str) -> None:
    """Wait until these words stand in the open draft."""
    slack.wait_for(lambda: person.modal is not None and draft_of(person.modal) == words)


@pytest.fixture
def asked(slack: Sandbox, bot: Levelhead) -> str:
    """A customer's message."""
    return slack.person("Cleo").say("#cust-cleo", ASKED)


def test_a_reply_is_composed_with_what_is_left_to_fill_in_marked(slack: Sandbox, asked: str) -> None:
    window = opened(slack, slack.person("Ana"), "#cust-cleo", asked)
    assert draft_of(window) == built_in_book().answer(ASKED).text
    assert "Still to fill in: ‹" in window.words


def test_it_is_not_done_before_it_is_filled_in(slack: Sandbox, asked: str) -> None:
    ana = slack.person("Ana")
    opened(slack, ana, "#cust-cleo", asked)
    assert not ana.submit()
    assert ana.submit({"draft": "Our Ben checks it now, and you hear from him by noon."})


def test_another_style_changes_what_was_not_touched(slack: Sandbox, asked: str) -> None:
    ana = slack.person("Ana")
    opened(slack, ana, "#cust-cleo", asked)
    for style in (Style.FORMAL, Style.WARM, Style.BRIEF):
        ana.choose("Style", style.value)
        until_drafted(slack, ana, built_in_book().answer(ASKED, style=style).text)


def test_another_style_is_offered_beside_what_was_typed(slack: Sandbox, asked: str) -> None:
    ana = slack.person("Ana")
    opened(slack, ana, "#cust-cleo", asked)
    ana.fill({"draft": "Our Ben checks it now."})
    ana.choose("Style", "Formal")
    window = until(slack, ana, "reply in this style")
    assert draft_of(window) == "Our Ben checks it now."
    ana.press("Take this wording")
    slack.wait_for(lambda: ana.modal is not None and "‹" in draft_of(ana.modal))


def test_a_phrase_that_the_thread_has_seen_is_not_said_again(slack: Sandbox, asked: str) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    first = draft_of(opened(slack, ana, "#cust-cleo", asked)).partition(".")[0]
    ana.close()
    ben.say("#cust-cleo", f"{first}.", thread=asked)
    slack.settle()
    assert first not in draft_of(opened(slack, ana, "#cust-cleo", asked))


def test_a_thread_that_slack_does_not_show_is_answered_all_the_same(slack: Sandbox, asked: str) -> None:
    slack.faults.error("conversations.replies", "not_in_channel")
    assert draft_of(opened(slack, slack.person("Ana"), "#cust-cleo", asked)) == built_in_book().answer(ASKED).text


def test_a_slow_slack_does_not_keep_the_reply_from_opening(slack: Sandbox, asked: str) -> None:
    slack.faults.hang("conversations.replies")
    assert draft_of(opened(slack, slack.person("Ana"), "#cust-cleo", asked)) == built_in_book().answer(ASKED).text


def test_abuse_gets_a_limit_and_help_instead_of_empathy(slack: Sandbox, bot: Levelhead) -> None:
    ts = slack.person("Cleo").say("#cust-cleo", "You idiots, I'll come over and kill you.")
    window = opened(slack, slack.person("Ana"), "#cust-cleo", ts)
    assert "Nobody has to take this" in window.words
    assert "Style" not in str(window.blocks)


def test_a_message_without_words_says_what_to_do(slack: Sandbox, bot: Levelhead) -> None:
    ts = slack.person("Cleo").say("#cust-cleo", ":tada:")
    window = opened(slack, slack.person("Ana"), "#cust-cleo", ts)
    assert "little to go on" in window.words or "no words" in window.words


def test_neither_the_customer_nor_a_colleague_sees_it(slack: Sandbox, asked: str) -> None:
    opened(slack, slack.person("Ana"), "#cust-cleo", asked)
    assert not any(slack.person(name).modal for name in ("Cleo", "Ben", "Sam"))


def test_slots_are_filled_in_from_inputs_of_their_own(slack: Sandbox, asked: str) -> None:
    ana = slack.person("Ana")
    reply = draft_of(opened(slack, ana, "#cust-cleo", asked))
    ana.fill({"‹Name›": "Ben & Jo"})
    ana.press("Fill in")
    until_drafted(slack, ana, reply.replace("‹Name›", "Ben & Jo"))
    assert not ana.submit()


def test_done_fills_in_what_was_typed_and_shows_the_whole_before_it_closes(slack: Sandbox, asked: str) -> None:
    ana = slack.person("Ana")
    window = opened(slack, ana, "#cust-cleo", asked)
    slots = open_slots(draft_of(window))
    assert ana.submit(dict.fromkeys(slots, "noon"))
    assert ana.modal is not None
    assert "‹" not in draft_of(ana.modal)
    assert draft_of(ana.modal).count("noon") == len(slots)
    assert ana.submit()
    assert ana.modal is None


def test_what_was_typed_for_a_slot_stays_with_it_when_another_slot_goes(slack: Sandbox, asked: str) -> None:
    ana = slack.person("Ana")
    opened(slack, ana, "#cust-cleo", asked)
    ana.fill({"draft": "Ben calls back by ‹time›.", "‹time›": "noon"})
    ana.press("Check again")
    until(slack, ana, "fill in: ‹time›")
    ana.press("Fill in")
    until_drafted(slack, ana, "Ben calls back by noon.")
