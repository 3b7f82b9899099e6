"""Takes the pictures of App Home: `uv run python -m tests.page.home_pictures docs/pictures`."""

import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.digest_periods import last_month, last_week
from bot.digest_tables import Table
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from storage.store import Memory
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


def _count(slack: Sandbox, bot: Levelhead) -> None:
    """What was counted of last week, and of the last two months of Sam's people."""
    home, sam, now = slack.home.id, slack.person("Sam").id, slack.clock.now()
    week, month = last_week(now), last_month(now)

    def work(memory: Memory) -> None:
        for one, total, calm, cooled, upset in ((week, 84, 51, 22, 11), (week.before, 79, 44, 19, 16)):
            course = {"calm": calm, "cooled": cooled, "upset": upset}
            memory.trends.publish(home, one, {"": {"threads": Table(total=total, parts={"course": course})}}, now)
        for one, cases, kept, late, answer, resolve in (
            (month, 24, 48, 12, 25, 480),
            (month.before, 30, 38, 14, 35, 720),
        ):
            found = {
                "cases": Table(total=cases, medians={"answer": answer, "resolve": resolve}),
                "followups": Table(total=kept + late, parts={"outcome": {"kept": kept, "late": late}}),
            }
            memory.trends.publish(home, one, {"": {}, sam: found}, now)

    bot.store.remember(work)


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
        _count(slack, bot)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        _shoot(browser, slack, "Ana", folder / "home-agent.png", width=390, height=844, dark=False)
        _shoot(browser, slack, "Sam", folder / "home-supervisor.png", width=1100, height=752, dark=False)
        _shoot(browser, slack, "Ada", folder / "home-admin.png", width=390, height=1300, dark=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
