"""Levelhead itself, running against the sandbox as it would against Slack."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from bot.sandbox.clock import Clock
from bot.sandbox.host import PromptServer
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from handlers.assemble import Levelhead, assemble
from handlers.lines import Line
from handlers.serve import configured, set_aside, warm
from phrasebook.book import Phrasebook
from tests.books import shipped_book
from tests.databases import FILE, sqlite_url

MANIFEST: dict[str, Any] = json.loads((Path(__file__).parent.parent / "manifest.json").read_text(encoding="utf-8"))


class Stopped(Clock):
    """Moves only when it is moved: what is said then is in order, however busy the machine is."""

    def __init__(self) -> None:
        super().__init__()
        self._since = super().now()

    def now(self) -> datetime:
        return self._since + self.offset


@cache
def built_in_book() -> Phrasebook:
    """The built-in phrasebook, warmed once for all tests, since a cold one answers late.

    What was loaded is set aside as a running bot does it, since a search for garbage in it holds answers up.
    """
    book = shipped_book()
    warm(book)
    set_aside()
    return book


def settings_for(slack: Sandbox, folder: Path, *, over_http: bool = False, **more: Any) -> Settings:
    """The settings with which the bot finds the sandbox; over HTTP or, by default, in Socket Mode."""
    door = {"slack_signing_secret": slack.signing_secret} if over_http else {"slack_app_token": slack.app_token}
    given = {"database_url": f"sqlite:///{folder / FILE}", **door, **more}
    return Settings.from_environment(
        _env_file=None, slack_bot_token=slack.bot_token, slack_api_url=slack.api_url, **given
    )


@contextmanager
def running(slack: Sandbox, folder: Path, *, over_http: bool = False, **more: Any) -> Iterator[Levelhead]:
    """The bot, connected; it is stopped in good order at the end."""
    if "database_url" not in more and not (folder / FILE).exists():
        # A copy of one that is up to date is quicker than to upgrade a new one.
        sqlite_url(folder)
    bot = assemble(settings_for(slack, folder, over_http=over_http, **more), built_in_book(), now=slack.clock.now)
    slack.clock.on_move(bot.courier.wake)
    try:
        bot.start()
        if over_http:
            with served(bot.web) as address:
                slack.connect_http(f"{address}/slack/events")
                yield bot
                slack.disconnect()
        else:
            slack.wait_for(lambda: slack.connections == 1)
            yield bot
    finally:
        bot.stop()


@contextmanager
def served(web: Starlette, *, http: type[Line] = Line) -> Iterator[str]:
    """A web application on a port of its own; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = PromptServer(configured(web, http=http))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.stop()
        thread.join()


def window_of(slack: Sandbox, person: Actor) -> Screen:
    """The modal that opens on somebody's screen."""
    slack.wait_for(lambda: person.modal is not None)
    modal = person.modal
    assert modal is not None
    return modal
