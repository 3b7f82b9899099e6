"""Running a wired bot until it is told to stop: the web server in front, health and metrics in both modes."""

import gc
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

import structlog
import uvicorn
from slack_sdk.errors import SlackApiError
from starlette.applications import Starlette

from bot.settings import Settings, SettingsFault
from bot.when import read_when
from handlers.assemble import Levelhead, assemble, open_book
from handlers.library_logs import route_library_logs
from handlers.lines import Line
from handlers.promises import may_promise
from handlers.slack_errors import CALL_ERRORS
from phrasebook.book import PageError, Phrasebook
from phrasebook.closings import closes
from phrasebook.reading import Voice
from phrasebook.wording_verbs import is_english
from storage.migrations import TooNew
from storage.store import AlreadyServed, BadKey, MissingKey, StorageUnavailable

log = structlog.get_logger()

T = TypeVar("T")

SERVED = "DATABASE_URL: another levelhead serves this file already. Stop that one, or use PostgreSQL to run several."
NEWER = (
    "DATABASE_URL: the tables there are those of a later levelhead. Start that one, or go back to a copy of the "
    "database made before the upgrade."
)


def run(settings: Settings) -> None:
    """Connect to Slack and serve until SIGTERM or Ctrl-C; raises SettingsFault for what is missing or wrong."""
    listener = _open_port(settings)
    with listener:
        book = told_plainly(lambda: open_book(settings), settings)
        bot = told_plainly(lambda: assemble(settings, book), settings)
        server = _server(bot)
        try:
            with stopped_by_signals(server):
                warm(book)
                told_plainly(bot.start, settings)
                set_aside()
                log.info("listening", port=listener.getsockname()[1], mode="socket" if bot.socket else "http")
                server.run(sockets=[listener])
        finally:
            bot.stop()


def warm(book: Phrasebook) -> None:
    """Hear once what the pages listen for: patterns are compiled at their first use, and Slack waits for no one."""
    read_when("in an hour", datetime.now(UTC), "UTC")
    is_english("hour")
    for entry in book.entries:
        book.rephrase(entry.hits[0])
        may_promise(entry.hits[0], Voice.AGENT)
        closes(entry.hits[0])


def set_aside() -> None:
    """Search for garbage only what is made from now on: a search of all that was loaded would hold everybody up."""
    gc.collect()
    gc.freeze()


def told_plainly(start: Callable[[], T], settings: Settings) -> T:
    """Do what may fail at the start; raises SettingsFault with one sentence that says what to do."""
    try:
        return start()
    except PageError as error:
        raise SettingsFault(*error.faults) from error
    except (MissingKey, BadKey, ValueError) as error:
        raise SettingsFault(str(error)) from error
    except TooNew as error:
        raise SettingsFault(NEWER) from error
    except AlreadyServed as error:
        raise SettingsFault(SERVED) from error
    except StorageUnavailable as error:
        raise SettingsFault("DATABASE_URL: the database there does not answer, or cannot be written.") from error
    except SlackApiError as error:
        raise SettingsFault(_refused(error, settings)) from error
    except CALL_ERRORS as error:
        reason = f"SLACK_API_URL: no answer from Slack at {settings.slack_api_url}; check the network and the address."
        raise SettingsFault(reason) from error


def _refused(error: SlackApiError, settings: Settings) -> str:
    code = error.response.get("error", "unknown")
    app_level = "apps.connections" in str(error.response.api_url or "")
    name = "SLACK_APP_TOKEN" if app_level else "SLACK_BOT_TOKEN"
    return f"{name}: Slack does not accept it ({code}); copy it again from the app's settings."


def _open_port(settings: Settings) -> socket.socket:
    try:
        return socket.create_server((settings.levelhead_host, settings.port))
    except OSError as error:
        raise SettingsFault(f"PORT {settings.port} cannot be opened ({error.strerror}); choose another.") from error


class _Server(uvicorn.Server):
    """Leaves signals to us: uvicorn listens for them too late, and would end the process on the spot."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def stopped_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """SIGTERM and Ctrl-C stop the server, or the start of it."""

    def stop(_number: int, _frame: object) -> None:
        server.should_exit = True
        if not server.started:
            sys.exit()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _server(bot: Levelhead) -> uvicorn.Server:
    return _Server(configured(bot.web, timeout_graceful_shutdown=5))


def configured(
    web: Starlette, *, http: type[Line] = Line, timeout_graceful_shutdown: int | None = None
) -> uvicorn.Config:
    """How the web application is served, whoever serves it."""
    return uvicorn.Config(
        web,
        http=http,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=timeout_graceful_shutdown,
    )


def log_as_json() -> None:
    """One JSON object a line on standard error, so that standard output stays for people."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    route_library_logs()
