"""Where bots come from that will be killed: started in a blink, as a process that has all loaded forks for each."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from bot.sandbox.server import Sandbox


class Bot:
    """A bot in a process of its own."""

    def __init__(self, nursery: "Nursery", process: int) -> None:
        self._nursery, self.process, self._alive = nursery, process, True

    def kill(self) -> None:
        """SIGKILL; a bot that is gone stays so."""
        if self._alive:
            self._alive = False
            self._nursery.ask(kill=self.process)


class Nursery:
    """Safe to share between threads."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process, self._lock = process, Lock()

    def ask(self, **wish: object) -> int:
        """What `tests.followups.bot_process` answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(f"{json.dumps(wish)}\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    @contextmanager
    def bots(self, slack: Sandbox, database: str, many: int = 1) -> Iterator[list[Bot]]:
        """So many bots on one database; they are killed at the end."""
        wish = [database, slack.api_url, slack.bot_token]
        started = [Bot(self, self.ask(start=wish)) for _ in range(many)]
        try:
            yield started
        finally:
            for bot in started:
                bot.kill()


@contextmanager
def nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.followups.bot_process"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Nursery(process)
