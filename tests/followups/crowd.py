"""Many follow-ups that are due, couriers that come and go, and what the person saw in the end."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from bot.messages import Place
from bot.sandbox.server import Sandbox
from handlers.authorize import introduce
from handlers.followup_keeping import start
from handlers.rooms import Actor
from storage.store import Memory, Store
from tests.databases import KEY

SLOW = 0.1
"""Seconds that Slack takes to answer once it has posted: room to be killed in."""


def ask(slack: Sandbox, database: str, many: int, at: datetime) -> None:
    """Ana asks for so many follow-ups, each in a channel of its own that the bot cannot see: they come as DMs."""
    store = Store.open(database, keys=[KEY])
    try:
        introduce(store, slack.bot_token, slack.api_url)
        store.remember(partial(_ask, slack, many, at), wait=60)
    finally:
        store.close()


def _ask(slack: Sandbox, many: int, at: datetime, memory: Memory) -> None:
    ana = Actor(slack.home.id, slack.person("Ana").id)
    for number in range(many):
        place = Place(workspace=ana.workspace, channel=f"C0FAR{number:05}", thread="")
        start(memory, ana, place, at, f"note-{number:05}", at)


def seen(slack: Sandbox) -> Counter[str]:
    """How often Ana saw each note."""
    words = [one.words for one in slack.person("Ana").dms() if "note-" in one.words]
    return Counter(text[text.index("note-") :][:10] for text in words)


@contextmanager
def couriers(slack: Sandbox, database: str, many: int = 1) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Bots, each in a process of its own; they are killed at the end."""
    command = [sys.executable, "-m", "tests.followups.bot_process", database, slack.api_url, slack.bot_token]
    processes = [subprocess.Popen(command) for _ in range(many)]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.wait()
