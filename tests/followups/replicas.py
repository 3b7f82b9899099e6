"""Bots that share one PostgreSQL: `uv run python -m tests.followups.replicas [MANY] [SECONDS]`.

So many reminders (2,000) come due within so many seconds (60), with two bots and with four; once all is well, once a
bot is killed midway, and once the database dies midway and is started again. Each reminder is to be seen once.
"""

import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import product
from threading import Event
from time import monotonic

from bot.sandbox.server import Sandbox
from tests.databases import Postgres, postgres
from tests.followups.crowd import LOOK, ask, expected, opened, people, posted, seen, wait_until_ended
from tests.followups.nursery import Bot, Nursery, nursery
from tests.running import MANIFEST

PEOPLE = 40
HEAD_START, ASKING = timedelta(seconds=5), timedelta(milliseconds=15)
"""The first is due when the bots are up and all are asked for, each of which takes its time."""
SLOW = 0.1
"""Seconds that Slack takes for a post, before or after it has posted."""
DOWN = 3.0
"""Seconds that the database is away."""


class Trouble(StrEnum):
    NONE = "all is well"
    KILLED = "one bot killed"
    RESTARTED = "database restarted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of one."""

    replicas: int
    trouble: Trouble
    lost: int
    twice: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.replicas} bots, {self.trouble}: {self.lost} lost, {self.twice} twice; {self.seconds:.0f} s"


def trial(bots: Nursery, server: Postgres, replicas: int, trouble: Trouble, many: int, within: timedelta) -> Trial:
    with Sandbox.start(MANIFEST) as slack:
        dawdle(slack, many)
        whom, database = people(slack, PEOPLE), server.fresh()
        store = opened(database)
        first = slack.clock.now() + HEAD_START + many * ASKING
        ask(slack, store, whom, many, first, within)
        started = monotonic()
        with bots.bots(slack, database, replicas) as couriers:
            wait_until_midway(slack, many, timeout=120 + within.total_seconds())
            with begun(trouble, couriers, server):
                Event().wait(DOWN)
            wait_until_ended(store, many, timeout=120 + 2 * within.total_seconds())
        seconds = monotonic() - started
        store.close()
        found = seen(whom)
    server.clean()
    lost = len(expected(many).keys() - found.keys())
    twice = sum(times > 1 for times in found.values())
    return Trial(replicas=replicas, trouble=trouble, lost=lost, twice=twice, seconds=seconds)


def dawdle(slack: Sandbox, many: int) -> None:
    for block in range(many // 25):
        slack.faults.hang("chat.postMessage", seconds=SLOW, times=50, done=block % 2 == 0)


def wait_until_midway(slack: Sandbox, many: int, timeout: float) -> None:
    end = monotonic() + timeout
    while posted(slack) < many // 2:
        assert monotonic() < end, "the bots do not come midway"
        Event().wait(LOOK)


def begun(trouble: Trouble, couriers: list[Bot], server: Postgres) -> AbstractContextManager[None]:
    if trouble is Trouble.KILLED:
        couriers[0].kill()
    return server.down() if trouble is Trouble.RESTARTED else nullcontext()


def main(many: int = 2_000, seconds: int = 60) -> int:
    worst = 0
    with nursery() as bots, postgres(lasting=True) as server:
        for replicas, trouble in product((2, 4), Trouble):
            done = trial(bots, server, replicas, trouble, many, timedelta(seconds=seconds))
            sys.stdout.write(f"{many} due in {seconds} s, {done}\n")
            sys.stdout.flush()
            worst = max(worst, done.lost, done.twice)
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in sys.argv[1:3])))
