"""A case on the page: the form answers while it is filled in, at any width, and its card tells what it is about."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import ANGRY, WHAT, card_of, settled
from tests.page.conftest import Look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("team")]
LATE = "I have been waiting for four days, nobody calls me back, and it is late again."
DESK, PHONE = 1400, 390


@pytest.fixture
def thread(slack: Sandbox, bot: Levelhead) -> str:
    """It begins calmly, and turns."""
    cleo = slack.person("Cleo")
    root = cleo.say("#cust-cleo", "Hello, could you send us the export?")
    slack.clock.advance(timedelta(minutes=30))
    for words in (LATE, ANGRY):
        cleo.say("#cust-cleo", words, root)
    slack.settle()
    return root


def fits(element: Locator) -> bool:
    """Whether nothing in it has to be pushed sideways to be read."""
    return bool(element.evaluate("each => each.scrollWidth <= each.clientWidth"))


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_form_proposes_a_rank_at_once_and_keeps_what_was_typed(
    look: Look, slack: Sandbox, bot: Levelhead, thread: str, width: int
) -> None:
    screen = look("Ana", at="cust-cleo", width=width)
    slack.person("Ana").shortcut("share_up", "#cust-cleo", thread)
    form = screen.page.get_by_role("dialog")
    form.get_by_label("What happened, in your words").fill(WHAT)
    expect(form).to_contain_text("Nothing is known about it yet.")
    form.get_by_label("What can this customer not do right now?").select_option("They cannot work at all")
    expect(form).to_contain_text("Proposed: Hurt")
    form.get_by_label("What does it cost them?").select_option("Money")
    expect(form).to_contain_text("Proposed: Stopped")
    expect(form).to_contain_text("It costs them money.")
    expect(form.get_by_label("What happened, in your words")).to_have_value(WHAT)
    expect(form.get_by_label("What did it come from?")).to_have_value("delay")
    assert fits(form)
    form.get_by_role("button", name="Share", exact=True).click()
    expect(form).to_contain_text("On its way to")
    words = card_of(slack, bot, "Sam").words
    assert "Stopped: they cannot do what they need us for." in words
    assert "It began calmly, and has been tense since" in words


def test_from_share_to_what_helped_while_a_peer_sees_nothing(
    look: Look, slack: Sandbox, bot: Levelhead, thread: str
) -> None:
    slack.person("Sam").away()
    screen = look("Mia", at="support", beside="Ben", width=DESK)
    ana, mia = slack.person("Ana"), slack.person("Mia")
    ana.shortcut("share_up", "#cust-cleo", thread)
    slack.wait_for(lambda: ana.modal is not None and "*Mia* will read this" in ana.modal.words)
    ana.submit({"what": WHAT})
    settled(slack, bot)
    screen.pane("Mia").get_by_role("textbox").last.fill("/levelhead case")
    screen.pane("Mia").get_by_role("textbox").last.press("Enter")
    desk = screen.page.get_by_role("dialog")
    expect(desk).to_contain_text("waiting for an answer")
    desk.get_by_role("button", name="About this case").click()
    about = screen.page.get_by_role("dialog").last
    expect(about).to_contain_text("As it stands")
    about.get_by_label("How hard does it hit this customer?").select_option(
        label="Hurt: something that matters to them does not get done."
    )
    about.get_by_role("button", name="Keep").click()
    expect(about).to_contain_text("Kept.")
    settled(slack, bot)
    assert "Hurt" in card_of(slack, bot, "Ana").words
    for press in ("Read it", "I'm on it", "Resolved"):
        mia.press(press, on=card_of(slack, bot, "Mia"))
        settled(slack, bot)
    if ana.modal:
        ana.close()
    ana.press("Say what helped", on=card_of(slack, bot, "Ana"))
    slack.wait_for(lambda: ana.modal is not None)
    ana.submit({"note": "A call at four."})
    settled(slack, bot)
    assert any("A call at four." in shown.words for shown in mia.dms())
    expect(screen.pane("Ben")).not_to_contain_text("LH-")
    expect(screen.pane("Ben")).not_to_contain_text("shouted")
    assert slack.person("Ben").dms() == slack.person("Sam").dms() == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_card_can_be_read_at_any_width(look: Look, slack: Sandbox, bot: Levelhead, thread: str, width: int) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    slack.wait_for(lambda: ana.modal is not None and "will read this" in ana.modal.words)
    ana.submit({"what": WHAT})
    card_of(slack, bot, "Sam")
    screen = look("Sam", at=slack.person("Sam").open_dm("Levelhead"), width=width)
    card = screen.message("shares something with you")
    expect(card).to_contain_text("It came from: It took too long")
    assert fits(card)
    assert fits(screen.page.locator("body"))
