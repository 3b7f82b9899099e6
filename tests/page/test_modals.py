"""Modals on the page: filled in, sent in, found wrong, closed, and never losing what was typed."""

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.server import Sandbox
from tests.page.conftest import Look, Screen
from tests.page.planner import Heard

pytestmark = pytest.mark.browser


def opened(screen: Screen) -> Locator:
    """The app's form, opened from a whisper's button."""
    screen.say("/plan call back")
    screen.message("You promised").get_by_role("button", name="Fill in the form").click()
    dialog = screen.page.get_by_role("dialog", name="A promise")
    expect(dialog).to_be_visible()
    return dialog


def test_a_submitted_form_carries_every_value_as_slack_states_it(look: Look, heard: Heard, slack: Sandbox) -> None:
    ana, ben = slack.person("Ana").id, slack.person("Ben").id
    dialog = opened(look("Ana"))
    dialog.get_by_label("What", exact=True).fill("An answer\nby noon")
    dialog.get_by_label("How many").fill("3")
    dialog.get_by_label("Day").fill("2030-02-03")
    dialog.get_by_label("Time").fill("10:15")
    dialog.get_by_label("Moment").fill("2030-02-03T10:15")
    dialog.get_by_label("Where", exact=True).select_option("Everywhere")
    dialog.get_by_label("Who").select_option(ana)
    dialog.get_by_role("group", name="Crew").get_by_label("Ben").check()
    dialog.get_by_label("Room").select_option(slack.home.channel("support"))
    dialog.get_by_role("group", name="Topics").get_by_label("This thread").check()
    dialog.get_by_role("radiogroup", name="Rank").get_by_label("Stopped").check()
    dialog.get_by_role("group", name="Also").get_by_label("This thread").check()
    dialog.get_by_role("button", name="Plan it").click()
    expect(dialog).to_have_count(0)
    values = {block: state["value"] for block, state in heard.submissions[0]["view"]["state"]["values"].items()}
    bare = {block: next(value for key, value in state.items() if key != "type") for block, state in values.items()}
    assert bare["where"]["value"] == "all"
    assert bare["rank"]["value"] == "4"
    assert [each["value"] for each in bare["also"]] == ["thread", "all"]
    assert [each["value"] for each in bare["topics"]] == ["thread"]
    texts = {"what": "An answer\nby noon", "title": "A plan", "many": "3", "day": "2030-02-03", "time": "10:15"}
    assert {name: bare[name] for name in texts} == texts
    assert (bare["who"], bare["crew"], bare["room"]) == (ana, [ben], slack.home.channel("support"))
    assert bare["moment"] == 1896340500


def test_errors_stand_beside_their_fields_and_keep_what_was_typed(look: Look, heard: Heard) -> None:
    screen = look("Ana")
    dialog = opened(screen)
    what = dialog.get_by_label("What", exact=True)
    dialog.get_by_role("button", name="Plan it").click()
    expect(what).to_be_focused()
    expect(what).to_have_accessible_description("Please fill this in. Name the hour.")
    what.fill("Soon")
    dialog.get_by_label("How many").fill("12")
    dialog.get_by_role("radiogroup", name="Rank").get_by_label("Annoyed").check()
    dialog.get_by_role("button", name="Plan it").click()
    expect(dialog.get_by_label("How many")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("How many").fill("")
    dialog.get_by_role("button", name="Plan it").click()
    expect(what).to_have_accessible_description("Please say by when: noon is fine. Name the hour.")
    expect(what).to_have_value("Soon")
    expect(dialog.get_by_label("Annoyed")).to_be_checked()
    what.fill("At noon")
    dialog.get_by_role("button", name="Plan it").click()
    expect(dialog).to_have_count(0)
    assert len(heard.submissions) == 2


def test_news_from_others_touches_nothing_that_is_being_typed(look: Look, heard: Heard, slack: Sandbox) -> None:
    screen = look("Ana")
    dialog = opened(screen)
    what = dialog.get_by_label("What", exact=True)
    what.press_sequentially("Half a sen")
    slack.person("Ben").say("#support", "Something else happens.")
    expect(screen.message("Something else happens.")).to_have_count(1)
    expect(what).to_be_focused()
    what.press_sequentially("tence")
    expect(what).to_have_value("Half a sentence")


def test_a_pushed_modal_lies_on_top_and_escape_goes_back_step_by_step(look: Look, heard: Heard) -> None:
    screen = look("Ana")
    dialog = opened(screen)
    dialog.get_by_label("What", exact=True).fill("Kept underneath")
    dialog.get_by_role("button", name="Another form").click()
    top = screen.page.get_by_role("dialog", name="On top")
    expect(top).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(top).to_have_count(0)
    expect(dialog.get_by_label("What", exact=True)).to_have_value("Kept underneath")
    assert heard.presses[-1]["view"]["state"]["values"]["what"]["value"]["value"] == "Kept underneath"
    screen.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(screen.message("You promised").get_by_role("button", name="Fill in the form")).to_be_focused()


@pytest.mark.parametrize("beside", ["", "Ben"])
def test_tab_stays_inside_an_open_modal(look: Look, heard: Heard, beside: str) -> None:
    screen = look("Ana", beside=beside)
    pane = screen.pane("Ana")
    pane.get_by_role("textbox").fill("/plan call back")
    pane.get_by_role("textbox").press("Enter")
    pane.get_by_role("button", name="Fill in the form").click()
    expect(screen.page.get_by_role("dialog", name="A promise")).to_be_visible()
    for key in ("Shift+Tab", "Shift+Tab", "Shift+Tab", "Tab", "Tab", "Tab", "Tab"):
        screen.page.keyboard.press(key)
        assert screen.page.evaluate("!document.activeElement.closest('.pane-inside')")


def test_beside_a_modal_the_other_person_can_still_write(look: Look, heard: Heard) -> None:
    screen = look("Ana", beside="Ben")
    ana, ben = screen.pane("Ana"), screen.pane("Ben")
    ana.get_by_role("textbox").fill("/plan call back")
    ana.get_by_role("textbox").press("Enter")
    ana.get_by_role("button", name="Fill in the form").click()
    expect(ana.get_by_role("dialog")).to_be_visible()
    ben.get_by_role("textbox").fill("I am still here.")
    ben.get_by_role("textbox").press("Enter")
    expect(ben.locator(".message")).to_contain_text("I am still here.")
    ana.get_by_role("dialog").get_by_label("Title").press("Escape")
    expect(ana.get_by_role("dialog")).to_have_count(0)
    expect(ana.get_by_role("button", name="Fill in the form")).to_be_focused()


def test_a_modal_without_fields_begins_at_its_first_button(look: Look, heard: Heard) -> None:
    screen = look("Ana")
    dialog = opened(screen)
    dialog.get_by_role("button", name="Another form").click()
    top = screen.page.get_by_role("dialog", name="On top")
    expect(top.get_by_role("button", name="Fine")).to_be_focused()
