"""Takes the README's pictures: `uv run python -m tests.page.pictures docs/pictures`."""

import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bot.sandbox.demo import until_monday
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.page.conftest import SWITCHES
from tests.running import MANIFEST, running

SHARP = "As I already told you, you should have used the new export."


def play(slack: Sandbox, bot: Levelhead) -> tuple[str, str]:
    """A customer asks, an agent answers in haste, there and among colleagues; the timestamps of both threads."""
    cleo, ana = slack.person("Cleo"), slack.person("Ana")
    root = cleo.say("#cust-cleo", "Since Monday our order export stops at row 500. We need it for the audit.")
    ana.say("#cust-cleo", "Thanks for telling us, I'm looking into it.", root)
    _wait(slack, bot, timedelta(minutes=40))
    cleo.say("#cust-cleo", "I'm still waiting! This is the third time I have to ask.", root)
    slack.wait_for(ana.ephemerals)
    _wait(slack, bot, timedelta(minutes=12))
    ana.say("#cust-cleo", SHARP, root)
    slack.wait_for(lambda: len(ana.ephemerals()) == 2)
    support = slack.person("Ben").say("#support", "Export of order 4711 stops at half, any idea?")
    slack.person("Jo").say("#support", "Looking.", support)
    _wait(slack, bot, timedelta(minutes=12))
    ana.say("#support", SHARP, support)
    slack.wait_for(lambda: len(ana.ephemerals()) == 3)
    return root, support


def _wait(slack: Sandbox, bot: Levelhead, time: timedelta) -> None:
    """Let time pass, once everything said so far was heard and answered."""
    slack.settle()
    assert bot.courier.rest(10)
    slack.clock.advance(time)


def _shoot(page: Page, url: str, file: Path, *, press: str = "") -> None:
    page.goto(url)
    page.get_by_role("main").wait_for()
    page.wait_for_timeout(800)
    if press:
        page.get_by_role("button", name=press).last.click()
        page.get_by_role("dialog").wait_for()
    page.screenshot(path=str(file))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as memory,
        Sandbox.start(MANIFEST) as slack,
        running(slack, Path(memory)) as bot,
        sync_playwright() as playwright,
    ):
        slack.clock.advance(until_monday(slack.clock.now()))
        root, support = play(slack, bot)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        ana, cleo = slack.person("Ana").id, slack.person("Cleo").id
        wide = browser.new_page(viewport={"width": 1360, "height": 860})
        pair = browser.new_page(viewport={"width": 1760, "height": 860})
        both = f"?as={ana}&at=C0CUSTCLEO&thread={root}&beside={cleo}&beside_at=C0CUSTCLEO&beside_thread={root}"
        _shoot(pair, f"{slack.url}{both}", folder / "beside-the-customer.png")
        _shoot(wide, f"{slack.url}?as={ana}&at=C0SUPPORT&thread={support}", folder / "hint.png")
        narrow = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
        _shoot(narrow, f"{slack.url}?as={ana}&at=C0SUPPORT&thread={support}", folder / "phone.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
