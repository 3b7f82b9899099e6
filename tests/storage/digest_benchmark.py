"""How long a digest over very much takes, and its memory: `uv run python -m tests.storage.digest_benchmark`."""

import resource
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import insert, text

from bot.digest_periods import Period, last_month, last_week, month_of
from bot.people import Person, Role
from bot.workspaces import Workspace
from handlers.digest_counting import count_what_is_over
from handlers.digest_look import digest_blocks, digest_in, digest_pictures
from phrasebook.book import Phrasebook
from storage.store import Memory, Store
from storage.tables import CASE_FIGURES, FOLLOWUP_FIGURES, READINGS, THREADS
from tests.databases import KEY, postgres, sqlite_url

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
READING, CASES, PEOPLE = 1_000_000, 50_000, 500
AT_ONCE = 20_000
SOURCES = ("delay", "product-fault", "billing-policy", "misunderstanding", "")
WORKSPACE = "T1"


def main() -> None:
    """Each database is filled, and its digest made, in a process of its own, so that its memory is its own."""
    for name in ("sqlite", "postgresql"):
        with database(name) as url:
            for work in (fill, digest):
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                    sys.stdout.write(f"{name}: {alone.submit(work, url).result()}\n")


@contextmanager
def database(name: str) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        if name == "sqlite":
            yield sqlite_url(Path(folder))
        else:
            with postgres() as server:
                yield server.fresh()


def fill(url: str, readings: int = READING, cases: int = CASES) -> str:
    """The readings of the twelve weeks that a digest shows, and the cases and follow-ups of its thirteen months."""
    store = Store.open(url, keys=[KEY])
    store.remember(_people, wait=60)
    for start in range(0, readings, AT_ONCE):
        store.remember(partial(_read, start=start, readings=readings), wait=120)
    for start in range(0, cases, AT_ONCE):
        store.remember(partial(_share, start=start, end=min(start + AT_ONCE, cases)), wait=120)
    store.remember(lambda memory: memory._ledger.connection.execute(text("ANALYZE")), wait=60)
    store.close()
    return f"filled with {readings:,} readings and {cases:,} cases"


def digest(url: str) -> str:
    """Count all that is over, and make the digest of the head of all, with its pictures."""
    store, book = Store.open(url, keys=[KEY]), Phrasebook.load()
    began, worked = perf_counter(), process_time()
    count_what_is_over(store, WORKSPACE, NOW)
    counted = perf_counter()
    found = store.recall(lambda memory: digest_in(memory, WORKSPACE, "U0TOP", last_week(NOW), last_month(NOW)))
    blocks, pictures = digest_blocks(book, found), digest_pictures(book, found)
    ended = perf_counter()
    store.close()
    busy = process_time() - worked
    told = f"{len(blocks)} blocks, {len(pictures)} pictures"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    times = f"counted in {counted - began:.2f} s, made in {ended - counted:.2f} s ({told})"
    return f"{times}, {busy:.2f} s of it this process's own, peak {peak:.0f} MB"


def _people(memory: Memory) -> None:
    memory.workspaces.save(
        Workspace(team_id=WORKSPACE, name="Acme", bot_user_id="UB", bot_id="B", token="xoxb-made-up", url="")
    )
    top = Person(workspace=WORKSPACE, slack_id="U0TOP", name="", role=Role.MANAGER)
    heads = [
        Person(workspace=WORKSPACE, slack_id=f"U0SUP{number}", name="", role=Role.SUPERVISOR, reports_to="U0TOP")
        for number in range(PEOPLE // 10)
    ]
    agents = [
        Person(
            workspace=WORKSPACE, slack_id=_agent(number), name="", role=Role.AGENT, reports_to=f"U0SUP{number // 10}"
        )
        for number in range(PEOPLE)
    ]
    memory.people.replace_team(WORKSPACE, [top, *heads, *agents])


def _read(memory: Memory, start: int, readings: int) -> None:
    """Five readings make a thread; the threads are spread evenly over twelve weeks."""
    week = last_week(NOW)
    begins, span = week.ends - timedelta(weeks=12), timedelta(weeks=12)
    connection = memory._ledger.connection
    rows, threads = [], []
    for number in range(start, start + AT_ONCE):
        at = begins + span * (number / readings)
        ts, thread = f"{at.timestamp():.0f}.{number % 1_000_000:06}", f"{number // 5:010}.000000"
        level, source = (0, 0, 1, 2, 0)[number % 5] * (number // 5 % 3 == 0), SOURCES[number // 7 % len(SOURCES)]
        key = {"workspace": WORKSPACE, "channel": f"C{number // 5 % 300}", "thread": thread}
        rows.append({**key, "ts": ts, "at": at, "level": level, "source": source})
        if number % 5 == 0:
            threads.append({**key, "owner": _agent(number // 5), "owner_wrote_at": at, "earlier_owner": "",
                            "customer": "U9", "customer_wrote_at": at, "last_wrote_by": "", "last_wrote_at": at,
                            "messages": 6, "noted_at": at, "writers": ""})  # fmt: skip
    connection.execute(insert(READINGS), rows)
    connection.execute(insert(THREADS), threads)


def _share(memory: Memory, start: int, end: int) -> None:
    months, figures, followups = _months(), [], []
    for number in range(start, end):
        month = months[number % len(months)]
        counted = {"month": month.begins, "who": memory.figures.name(WORKSPACE, month, _agent(number * 7))}
        figures.append({"workspace": WORKSPACE, "case": f"c{number}", **counted, "rank": number % 4 + 1,
                        "source": SOURCES[number // 3 % 5], "answer": number % 24 * 5 + 5,
                        "resolve": number % 40 * 120 or None, "reopened": number % 9 == 0})  # fmt: skip
        outcome = ("kept", "kept", "late", "cancelled")[number // 13 % 4]
        followups.append({"workspace": WORKSPACE, "followup": f"f{number}", **counted, "outcome": outcome})
    memory._ledger.connection.execute(insert(CASE_FIGURES), figures)
    memory._ledger.connection.execute(insert(FOLLOWUP_FIGURES), followups)


def _months() -> list[Period]:
    months = [last_month(NOW)]
    while len(months) < 13:
        months.append(month_of(months[-1].first).before)
    return months


def _agent(number: int) -> str:
    return f"U0AGENT{number % PEOPLE}"


if __name__ == "__main__":
    main()
