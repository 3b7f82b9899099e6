"""The page in a real Chromium, over a sandbox with Levelhead or a small app in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import import_team
from tests.page.planner import MANIFEST, Heard, planning
from tests.running import MANIFEST as LEVELHEAD
from tests.running import running

NAMES = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000


def chromium_path() -> str:
    """Where Chromium is; skips where there is none, and fails where it must be."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("LEVELHEAD_BROWSER") == "required":
        pytest.fail("LEVELHEAD_BROWSER=required, and there is no Chromium on the PATH", pytrace=False)
    if found is None:
        pytest.skip("there is no Chromium on the PATH; on Debian: apt-get install chromium")
    return found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all: each test has its own tabs, and each sandbox its own origin."""
    context = browser.new_context(timezone_id="Europe/Berlin")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def slack(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """Made for Levelhead, and patient on a busy machine, where a test asks for the bot; else for a small app."""
    with_bot = "bot" in request.fixturenames
    with Sandbox.start(LEVELHEAD, ack_timeout=10) if with_bot else Sandbox.start(MANIFEST) as sandbox:
        yield sandbox


@pytest.fixture
def bot(browser: Browser, slack: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Levelhead]:
    """Levelhead, started only where there is a browser to look at it with."""
    with running(slack, tmp_path_factory.mktemp("levelhead")) as levelhead:
        yield levelhead


@pytest.fixture
def team(slack: Sandbox, bot: Levelhead) -> Levelhead:
    """Ana and Ben report to Sam, Sam to Mia, Mia to Ada."""
    import_team(slack, bot)
    return bot


@pytest.fixture
def heard(slack: Sandbox) -> Iterator[Heard]:
    """What the app in the sandbox hears; asking for it connects the app."""
    with planning(slack) as heard:
        yield heard


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    """The app's own hand, for what it says unasked."""
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


@dataclass(frozen=True, slots=True)
class Screen:
    """One open page, and the panes on it."""

    page: Page
    faults: list[str]

    def pane(self, name: str) -> Locator:
        """What this person sees."""
        return self.page.get_by_role("region", name=f"What {name} sees")

    def say(self, words: str) -> None:
        """Type into the room's box, and send."""
        self.box.fill(words)
        self.box.press("Enter")

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("region", name="Messages").get_by_role("textbox").last

    def message(self, words: str) -> Locator:
        return self.page.locator(".message").filter(has_text=words)


Look = Callable[..., Screen]


@pytest.fixture
def look(context: BrowserContext, slack: Sandbox) -> Iterator[Look]:
    """Open the page as somebody: `look("Ana", beside="Cleo", at="cust-cleo")`."""
    screens: list[Screen] = []

    def open_page(who: str, *, at: str = "support", beside: str = "", width: int = 1280, height: int = 800) -> Screen:
        screen = Screen(context.new_page(), [])
        screens.append(screen)
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.page.on("pageerror", lambda error: screen.faults.append(str(error)))
        screen.page.on("console", lambda line: screen.faults.append(line.text) if line.type == "error" else None)
        room = at if at == "home" or at.startswith("D0") else slack.home.channel(at)
        asked = {"as": slack.person(who).id, "at": room}
        if beside:
            asked |= {"beside": slack.person(beside).id, "beside_at": room}
        screen.page.goto(f"{slack.url}?{urlencode(asked)}")
        screen.pane(who).wait_for()
        return screen

    yield open_page
    for screen in screens:
        screen.page.close()
    assert [fault for screen in screens for fault in screen.faults] == []
