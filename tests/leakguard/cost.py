"""What a message costs with 10 and with 10,000 open cases, in one run: `uv run python -m tests.leakguard.cost`."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import text

from bot.cases import Case, Moment, Need, State, Verb
from bot.casewords import CaseWords
from bot.impact import Rank
from bot.leakguard import CROWD
from bot.leakguard import FEW as FEW_CASES
from bot.messages import Message, Place
from bot.references import case_number
from bot.settings import Settings
from handlers.directory import Directory
from handlers.leak_guard import carried_by, warn_of
from handlers.leak_prints import Guard
from handlers.metrics import Metrics
from handlers.rooms import Rooms
from handlers.tokens import Tokens
from phrasebook.book import Phrasebook
from phrasebook.guard_page import GuardPage
from storage.store import Memory, Store
from storage.tables import CASE_PRINTS
from tests.databases import KEY, postgres, sqlite_url
from tests.leakguard.texts import Writer

FEW, MANY = 10, 10_000
MESSAGES = 300
HOME = "T1"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BATCH = 500


def now() -> datetime:
    return NOW


def rooms_on(store: Store) -> Rooms:
    """Rooms that never call Slack."""
    settings = Settings.from_environment(_env_file=None, slack_bot_token="xoxb-none", slack_signing_secret="none")
    return Rooms(
        book=Phrasebook.load(),
        store=store,
        directory=Directory(store, Tokens(store, settings, now), settings.slack_api_url, now, Metrics()),
        metrics=Metrics(),
        now=now,
        guard=Guard(store.vault, GuardPage.load()),
    )


def fill(rooms: Rooms, count: int, writer: Writer) -> None:
    """So many open cases, with the prints that sharing them up would keep; in batches, as one by one takes long."""
    crowd: Counter[int] = Counter()
    for start in range(0, count, BATCH):
        cases = [(_case(number), _words(writer)) for number in range(start, min(start + BATCH, count))]
        rows = [row for case, words in cases for row in _rows(rooms.guard, case, words, crowd)]
        rooms.store.remember(partial(_keep, cases, rows), wait=120)
    common = [value for value, cases_with_it in crowd.items() if cases_with_it > FEW_CASES]
    rooms.store.remember(partial(_settle, common), wait=120)


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
        if crowd[one.value] <= CROWD:
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


def message(number: int, words: str) -> Message:
    """Somebody's message in a channel; one in three names a thread or a number."""
    at = Place(workspace=HOME, channel="C2", thread=f"{1_772_600_000 + number}.000100")
    also = (f" See LH-000{number % 9}2A and /archives/C1/p17724420{number % 10}0000100", "", "")[number % 3]
    return Message(place=at, ts=at.thread, author="U7", text=words + also, at=NOW)


def timed(rooms: Rooms, said: Message) -> float:
    started = perf_counter()
    if found := rooms.store.recall(carried_by(rooms, said)):
        warn_of(rooms, said, found)
    return (perf_counter() - started) * 1000


def figures(few: Rooms, many: Rooms) -> str:
    """Medians and slow ones of both, taken in turn, message by message."""
    writer = Writer(77)
    said = [message(number, (writer.conflict if number % 2 else writer.talk)()) for number in range(MESSAGES)]
    took = [(timed(few, one), timed(many, one)) for one in said][MESSAGES // 6 :]
    a, b = sorted(one for one, _ in took), sorted(one for _, one in took)
    middle, slow = len(a) // 2, len(a) * 99 // 100
    return (
        f"{FEW} cases: median {a[middle]:.2f} ms, p99 {a[slow]:.2f} ms; "
        f"{MANY:,} cases: median {b[middle]:.2f} ms, p99 {b[slow]:.2f} ms; ratio {b[middle] / a[middle]:.2f}"
    )


@contextmanager
def opened(url: str, count: int) -> Iterator[Rooms]:
    """Rooms on a database with so many open cases."""
    store = Store.open(url, keys=[KEY])
    try:
        rooms = rooms_on(store)
        fill(rooms, count, Writer(count))
        yield rooms
    finally:
        store.close()


def main() -> None:
    with (
        TemporaryDirectory() as one,
        TemporaryDirectory() as other,
        opened(sqlite_url(Path(one)), FEW) as few,
        opened(sqlite_url(Path(other)), MANY) as many,
    ):
        sys.stdout.write(f"SQLite: {figures(few, many)}\n")
    with postgres() as server, opened(server.fresh(), FEW) as few, opened(server.fresh(), MANY) as many:
        sys.stdout.write(f"PostgreSQL: {figures(few, many)}\n")


if __name__ == "__main__":
    main()
