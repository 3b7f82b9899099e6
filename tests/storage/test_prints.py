"""Prints are found by their values and by their case, however many cases are open, and common ones are passed over."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import text

from bot.leakguard import FEW, Known, Print
from storage.store import Memory, Store
from storage.tables import CASE_PRINTS
from tests.storage.test_plans import Undone, explain

MANY = 20_000
BY_CASE = r"\bcase\b\"?\)?(::text)? ?= ?"
"""A key or an index is searched for a print of one case, not walked for all cases that have the print."""
MESSAGE = [Print(value, value) for value in range(20, 60)]


def fill(memory: Memory) -> None:
    rows = [
        {"workspace": "T1", "value": n, "case": f"c{n // 20}", "place": n, "common": n % 20 < 5} for n in range(MANY)
    ]
    memory._ledger.connection.execute(CASE_PRINTS.insert(), rows)
    memory._ledger.connection.execute(text("ANALYZE"))


def keep(case: str, memory: Memory) -> None:
    memory.prints.keep("T1", case, [Print(7, 0)])


def drop(case: str, memory: Memory) -> None:
    memory.prints.drop("T1", case)


def look(memory: Memory) -> None:
    assert len(memory.prints.known("T1", MESSAGE)) == 40


@pytest.mark.parametrize(
    ("work", "indexes"),
    [(look, [r"\bix_case_prints_common\b", BY_CASE, BY_CASE]), (partial(drop, "c7"), [r"\bix_case_prints_case\b"])],
)
def test_prints_are_found_by_an_index(store: Store, work: Callable[[Memory], None], indexes: list[str]) -> None:
    store.remember(fill, wait=60)
    with pytest.raises(Undone) as undone:
        store.remember(partial(explain, work=work), wait=30)
    assert len(undone.value.args) == len(indexes)
    for plan, index in zip(undone.value.args, indexes, strict=True):
        assert re.search(index, plan)
        assert "case_prints" in plan
        assert "Seq Scan" not in plan
        assert "SCAN case_prints" not in plan


def known(store: Store, *values: int) -> tuple[Known, ...]:
    message = [Print(value, value) for value in values]
    return store.recall(lambda memory: memory.prints.known("T1", message))


def test_what_few_cases_have_is_found_and_what_more_have_is_passed_over(store: Store) -> None:
    for number in range(FEW):
        store.remember(partial(keep, f"c{number}"))
    assert len(known(store, 7)) == FEW
    store.remember(partial(keep, "one more"))
    assert known(store, 7) == ()


def test_what_is_common_becomes_rare_again(store: Store) -> None:
    for number in range(FEW + 1):
        store.remember(partial(keep, f"c{number}"))
    for number in range(2, FEW + 1):
        store.remember(partial(drop, f"c{number}"))
    store.remember(partial(keep, "a new one"))
    assert {one.case for one in known(store, 7)} == {"c0", "c1", "a new one"}


def test_the_common_prints_of_a_case_are_found_once_rare_ones_speak_for_it(store: Store) -> None:
    for number in range(FEW + 1):
        store.remember(partial(keep, f"c{number}"))
    store.remember(lambda memory: memory.prints.keep("T1", "the case", [Print(7, 7), Print(8, 8), Print(9, 9)]))
    assert set(known(store, 7, 8, 9)) == {
        Known(7, "the case", 7, common=True),
        Known(8, "the case", 8),
        Known(9, "the case", 9),
    }
    assert known(store, 7) == ()


def test_a_message_never_meets_more_rows_of_a_value_than_few(store: Store) -> None:
    for number in range(FEW * 3):
        store.remember(partial(keep, f"c{number}"))
        assert len(known(store, 7)) <= FEW
