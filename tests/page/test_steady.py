"""What the app draws anew under somebody's hand: they press what they saw, and keep the place where they were."""

import pytest
from playwright.sync_api import Locator, Route, expect
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.page.conftest import Look, Screen
from tests.page.planner import Heard, Json, button

pytestmark = pytest.mark.browser


def card(seal: str, *lines: str) -> list[Json]:
    """A card whose button carries another value each time it is drawn, as a seal does."""
    words = [{"type": "section", "text": {"type": "mrkdwn", "text": line}} for line in ("A case", *lines)]
    return [*words, {"type": "actions", "elements": [button("I'm on it", "drop") | {"value": seal}]}]


class Card:
    """The app's card in #support, on Ana's page."""

    def __init__(self, slack: Sandbox, client: WebClient, look: Look) -> None:
        self._client, self._channel = client, slack.home.channel("support")
        blocks = card("first")
        self._ts = str(client.chat_postMessage(channel=self._channel, text="A case", blocks=blocks)["ts"])
        self.screen: Screen = look("Ana")
        self.shown = self.screen.message("A case")

    @property
    def button(self) -> Locator:
        return self.shown.get_by_role("button", name="I'm on it")

    def draw(self, *lines: str) -> None:
        """Draw it anew, with more lines above its button."""
        self._client.chat_update(channel=self._channel, ts=self._ts, text="A case", blocks=card("second", *lines))


def unanswered(route: Route) -> None:
    """Let the page wait for an answer, as behind a slow line; it gets it once this is no route any more."""


@pytest.fixture
def drawn(look: Look, slack: Sandbox, client: WebClient, heard: Heard) -> Card:
    return Card(slack, client, look)


@pytest.mark.parametrize("lines", [(), ("Since ten.", "Three messages.", "For advice.")])
def test_a_press_outlives_the_card_that_is_drawn_anew_under_it(
    drawn: Card, slack: Sandbox, heard: Heard, lines: tuple[str, ...]
) -> None:
    page = drawn.screen.page
    drawn.button.hover()
    page.mouse.down()
    with page.expect_response("**/page/state*"):
        drawn.draw(*lines)
    page.evaluate("new Promise(requestAnimationFrame)")
    page.mouse.up()
    (pressed,) = slack.wait_for(lambda: heard.presses)
    assert pressed["actions"][0]["value"] == "first"
    expect(drawn.shown).to_contain_text("(edited)")


def test_a_press_on_a_card_that_is_not_drawn_anew_yet_arrives_as_it_was_made(
    drawn: Card, slack: Sandbox, heard: Heard
) -> None:
    page = drawn.screen.page
    page.route("**/page/state*", unanswered)
    drawn.draw("Since ten.")
    drawn.button.click()
    (pressed,) = slack.wait_for(lambda: heard.presses)
    assert pressed["actions"][0]["value"] == "first"
    assert "Since ten." in str(pressed["message"]["blocks"])
    page.unroute("**/page/state*", unanswered)
    expect(drawn.shown).to_contain_text("Since ten.")


def test_the_button_that_has_the_focus_keeps_it_when_its_card_is_drawn_anew(drawn: Card) -> None:
    drawn.button.focus()
    drawn.draw("Since ten.")
    expect(drawn.shown).to_contain_text("Since ten.")
    expect(drawn.button).to_be_focused()


def test_a_hand_that_lets_go_elsewhere_holds_nothing_up(drawn: Card, heard: Heard) -> None:
    page = drawn.screen.page
    drawn.button.hover()
    page.mouse.down()
    drawn.screen.box.hover()
    page.mouse.up()
    drawn.draw("Since ten.")
    expect(drawn.shown).to_contain_text("Since ten.")
    assert heard.presses == []
