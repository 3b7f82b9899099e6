"""The draft modal over the wire: marked phrases, check again, take a wording, slots, and the shortcuts that open it."""

import pytest

from bot.sandbox.person import Actor
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.running import window_of

HOT = "You never sent us the logs we asked for, so nothing moved."
SHARP = "As I already told you, it is Tuesday."


def draft_of(screen: Screen) -> str:
    """What stands in the input of an open draft."""
    ((_, inputs),) = [(block, inputs) for block, inputs in screen.state.items() if "draft" in inputs]
    return inputs["draft"]["value"] or ""


def until(slack: Sandbox, person: Actor, words: str) -> Screen:
    """The open modal, once it shows these words."""
    slack.wait_for(lambda: person.modal is not None and words in person.modal.words)
    assert person.modal is not None
    return person.modal


@pytest.fixture
def ana(slack: Sandbox, bot: Levelhead) -> Actor:
    """Ana, with an empty draft before her."""
    person = slack.person("Ana")
    assert person.global_shortcut("check_my_draft")
    window_of(slack, person)
    return person


def test_the_shortcut_opens_an_empty_draft(slack: Sandbox, ana: Actor) -> None:
    window = window_of(slack, ana)
    assert window.title == "Your draft"
    assert draft_of(window) == ""


def test_a_draft_is_checked_as_often_as_wanted_and_what_was_typed_stays(slack: Sandbox, ana: Actor) -> None:
    ana.fill({"draft": HOT})
    ana.press("Check again")
    assert draft_of(until(slack, ana, "may land badly")) == HOT
    ana.fill({"draft": "Thanks, could you send us the logs?"})
    ana.press("Check again")
    assert draft_of(until(slack, ana, "I'd send this")) == "Thanks, could you send us the logs?"


def test_a_wording_is_taken_with_one_press_in_place_of_what_was_typed(slack: Sandbox, ana: Actor) -> None:
    ana.fill({"draft": SHARP})
    ana.press("Check again")
    until(slack, ana, "better as")
    ana.press("Take this wording")
    taken = draft_of(until(slack, ana, "I'd send this"))
    assert taken != SHARP
    assert "Tuesday" in taken


def test_after_a_wording_was_taken_typing_and_checking_go_on(slack: Sandbox, ana: Actor) -> None:
    for _ in range(2):
        ana.fill({"draft": SHARP})
        ana.press("Check again")
        until(slack, ana, "better as")
        ana.press("Take this wording")
        until(slack, ana, "I'd send this")
    ana.fill({"draft": HOT})
    ana.press("Check again")
    assert draft_of(until(slack, ana, "may land badly")) == HOT


def test_every_marked_phrase_says_why(slack: Sandbox, ana: Actor) -> None:
    ana.fill({"draft": SHARP})
    ana.press("Check again")
    until(slack, ana, "may land badly")
    ana.press("Why this?")
    assert "Source:" in until(slack, ana, "It helps when").words


def test_a_slot_left_open_keeps_the_draft_open(slack: Sandbox, ana: Actor) -> None:
    assert not ana.submit({"draft": "We'll be back by ‹time›."})
    assert ana.modal is not None
    assert list(ana.modal.errors.values()) == ["Still to fill in: ‹time›"]
    assert ana.submit({"draft": "We'll be back by noon."})
    assert ana.modal is None


def test_a_slot_is_blocked_after_a_wording_was_taken_too(slack: Sandbox, ana: Actor) -> None:
    ana.fill({"draft": SHARP})
    ana.press("Check again")
    until(slack, ana, "better as")
    ana.press("Take this wording")
    until(slack, ana, "I'd send this")
    assert not ana.submit({"draft": "By ‹time›."})
    assert ana.modal is not None
    assert list(ana.modal.errors) == ["draft-1"]


def test_characters_that_slack_escapes_come_through_to_the_letter(slack: Sandbox, ana: Actor) -> None:
    ana.fill({"draft": "Is a < b & c > d? <!channel>"})
    ana.press("Check again")
    slack.settle()
    assert draft_of(window_of(slack, ana)) == "Is a < b & c > d? <!channel>"


def test_a_draft_longer_than_the_window_shows_its_beginning_and_says_so(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ts = ana.say("#random", "We are looking into the export. " * 200)
    ana.shortcut("rephrase_my_message", "#random", ts)
    window = until(slack, ana, "only the beginning is shown")
    assert 2000 < len(draft_of(window)) <= 3000


def test_rephrase_opens_for_editing(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command(f"/rephrase {SHARP}", "#support")
    ana.press("Open to edit", on=slack.wait_for(ana.ephemerals)[-1])
    assert draft_of(window_of(slack, ana)) == SHARP


def test_ones_own_message_opens_with_better_words(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ts = ana.say("#random", SHARP)
    ana.shortcut("rephrase_my_message", "#random", ts)
    window = until(slack, ana, "better as")
    assert draft_of(window) == SHARP
    assert slack.person("Ben").modal is None


def test_somebody_elses_message_is_left_to_them(slack: Sandbox, bot: Levelhead) -> None:
    ben, ana = slack.person("Ben"), slack.person("Ana")
    ts = ben.say("#random", SHARP)
    ana.shortcut("rephrase_my_message", "#random", ts)
    window = until(slack, ana, "somebody else's")
    assert "Tuesday" not in window.words
    with pytest.raises(PersonCannot):
        ana.press("Check again")


def test_once_the_customer_has_answered_a_line_to_repair_it_is_offered(slack: Sandbox, bot: Levelhead) -> None:
    cleo, ana = slack.person("Cleo"), slack.person("Ana")
    root = cleo.say("#cust-cleo", "Our export stops at half.")
    ts = ana.say("#cust-cleo", SHARP, thread=root)
    cleo.say("#cust-cleo", "Thank you for nothing.", thread=root)
    slack.settle()
    ana.shortcut("rephrase_my_message", "#cust-cleo", ts)
    window = until(slack, ana, "They have answered already")
    assert draft_of(window) == ""
    ana.press("Take this wording")
    slack.wait_for(lambda: ana.modal is not None and draft_of(ana.modal))
    assert ana.modal is not None
    assert "They have answered already" in ana.modal.words


def test_before_the_customer_answers_the_message_itself_is_reworded(slack: Sandbox, bot: Levelhead) -> None:
    cleo, ana = slack.person("Cleo"), slack.person("Ana")
    root = cleo.say("#cust-cleo", "Our export stops at half.")
    ts = ana.say("#cust-cleo", SHARP, thread=root)
    slack.settle()
    ana.shortcut("rephrase_my_message", "#cust-cleo", ts)
    assert "answered already" not in until(slack, ana, "better as").words


def test_no_words_are_marked_twice_and_nothing_is_said_twice(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    assert ana.command("/rephrase You clearly didn't read it. You never listen. You never listen.", "#support")
    shown = slack.wait_for(ana.ephemerals)[-1]
    marked = shown.words.split("*These words may land badly:*")[1].split("*It might land better as:*")[0]
    assert marked.count("You clearly didn't") == 1
    assert marked.count("You never listen") == 1
