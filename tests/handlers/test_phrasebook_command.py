"""`/phrasebook` over the wire: topics, pages and searches, for the typist alone."""

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from phrasebook.techniques import SLUGS
from tests.running import window_of


def answer_to(slack: Sandbox, typed: str) -> Shown:
    ana = slack.person("Ana")
    assert ana.command(typed, "#support")
    return slack.wait_for(ana.ephemerals)[-1]


def test_it_lists_every_topic_with_its_tip(slack: Sandbox, bot: Levelhead) -> None:
    words = answer_to(slack, "/phrasebook").words
    assert all(f"`{slug}`" in words for slug in SLUGS)
    assert "Name the feeling before you bring the facts." in words


def test_only_the_typist_sees_it(slack: Sandbox, bot: Levelhead) -> None:
    answer_to(slack, "/phrasebook yes-and")
    assert not any(slack.person(name).ephemerals() for name in ("Ben", "Jo", "Sam", "Mia", "Ada"))


@pytest.mark.parametrize("typed", ["yes-and", "YES-AND", "yes and", "Yes, and"])
def test_a_topic_shows_its_page(slack: Sandbox, bot: Levelhead, typed: str) -> None:
    words = answer_to(slack, f"/phrasebook {typed}").words
    assert "It helps when" in words
    assert "Better not" in words
    assert "Source:" in words


def test_other_words_are_searched_for(slack: Sandbox, bot: Levelhead) -> None:
    shown = answer_to(slack, "/phrasebook refund late")
    assert "“refund late”" in shown.words
    assert "Open" in shown.buttons


def test_nobody_who_looks_for_words_is_shown_a_swear_word(slack: Sandbox, bot: Levelhead) -> None:
    assert "fucking" not in answer_to(slack, "/phrasebook fix your app").words


def test_a_slip_of_the_finger_finds_the_nearest_topic(slack: Sandbox, bot: Levelhead) -> None:
    words = answer_to(slack, "/phrasebook empahty").words
    assert "comes closest" in words
    assert "Name the feeling before you bring the facts." in words


def test_words_that_nothing_fits_get_kind_words_and_the_pages(slack: Sandbox, bot: Levelhead) -> None:
    shown = answer_to(slack, "/phrasebook qqqq xxxx")
    assert "found nothing" in shown.words
    ana = slack.person("Ana")
    ana.choose("Open a page", "Empathy", on=shown)
    assert "*Empathy*" in window_of(slack, ana).words


def test_a_query_cannot_call_the_whole_channel(slack: Sandbox, bot: Levelhead) -> None:
    shown = answer_to(slack, "/phrasebook <!channel> _zzzz_ <http://x.example|zzzz>")
    assert "<!channel>" not in str(shown.blocks)
    assert "_zzzz_" not in str(shown.blocks)


def test_the_list_opens_a_page_in_a_window(slack: Sandbox, bot: Levelhead) -> None:
    shown = answer_to(slack, "/phrasebook")
    ana = slack.person("Ana")
    ana.choose("Open a page", "No finger-pointing", on=shown)
    assert "It helps when" in window_of(slack, ana).words


def test_a_found_phrase_opens_with_its_reason_and_page(slack: Sandbox, bot: Levelhead) -> None:
    shown = answer_to(slack, "/phrasebook you always")
    ana = slack.person("Ana")
    ana.press("Open", on=shown)
    assert "It helps when" in window_of(slack, ana).words


def test_a_phrase_is_copied_into_a_draft(slack: Sandbox, bot: Levelhead) -> None:
    shown = answer_to(slack, "/phrasebook yes-and")
    ana = slack.person("Ana")
    ana.press("Copy into a draft", on=shown)
    window = window_of(slack, ana)
    example = window.state["draft-0"]["draft"]["value"]
    assert example in shown.words


def test_a_phrase_is_copied_from_the_window_too_and_can_be_asked_about(slack: Sandbox, bot: Levelhead) -> None:
    shown = answer_to(slack, "/phrasebook")
    ana = slack.person("Ana")
    ana.choose("Open a page", "No finger-pointing", on=shown)
    window_of(slack, ana)
    ana.press("Copy into a draft")
    slack.wait_for(lambda: ana.modal is not None and ana.modal.title == "Your draft")
    ana.fill({"draft": "You never read what I write."})
    ana.press("Check again")
    slack.wait_for(lambda: ana.modal is not None and "Why this?" in ana.modal.buttons)
    ana.press("Why this?")
    slack.wait_for(lambda: ana.modal is not None and ana.modal.title == "Phrasebook")
    assert slack.person("Ben").modal is None
