"""Bots in processes of their own, each behind an HTTP door."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event

from sqlalchemy import create_engine, text

from storage.engines import database_url
from tests.bench.events import SECRET
from tests.databases import KEY

PATIENCE = 120
"""Seconds in which a bot starts, even on a busy machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """How a bot is started, given Slack's address, its database and its port; and the table with a row per message."""

    name: str
    table: str

    def command(self, api: str, url: str, port: int) -> Sequence[str]:
        if self is LEVELHEAD:
            return (sys.executable, "-m", "bot", "run")
        order = "answers-first" if self is HASTY else "answers-last"
        return (sys.executable, "-m", "tests.bench.afternoon", api, url, str(port), order)


LEVELHEAD = Bot(name="Levelhead", table="hearings")
AFTERNOON = Bot(name="the afternoon bot", table="said")
HASTY = Bot(name="the afternoon bot that answers first", table="said")
BOTS = (LEVELHEAD, AFTERNOON, HASTY)


class Running:
    """A bot that answers at this port."""

    def __init__(self, port: int, process: int) -> None:
        self.port, self._process = port, process

    @property
    def worked(self) -> float:
        """Seconds for which it kept a processor busy, the time for its disk not among them."""
        fields = Path(f"/proc/{self._process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(bot: Bot, api: str, url: str) -> Iterator[Running]:
    """Start it, and stop it at the end."""
    port = _free_port()
    told = {
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api,
        "DATABASE_URL": url,
        "LEVELHEAD_SECRET_KEY": KEY,
        "LEVELHEAD_HOST": "127.0.0.1",
        "PORT": str(port),
    }
    with TemporaryFile("w+") as log:
        process = subprocess.Popen(bot.command(api, url, port), env=os.environ | told, stderr=log)
        try:
            if not _is_answered(process, port):
                log.seek(0)
                raise RuntimeError(f"{bot.name} did not start: {log.read()[-500:]}")
            yield Running(port, process.pid)
        finally:
            _stop(process, patience=15 if bot is LEVELHEAD else 0)


def _stop(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """Ask it to stop; what it does not finish in time is of no use to anybody."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _is_answered(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether somebody answers there before long."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        if _answers(port):
            return True
        Event().wait(0.05)
    return False


def _answers(port: int) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", "/healthz")
        return bool(line.getresponse().read())
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def stored(bot: Bot, url: str) -> int:
    """How many messages a bot has committed."""
    engine = create_engine(database_url(url))
    try:
        with engine.connect() as connection:
            return int(connection.execute(text(f"SELECT count(*) FROM {bot.table}")).scalar_one())
    finally:
        engine.dispose()


def wait_until_stored(bot: Bot, url: str, many: int, patience: float = 5.0) -> tuple[int, float]:
    """How many are committed and when that was, once all are or none has been added for so many seconds."""
    last, since = -1, time.time()
    while last < many and time.time() - since < patience:
        found = stored(bot, url)
        if found != last:
            last, since = found, time.time()
        Event().wait(0.05)
    return last, since
