"""Sharing up on the page: away, passed over, answered, advised and resolved, while a peer's page shows nothing."""

import pytest
from playwright.sync_api import expect

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import WHAT, card_of, settled
from tests.page.conftest import Look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("team")]


def test_an_agent_shares_up_and_a_peer_sees_nothing(look: Look, slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Sam").away()
    screen = look("Ana", beside="Ben", at="support", width=1500)
    ana, ben = screen.pane("Ana"), screen.pane("Ben")
    ana.get_by_role("textbox").last.fill(f"/escalate {WHAT}")
    ana.get_by_role("textbox").last.press("Enter")
    form = screen.page.get_by_role("dialog")
    expect(form).to_contain_text("Mia will read this, and nobody else.")
    form.get_by_role("button", name="Share", exact=True).click()
    expect(form).to_contain_text("On its way to")
    settled(slack, bot)
    mia = slack.person("Mia")
    for press in ("Read it", "I'm on it"):
        mia.press(press, on=card_of(slack, bot, "Mia"))
        settled(slack, bot)
    mia.press("Advise", on=card_of(slack, bot, "Mia"))
    slack.wait_for(lambda: mia.modal is not None)
    mia.submit({"note": "Offer her a call at four."})
    settled(slack, bot)
    mia.press("Resolved", on=card_of(slack, bot, "Mia"))
    settled(slack, bot)
    told = "\n".join(shown.words for shown in slack.person("Ana").dms())
    assert all(words in told for words in ("is on it", "Offer her a call at four.", "marked it as resolved"))
    expect(ben).not_to_contain_text("shouted")
    expect(ben).not_to_contain_text("LH-")
    assert slack.person("Ben").dms() == slack.person("Sam").dms() == []
