"""The page without a mouse, and as a screen reader hears it."""

import pytest
from playwright.sync_api import expect

from bot.sandbox.server import Sandbox
from tests.page.conftest import Look
from tests.page.planner import Heard

pytestmark = pytest.mark.browser


def test_a_promise_is_planned_with_the_keyboard_alone(look: Look, heard: Heard) -> None:
    screen = look("Ana")
    keys = screen.page.keyboard
    screen.box.focus()
    keys.type("/pla")
    expect(screen.page.get_by_role("option", name="/plan")).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(screen.box).to_have_value("/plan ")
    keys.type("call back")
    keys.press("Enter")
    button = screen.page.get_by_role("button", name="Fill in the form")
    expect(button).to_be_visible()
    for _ in range(12):
        keys.press("Shift+Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    keys.press("Enter")
    expect(screen.page.get_by_label("What", exact=True)).to_be_focused()
    keys.type("By noon")
    screen.page.get_by_label("Annoyed").focus()
    keys.press("Space")
    screen.page.get_by_label("Title").focus()
    keys.press("Enter")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)
    assert heard.submissions[0]["view"]["state"]["values"]["what"]["value"]["value"] == "By noon"


def test_completion_is_walked_with_arrows_and_put_away_with_escape(look: Look, heard: Heard) -> None:
    screen = look("Ana")
    keys = screen.page.keyboard
    screen.box.focus()
    keys.type("/pl")
    expect(screen.page.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    keys.press("ArrowDown")
    here = screen.page.get_by_role("listbox").get_by_role("option", selected=True)
    expect(here).to_contain_text("/please")
    expect(screen.box).to_have_attribute("aria-activedescendant", here.get_attribute("id") or "none")
    keys.press("Escape")
    expect(screen.page.get_by_role("listbox")).to_have_count(0)
    expect(screen.box).to_have_value("/pl")


def test_a_name_is_completed_and_sent_as_a_mention(look: Look, slack: Sandbox) -> None:
    screen = look("Ana")
    screen.box.focus()
    screen.page.keyboard.type("Over to @sa")
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.type("please")
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator(".message .mention")).to_have_text("@Sam")
    texts = [each.text for each in slack.person("Sam").sees("#support")]
    assert texts == [f"Over to <@{slack.person('Sam').id}> please"]


def test_a_menu_is_walked_with_arrows_survives_news_and_gives_the_focus_back(
    look: Look, heard: Heard, slack: Sandbox
) -> None:
    slack.person("Ben").say("#support", "Who has ticket 12?")
    screen = look("Ana")
    tools = screen.page.get_by_role("toolbar", name="Actions for the message of Ben").first
    more = tools.get_by_role("button", name="More actions")
    tools.get_by_role("button", name="React", exact=True).focus()
    screen.page.keyboard.press("ArrowLeft")
    expect(more).to_be_focused()
    screen.page.keyboard.press("Enter")
    item = screen.page.get_by_role("menuitem", name="Plan this")
    expect(item).to_be_focused()
    slack.person("Ben").say("#support", "Anybody?")
    expect(screen.message("Anybody?")).to_have_count(1)
    expect(item).to_be_focused()
    screen.page.keyboard.press("Escape")
    expect(more).to_be_focused()
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_role("dialog", name="A promise")).to_be_visible()
    assert heard.shortcuts[0]["message"]["text"] == "Who has ticket 12?"


def test_a_new_message_is_announced_politely_and_the_private_one_as_private(
    look: Look, heard: Heard, slack: Sandbox
) -> None:
    screen = look("Ana")
    news = screen.page.get_by_role("log", name="New messages")
    slack.person("Ben").say("#support", "Ticket 12 is solved.")
    expect(news).to_contain_text("Ben: Ticket 12 is solved.")
    screen.say("/plan call back")
    expect(news).to_contain_text("Only visible to you. Planner: call back")
    expect(news).to_have_attribute("aria-live", "polite")


def test_every_control_has_a_name_and_every_pane_its_landmarks(look: Look, heard: Heard, slack: Sandbox) -> None:
    slack.person("Ben").say("#support", "Who has ticket 12?")
    screen = look("Ana", beside="Cleo", width=1600)
    screen.pane("Ana").get_by_role("textbox").fill("/plan call back")
    screen.pane("Ana").get_by_role("textbox").press("Enter")
    screen.pane("Ana").get_by_role("button", name="Fill in the form").click()
    expect(screen.page.get_by_role("dialog")).to_be_visible()
    nameless = screen.page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, a")]
            .filter((each) => !each.labels?.length && !each.ariaLabel && !each.getAttribute("aria-labelledby")
                && !each.textContent.trim())
            .map((each) => each.outerHTML)"""
    )
    assert nameless == []
    for landmark in ("banner", "main"):
        expect(screen.page.get_by_role(landmark)).to_have_count(1)
    expect(screen.pane("Cleo").get_by_role("navigation", name="Rooms")).to_be_visible()


def test_an_unsent_draft_outlives_other_rooms_news_and_a_reload(look: Look, slack: Sandbox) -> None:
    screen = look("Ana")
    screen.box.fill("Not finished ye")
    screen.page.get_by_role("button", name="random").click()
    expect(screen.page.get_by_role("textbox", name="Message #random")).to_have_value("")
    screen.page.get_by_role("button", name="support", exact=True).click()
    expect(screen.box).to_have_value("Not finished ye")
    slack.person("Ben").say("#support", "News.")
    expect(screen.message("News.")).to_have_count(1)
    screen.page.reload()
    expect(screen.box).to_have_value("Not finished ye")
