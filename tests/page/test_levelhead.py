"""Levelhead itself on the page: what the agent sees, and what the customer never does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.page.conftest import Look
from tests.running import MANIFEST, running

pytestmark = pytest.mark.browser

SHARP = "As I already told you, it is on our list."


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    """One workspace for all that follows, patient on a busy machine; each test has a room of its own."""
    with Sandbox.start(MANIFEST, ack_timeout=10) as sandbox:
        yield sandbox


@pytest.fixture(scope="module", autouse=True)
def bot(browser: Browser, slack: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Levelhead]:
    """Levelhead, started only where there is a browser to look at it with."""
    with running(slack, tmp_path_factory.mktemp("levelhead")) as levelhead:
        yield levelhead


def test_the_agent_alone_sees_the_hint_opens_it_and_asks_why(look: Look) -> None:
    screen = look("Ana", beside="Cleo", at="cust-cleo", width=1500)
    ana, cleo = screen.pane("Ana"), screen.pane("Cleo")
    cleo.get_by_role("textbox").fill("The export is still broken.")
    cleo.get_by_role("textbox").press("Enter")
    ana.locator(".message").hover()
    ana.get_by_role("button", name="Reply in thread").click()
    reply = ana.get_by_role("textbox", name="Reply in the thread")
    reply.fill(SHARP)
    reply.press("Enter")
    hint = ana.get_by_role("region", name="Thread").locator(".ephemeral")
    expect(hint).to_contain_text("Only visible to you")
    hint.get_by_role("button", name="Show it").click()
    thought = ana.get_by_role("dialog", name="A thought")
    expect(thought).to_contain_text("already told")
    thought.get_by_role("button", name="Why this?").click()
    why = ana.get_by_role("dialog", name="Why this?")
    expect(why).to_contain_text("already told")
    why.get_by_role("button", name="Close").last.click()
    expect(why).to_have_count(0)
    cleo.get_by_role("button", name="1 reply").click()
    expect(cleo.get_by_role("region", name="Thread").locator(".message")).to_have_count(2)
    expect(cleo.locator(".ephemeral, .mine, dialog")).to_have_count(0)


def test_a_draft_is_reworded_for_its_writer_alone(look: Look, slack: Sandbox) -> None:
    screen = look("Sam", at="random")
    screen.say("/rephrase You should have read my last message.")
    expect(screen.page.locator(".ephemeral blockquote").last).to_contain_text("my last message")
    assert not slack.person("Ben").sees("#random")


def test_a_wording_is_taken_over_changed_and_checked_again(look: Look) -> None:
    screen = look("Ben", at="support")
    screen.say(SHARP)
    screen.page.locator(".ephemeral").get_by_role("button", name="Use this wording").click()
    draft = screen.page.get_by_role("dialog")
    wording = draft.get_by_role("textbox")
    expect(wording).not_to_have_value("")
    wording.fill("You never read what I write.")
    draft.get_by_role("button", name="Check again").click()
    expect(draft.locator("blockquote").first).to_contain_text("You never")
    expect(wording).to_have_value("You never read what I write.")


def test_a_wording_that_is_taken_replaces_what_stands_in_the_box(look: Look, slack: Sandbox) -> None:
    screen = look("Jo", at="random")
    slack.person("Jo").global_shortcut("check_my_draft")
    draft = screen.page.get_by_role("dialog")
    wording = draft.get_by_role("textbox")
    for words in (SHARP, "You never read what I write."):
        wording.fill(words)
        draft.get_by_role("button", name="Check again").click()
        better = draft.locator("blockquote").nth(1).inner_text()
        draft.get_by_role("button", name="Take this wording").first.click()
        expect(draft).to_contain_text("I'd send this")
        expect(wording).to_have_value(better)
