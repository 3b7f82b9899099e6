"""One wake-up touches what is due, however much waits."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.deliveries import Outcome
from storage.store import Memory, Store
from storage.tables import DELIVERIES
from tests.databases import KEY, sqlite_url
from tests.storage.people_and_places import DAY, HERE, MINUTE, NOW, delivery

MANY = 100_000
NAMES = ", ".join(column.name for column in DELIVERIES.c)
COPIES = ", ".join(
    f"{column.name} || n" if column.name in ("id", "key", "thread", "about") else column.name for column in DELIVERIES.c
)
COPY = f"""
INSERT INTO deliveries ({NAMES})
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {MANY})
SELECT {COPIES} FROM deliveries, numbers
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A hundred thousand deliveries wait for tomorrow; three are due."""
    if request.param == "sqlite":
        url = sqlite_url(tmp_path_factory.mktemp("busy"))
    else:
        url = request.getfixturevalue("postgres_server").fresh()
    store = Store.open(url, keys=[KEY])
    store.remember(fill, wait=120)
    yield store
    store.close()


def fill(memory: Memory) -> None:
    memory.deliveries.schedule(delivery("tomorrow", due_at=NOW + DAY))
    memory._ledger.connection.execute(text(COPY))
    memory._ledger.connection.execute(text("ANALYZE"))
    for number in range(3):
        memory.deliveries.schedule(delivery(f"due{number}", due_at=NOW - number * MINUTE))


def claim_some(memory: Memory) -> None:
    assert len(memory.deliveries.claim(NOW, limit=10)) == 3


def look_ahead(memory: Memory) -> None:
    assert memory.deliveries.next_due() == NOW - 2 * MINUTE


def withdraw_some(memory: Memory) -> None:
    assert memory.deliveries.withdraw(HERE) == 4


def forget_a_message(memory: Memory) -> None:
    memory.threads.forget_message("T1", "C1", delivery().about, now=NOW)


def end_one(memory: Memory) -> None:
    assert memory.deliveries.mark_calling("due1", NOW)
    memory.deliveries.postpone("due1", NOW + DAY)
    memory.deliveries.finish("due1", Outcome.SENT, NOW)


class Undone(Exception):
    """Carries the plans out of a transaction, and undoes it."""


def plans(store: Store, work: Callable[[Memory], None]) -> list[str]:
    """How the database means to find the deliveries, statement by statement."""
    with pytest.raises(Undone) as undone:
        store.remember(partial(explain, work=work), wait=30)
    return [found for found in undone.value.args if "deliveries" in found]


def explain(memory: Memory, work: Callable[[Memory], None]) -> None:
    connection = memory._ledger.connection
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    work(memory)
    event.remove(connection, "before_cursor_execute", note)
    verb = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF)"
    answers = [connection.exec_driver_sql(f"{verb} {words}", values) for words, values in asked]
    raise Undone(*("\n".join(str(step[-1]) for step in answer) for answer in answers))


@pytest.mark.parametrize(
    ("work", "indexes"),
    [
        (claim_some, ["ix_deliveries_wake_at", "pk_deliveries"]),
        (look_ahead, ["ix_deliveries_wake_at"]),
        (withdraw_some, ["ix_deliveries_thread", "ix_deliveries_thread"]),
        (forget_a_message, ["ix_deliveries_about", "ix_deliveries_about"]),
        (end_one, ["pk_deliveries"] * 3),
    ],
)
def test_what_waits_is_found_by_its_index(
    busy_store: Store, work: Callable[[Memory], None], indexes: list[str]
) -> None:
    found = plans(busy_store, work)
    assert len(found) == len(indexes)
    for plan, index in zip(found, indexes, strict=True):
        assert index.replace("pk_deliveries", "deliveries") in plan
        assert "Seq Scan on deliveries" not in plan
        assert "SCAN deliveries\n" not in f"{plan}\n"
        assert "TEMP B-TREE" not in plan
