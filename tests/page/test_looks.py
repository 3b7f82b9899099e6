"""How the page stands: at phone width, in the dark, and where the list is read."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from bot.sandbox.server import Sandbox
from tests.page.conftest import Look
from tests.page.planner import Heard

pytestmark = pytest.mark.browser

CONTRASTS = Path(__file__).with_name("contrasts.js").read_text(encoding="utf-8")
SIDEWAYS = """() => [document.scrollingElement, document.querySelector(".scroll")]
    .some((each) => each.scrollWidth > innerWidth)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(
    look: Look, heard: Heard, slack: Sandbox, scheme: Literal["light", "dark"]
) -> None:
    slack.person("Cleo").say("#cust-cleo", "Hello @ana, see `it` at https://example.org.")
    screen = look("Ana", at="cust-cleo")
    screen.page.emulate_media(color_scheme=scheme)
    screen.say("/plan call back")
    screen.message("You promised").get_by_role("button", name="Drop the plan").hover()
    screen.message("You promised").get_by_role("button", name="Fill in the form").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Plan it").click()
    expect(dialog.locator(".error").first).to_be_visible()
    measured = screen.page.evaluate(CONTRASTS)
    assert len(measured) > 60
    assert [each for each in measured if each["ratio"] < 4.5] == []


def test_at_phone_width_nothing_scrolls_sideways(look: Look, heard: Heard, slack: Sandbox) -> None:
    slack.person("Ben").say("#support", "W" * 300)
    slack.person("Ben").say("#support", f"```{'code ' * 60}```")
    screen = look("Ana", width=360, height=700)
    screen.say("/plan call back")
    expect(screen.message("You promised")).to_be_visible()
    assert not screen.page.evaluate(SIDEWAYS)
    screen.page.get_by_role("button", name="Show the rooms of Ana").click()
    screen.page.get_by_role("button", name="random").click()
    expect(screen.page.get_by_role("heading", name="random")).to_be_visible()
    screen.page.get_by_role("button", name="Show the rooms of Ana").click()
    screen.page.get_by_role("button", name="support", exact=True).click()
    screen.message("You promised").get_by_role("button", name="Fill in the form").click()
    box = screen.page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert not screen.page.evaluate(SIDEWAYS)


def test_news_scrolls_along_at_the_end_and_leaves_a_reader_of_old_words_alone(look: Look, slack: Sandbox) -> None:
    ben = slack.person("Ben")
    for count in range(40):
        ben.say("#support", f"Line {count}")
    screen = look("Ana", height=500)
    expect(screen.message("Line 39")).to_be_in_viewport()
    ben.say("#support", "At the end")
    expect(screen.message("At the end")).to_be_in_viewport(ratio=0.9)
    screen.page.locator(".scroll").evaluate("list => (list.scrollTop = 100)")
    ben.say("#support", "One more")
    expect(screen.message("One more")).to_have_count(1)
    assert screen.page.locator(".scroll").evaluate("list => list.scrollTop") == 100


def test_a_lost_sandbox_is_said_and_nothing_typed_is_lost(look: Look, slack: Sandbox) -> None:
    screen = look("Ana")
    screen.page.route("**/page/act", lambda route: route.abort())
    screen.say("Hello?")
    expect(screen.page.get_by_role("alert")).to_contain_text("did not answer")
    expect(screen.box).to_have_value("Hello?")
    screen.faults.clear()
