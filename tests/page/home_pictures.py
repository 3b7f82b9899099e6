"""Takes the pictures of App Home: `uv run python -m tests.page.home_pictures docs/pictures`."""

import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_home import promise, settled, shared
from tests.handlers.test_share_up import import_team
from tests.page.conftest import SWITCHES
from tests.running import MANIFEST, running

LINE = (
    ("Ana", "AGENT", "Sam"),
    ("Ben", "AGENT", "Sam"),
    ("Jo", "AGENT", "Sam"),
    ("Sam", "SUPERVISOR", "Mia"),
    ("Mia", "MANAGER", "Ada"),
)
PROMISES = {
    "Ana": ("tomorrow 9am check the refund of order 4711", "20m call the carrier about the export"),
    "Ben": ("tomorrow 2pm send the invoice again",),
    "Jo": ("in 3 hours ask for the log",),
    "Sam": ("tomorrow 10am settle the night shift",),
    "Mia": ("tomorrow 4pm answer the auditors",),
}
SHARED = {
    "Ana": "Cleo asks for a date for the export by tonight, and I may not promise one.",
    "Ben": "The customer wants half a year of credit, and I do not know what is fair.",
}


def _play(slack: Sandbox, bot: Levelhead) -> None:
    """A team with a day of promises, and two conversations that went up."""
    import_team(slack, bot, LINE)
    slack.clock.advance(timedelta(hours=24 - slack.clock.now().hour + 9))
    for name, promises in PROMISES.items():
        for words in promises:
            promise(slack, name, words)
    shared(slack, bot, "Ana", SHARED["Ana"])
    slack.clock.advance(timedelta(minutes=25))
    shared(slack, bot, "Ben", SHARED["Ben"])
    for channel in ("#support", "#cust-cleo"):
        slack.person("Ben").remove(channel, "Levelhead")
        slack.person("Ana").invite(channel, "Levelhead")
    settled(slack, bot)


def _shoot(browser: Browser, slack: Sandbox, who: str, file: Path, *, width: int, height: int, dark: bool) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
    page.goto(f"{slack.url}?as={slack.person(who).id}&at=home")
    page.get_by_role("region", name="App Home").get_by_role("heading").first.wait_for()
    page.wait_for_timeout(800)
    page.screenshot(path=str(file))
    page.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as memory,
        Sandbox.start(MANIFEST) as slack,
        running(slack, Path(memory)) as bot,
        sync_playwright() as playwright,
    ):
        _play(slack, bot)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        _shoot(browser, slack, "Ana", folder / "home-agent.png", width=390, height=844, dark=False)
        _shoot(browser, slack, "Sam", folder / "home-supervisor.png", width=1100, height=800, dark=False)
        _shoot(browser, slack, "Ada", folder / "home-admin.png", width=390, height=1300, dark=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
