"""Bots killed at random moments under load: `uv run python -m tests.followups.killing [ROUNDS] [FIRST]`.

In each round 24 reminders are due at once and a bot is killed up to three times, at any moment from its start on, while
Slack takes its time before or after it posts; the next one finishes. What people saw is counted: each reminder once.
Every other round is on PostgreSQL.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic

from bot.sandbox.server import Sandbox
from tests.databases import Postgres, postgres, sqlite_url
from tests.followups.crowd import ask, expected, opened, people, seen, wait_until_ended
from tests.followups.nursery import Nursery, nursery
from tests.running import MANIFEST

MANY = 24
LANES = 16
"""Rounds at the same time: most of a round is waiting for the leases of the killed."""
KILLS = 3
LIFE = 1.5
"""Seconds that a bot lives at most before it is killed."""
AT_WORK = 0.6
"""Seconds that a bot which was seen at work lives at most from then on."""
SLOW, VERY_SLOW = 0.4, 4.0
"""Seconds that Slack takes at most for a post, and for one in eight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What came of one: how often a bot was killed, in how many posts it was interrupted, and what was wrong."""

    seed: int
    kills: int
    interrupted: int
    lost: int
    twice: int


def rounds(many: int, first: int = 0, tell: Callable[[Round], None] = lambda _: None) -> list[Round]:
    """So many rounds; each is the same again for the same number, as far as chance goes."""
    with nursery() as bots, postgres() as server, ThreadPoolExecutor(LANES) as lanes:
        done = []
        for each in lanes.map(partial(a_round, bots, server), range(first, first + many)):
            tell(each)
            done.append(each)
        return done


def a_round(bots: Nursery, server: Postgres, seed: int) -> Round:
    chance = Random(seed)
    with TemporaryDirectory() as folder, Sandbox.start(MANIFEST) as slack:
        dawdle(slack, chance)
        database = server.fresh() if seed % 2 else sqlite_url(Path(folder))
        whom, store = people(slack, 6), opened(database)
        ask(slack, store, whom, MANY, slack.clock.now())
        interrupted = [killed(bots, slack, database, chance) for _ in range(chance.randint(1, KILLS))]
        with bots.bots(slack, database):
            wait_until_ended(store, MANY, timeout=180)
            slack.wait_for(lambda: slack.faults.hanging == 0)
        store.close()
        found = seen(whom)
    missing = expected(MANY).keys() - found.keys()
    twice = sum(times > 1 for times in found.values())
    return Round(seed=seed, kills=len(interrupted), interrupted=sum(interrupted), lost=len(missing), twice=twice)


def dawdle(slack: Sandbox, chance: Random) -> None:
    """Let Slack take its time: sometimes before it posts, so that it does so after its caller is dead."""
    for number in range(4 * MANY):
        most = SLOW if number % 8 else VERY_SLOW
        slack.faults.hang("chat.postMessage", seconds=chance.uniform(0, most), done=chance.random() < 0.5)


def killed(bots: Nursery, slack: Sandbox, database: str, chance: Random) -> int:
    """Start a bot and kill it, any time or once it is at work; how many posts it did not see the end of."""
    before = slack.faults.hanging
    with bots.bots(slack, database) as (bot,):
        if chance.random() < 0.5:
            Event().wait(chance.uniform(0, LIFE))
        else:
            at_work(slack, before)
            Event().wait(chance.uniform(0, AT_WORK))
        bot.kill()
        return max(0, slack.faults.hanging - before)


def at_work(slack: Sandbox, before: int) -> None:
    """Wait until more posts hang, or for so long that there is nothing to do for this bot."""
    with suppress(TimeoutError):
        slack.wait_for(lambda: slack.faults.hanging > before, timeout=4 * LIFE)


def main(many: int = 200, first: int = 0) -> int:
    started = monotonic()
    done = rounds(many, first, tell)
    kills, interrupted = sum(one.kills for one in done), sum(one.interrupted for one in done)
    lost, twice = sum(one.lost for one in done), sum(one.twice for one in done)
    sys.stdout.write(f"{many} rounds, {kills} kills, {interrupted} posts interrupted, {many * MANY} reminders: ")
    sys.stdout.write(f"{lost} lost, {twice} seen twice; {monotonic() - started:.0f} s\n")
    return 1 if lost or twice else 0


def tell(one: Round) -> None:
    sys.stdout.write(f"{one}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in sys.argv[1:3])))
