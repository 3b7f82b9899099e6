"""What a message costs with 10 and with 10,000 open cases, in one run: `uv run python -m tests.leakguard.cost`."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, time
from typing import Any

from sqlalchemy import text

from bot.cases import Case, Moment, Need, State, Verb
from bot.casewords import CaseWords
from bot.impact import Rank
from bot.leakguard import FEW as FEW_CASES
from bot.leakguard import recognised
from bot.messages import Place
from bot.references import case_number
from bot.settings import Settings
from handlers.assemble import Levelhead, assemble, open_book
from handlers.leak_prints import Guard
from phrasebook.guard_page import GuardPage
from storage.store import Memory
from storage.tables import CASE_PRINTS
from tests.bench.events import HOME, event
from tests.bench.slack import slack
from tests.databases import KEY, postgres, sqlite_url
from tests.leakguard.texts import Writer

FEW, MANY = 10, 10_000
MESSAGES = 300
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A bot that is not started, and the guard by itself."""

    bot: Levelhead
    guard: Guard


@contextmanager
def opened(url: str, api: str, count: int) -> Iterator[Desk]:
    """A desk with so many open cases."""
    settings = Settings.from_environment(
        slack_bot_token="xoxb-cost",
        slack_signing_secret="unused",
        slack_api_url=api,
        database_url=url,
        levelhead_secret_key=KEY,
    )
    bot = assemble(settings, open_book(settings))
    try:
        desk = Desk(bot=bot, guard=Guard(bot.store.vault, GuardPage.load()))
        fill(desk, count, Writer(count))
        yield desk
    finally:
        bot.door.close()
        bot.store.close()


def fill(desk: Desk, count: int, writer: Writer) -> None:
    """So many open cases, with the prints that sharing them up would keep; in batches, as one by one takes long."""
    crowd: Counter[int] = Counter()
    for start in range(0, count, BATCH):
        cases = [(_case(number), _words(writer)) for number in range(start, min(start + BATCH, count))]
        rows = [row for case, words in cases for row in _rows(desk.guard, case, words, crowd)]
        desk.bot.store.remember(partial(_keep, cases, rows), wait=120)
    common = [value for value, cases in crowd.items() if cases > FEW_CASES]
    desk.bot.store.remember(partial(_settle, common), wait=120)


def _keep(cases: list[tuple[Case, CaseWords]], rows: list[dict[str, object]], memory: Memory) -> None:
    for case, words in cases:
        memory.cases.open(case, words)
    memory._ledger.connection.execute(CASE_PRINTS.insert(), rows)


def _settle(common: list[int], memory: Memory) -> None:
    for start in range(0, len(common), BATCH):
        memory.prints._mark(HOME, common[start : start + BATCH], common=True)
    memory._ledger.connection.execute(text("ANALYZE"))


def _rows(guard: Guard, case: Case, words: CaseWords, crowd: Counter[int]) -> Iterator[dict[str, object]]:
    for one in guard.of_case(HOME, words):
        crowd[one.value] += 1
        yield {"workspace": HOME, "value": one.value, "case": case.id, "place": one.place, "common": False}


def _case(number: int) -> Case:
    return Case(
        id=f"case{number}",
        number=case_number(number),
        place=Place(workspace=HOME, channel="C1", thread=f"{1_772_442_000 + number}.000100"),
        sharer=f"U{number % 40}",
        need=Need.ADVICE,
        rank=Rank.HURT,
        state=State.OPEN,
        holder="U99",
        shared_with=("U99",),
        timeline=(Moment(at=NOW, verb=Verb.SHARE, by=f"U{number % 40}", to="U99"),),
    )


def _words(writer: Writer) -> CaseWords:
    return CaseWords(what=writer.conflict(3, 7))


def payload(number: int, words: str) -> dict[str, Any]:
    """Somebody's message in a channel, as Slack sends it; one in three names a thread or a number."""
    also = (f" See LH-000{number % 9}2A and /archives/C1/p17724420{number % 10}0000100", "", "")[number % 3]
    return event(number, words + also, time())


def hear(desk: Desk, said: dict[str, Any]) -> float:
    """The whole message, from its payload to the commit, in ms."""
    began = perf_counter()
    response, _ = desk.bot.door.receive(said)
    took = perf_counter() - began
    assert response.status == 200
    return took * 1000


def look(desk: Desk, said: dict[str, Any]) -> float:
    """The guard's look at it alone, from its words to the cases that they come from, in ms."""
    began = perf_counter()
    prints = desk.guard.of_message(HOME, said["event"]["text"])
    desk.bot.store.recall(lambda memory: recognised(prints, memory.prints.known(HOME, prints)))
    return (perf_counter() - began) * 1000


def figures(few: Desk, many: Desk) -> Iterator[str]:
    """Medians and slow ones of both, taken in turn, message by message."""
    for at, (talk, write) in enumerate((("support talk", Writer(77).talk), ("hard talk", Writer(78).conflict))):
        said = [payload(number, write()) for number in range(at * MESSAGES, (at + 1) * MESSAGES)]
        for name, measure in (("a message", hear), ("the guard's look alone", look)):
            took = [(measure(few, one), measure(many, one)) for one in said][MESSAGES // 6 :]
            a, b = sorted(one for one, _ in took), sorted(one for _, one in took)
            middle, slow = len(a) // 2, len(a) * 99 // 100
            yield (
                f"{talk}, {name}: {FEW} cases {a[middle]:.2f} ms (p99 {a[slow]:.2f}), "
                f"{MANY:,} cases {b[middle]:.2f} ms (p99 {b[slow]:.2f}), ratio {b[middle] / a[middle]:.2f}"
            )


def main() -> None:
    with slack() as there:
        with (
            TemporaryDirectory() as one,
            TemporaryDirectory() as other,
            opened(sqlite_url(Path(one)), there.api, FEW) as few,
            opened(sqlite_url(Path(other)), there.api, MANY) as many,
        ):
            tell("SQLite", few, many)
        with (
            postgres() as server,
            opened(server.fresh(), there.api, FEW) as few,
            opened(server.fresh(), there.api, MANY) as many,
        ):
            tell("PostgreSQL", few, many)


def tell(name: str, few: Desk, many: Desk) -> None:
    for line in figures(few, many):
        sys.stdout.write(f"{name}, {line}\n")


if __name__ == "__main__":
    main()
