"""Prints are found by their values through the key of their table, however many cases are open."""

from functools import partial

import pytest
from sqlalchemy import text

from bot.leakguard import CROWD, Print
from storage.store import Memory, Store
from storage.tables import CASE_PRINTS
from tests.storage.test_plans import Undone, explain

MANY = 20_000


def fill(memory: Memory) -> None:
    rows = [{"workspace": "T1", "value": n, "case": f"c{n % 1000}", "place": 0} for n in range(MANY)]
    memory._ledger.connection.execute(CASE_PRINTS.insert(), rows)
    memory._ledger.connection.execute(text("ANALYZE"))


def keep(case: str, memory: Memory) -> None:
    memory.prints.keep("T1", case, [Print(7, 0)])


def look(memory: Memory) -> None:
    assert len(memory.prints.known("T1", range(5, 45))) == 40


def test_a_look_at_a_message_touches_its_own_values_only(store: Store) -> None:
    store.remember(fill, wait=60)
    with pytest.raises(Undone) as undone:
        store.remember(partial(explain, work=look), wait=30)
    (plan,) = undone.value.args
    assert "case_prints" in plan
    assert "Seq Scan" not in plan
    assert "SCAN case_prints" not in plan


def test_a_message_never_meets_more_rows_of_a_value_than_a_crowd(store: Store) -> None:
    for number in range(CROWD + 5):
        store.remember(partial(keep, f"c{number}"))
    assert len(store.recall(lambda memory: memory.prints.known("T1", {7}))) == CROWD
