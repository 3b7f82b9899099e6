"""The Home tab on the page: read at phone width, its buttons pressed, and what changes seen without a reload."""

import pytest
from playwright.sync_api import expect

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_home import NOTE, promise, settled, shared
from tests.page.conftest import Look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("team")]

SIDEWAYS = (
    "() => [document.scrollingElement, document.querySelector('.home')].some((one) => one.scrollWidth > innerWidth)"
)


def test_a_promise_is_kept_on_the_home_tab_at_phone_width(look: Look, slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    screen = look("Ana", at="home", width=360, height=700)
    home = screen.page.get_by_role("region", name="App Home")
    expect(home).to_contain_text(NOTE)
    assert not screen.page.evaluate(SIDEWAYS)
    home.get_by_role("button", name="Done", exact=True).click()
    settled(slack, bot)
    expect(home).to_contain_text("Nothing is open.")
    expect(home.get_by_role("button", name="Undo")).to_be_visible()


def test_a_supervisor_opens_a_case_and_is_on_it_while_a_peers_home_shows_nothing(
    look: Look, slack: Sandbox, bot: Levelhead
) -> None:
    shared(slack, bot)
    screen = look("Sam", at="home", beside="Ben", width=1500)
    sam, ben = screen.pane("Sam"), screen.pane("Ben")
    expect(sam).to_contain_text("who has been waiting since")
    expect(ben).to_contain_text("Nothing is open.")
    sam.get_by_role("button", name="Open", exact=True).click()
    screen.page.get_by_role("dialog").get_by_role("button", name="I'm on it").click()
    settled(slack, bot)
    expect(sam).to_contain_text("somebody is on it")
    expect(ben).not_to_contain_text("LH-")
