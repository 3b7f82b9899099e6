"""Fires mutated payloads at the real application, and looks whether it stands: status, time, failures, memory."""

import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from hypothesis import HealthCheck, Phase, given, seed, settings
from structlog.typing import EventDict

from bot.settings import Settings
from handlers.assemble import Levelhead, assemble
from tests.databases import sqlite_url
from tests.fuzz.mutations import Post, Seed, posts, seeds_of
from tests.fuzz.wire import Wire
from tests.running import built_in_book, served

ROUND = 2_000
"""Payloads after which everything comes to rest and memory is looked at."""
SLOW = 3.0


@dataclass(slots=True)
class Report:
    """What came of it."""

    fired: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    slowest: float = 0.0
    worked: float = 0.0
    """Seconds of the slowest in which this process had a processor."""
    slow: int = 0
    memory: list[int] = field(default_factory=list)
    """Megabytes after each round."""
    faults: list[EventDict] = field(default_factory=list)
    """What the bot itself logged as its own failures."""

    @property
    def wrong(self) -> list[int]:
        """Statuses that nobody may see while the database is well."""
        return sorted(status for status in self.statuses if status >= 500)


@contextmanager
def besieged() -> Iterator[tuple[Levelhead, Wire, list[Seed]]]:
    """A bot that everything was used of once, and the payloads that this took."""
    command = [sys.executable, "-m", "tests.fuzz.slack_process"]
    with (
        TemporaryDirectory() as folder,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as slack,
    ):
        assert slack.stdin is not None
        assert slack.stdout is not None
        where = json.loads(slack.stdout.readline())
        bot = _bot(Path(folder), where)
        wire = Wire(bot.web, where["secret"])
        try:
            with served(bot.web) as address:
                slack.stdin.write(f"{address}/slack/events\n")
                slack.stdin.flush()
                payloads = json.loads(slack.stdout.readline())
            yield bot, wire, seeds_of(payloads)
        finally:
            wire.close()
            bot.stop()
            slack.stdin.close()


def _bot(folder: Path, where: dict[str, str]) -> Levelhead:
    settings = Settings.from_environment(
        _env_file=None,
        slack_bot_token=where["token"],
        slack_api_url=where["api"],
        slack_signing_secret=where["secret"],
        levelhead_pace=10**9,
        database_url=sqlite_url(folder),
    )
    bot = assemble(settings, built_in_book())
    bot.start()
    return bot


def fire(bot: Levelhead, wire: Wire, seeds: list[Seed], many: int, first: int = 0) -> Report:
    """So many payloads, in rounds; a round is the same again for the same number."""
    report = Report()
    with listened(report.faults):
        for number in range(first, first + max(1, many // ROUND)):
            _round(wire, seeds, min(many, ROUND), number, report)
            rest(bot)
            report.memory.append(resident())
    return report


def _round(wire: Wire, seeds: list[Seed], many: int, number: int, report: Report) -> None:
    @seed(number)
    @settings(
        max_examples=many,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(posts(seeds))
    def shoot(post: Post) -> None:
        answered = wire.post(post.raw, post.kind, post.headers)
        report.fired += 1
        report.statuses[answered.status] = report.statuses.get(answered.status, 0) + 1
        if answered.seconds > report.slowest:
            report.slowest, report.worked = answered.seconds, answered.worked
        report.slow += answered.seconds > SLOW

    shoot()


def rest(bot: Levelhead) -> None:
    """Until all that was left for afterwards, and all that is due, is done."""
    assert bot.door.rest(120)
    assert bot.courier.rest(120)
    gc.collect()


def resident() -> int:
    """Megabytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 2**20


@contextmanager
def listened(faults: list[EventDict]) -> Iterator[None]:
    """Keep what is logged as a failure, and nothing else."""

    def keep(_logger: object, _level: str, event: EventDict) -> EventDict:
        if event["event"] == "failure":
            faults.append(event)
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[keep])
    try:
        yield
    finally:
        structlog.configure(**before)
