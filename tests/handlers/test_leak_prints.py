"""Prints that were taken in another way are taken anew from the sealed words, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.casewords import CaseWords
from bot.leakguard import Print, recognised
from handlers.assemble import Levelhead
from handlers.leak_prints import MAKING, SO_FAR, Guard, renew
from phrasebook.guard_page import GuardPage
from storage.store import Memory, Store
from tests.databases import KEY, sqlite_url
from tests.storage.test_workspaces_apart import case

WORDS = CaseWords(what="Your people left my mother in the rain for an hour and then laughed about her accent.")


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Store, Guard]]:
    store = Store.open(sqlite_url(folder), keys=[KEY])
    try:
        yield store, Guard(store.vault, GuardPage.load())
    finally:
        store.close()


def share(memory: Memory, *, guard: Guard) -> None:
    memory.cases.open(case("T1"), WORDS)
    memory.prints.keep("T1", "c1", guard.of_case("T1", WORDS))


def recognises(store: Store, guard: Guard) -> bool:
    prints = guard.of_message("T1", "they left my mother in the rain for an hour and then laughed about her")
    return "c1" in recognised(prints, store.recall(lambda memory: memory.prints.known("T1", prints)))


def kept(store: Store) -> int:
    return len(store.recall(lambda memory: memory.prints.printed()))


def test_prints_taken_in_another_way_are_taken_anew(tmp_path: Path) -> None:
    def share_as_before(memory: Memory) -> None:
        memory.cases.open(case("T1"), WORDS)
        memory.prints.keep("T1", "c1", [Print(7, 0), Print(9, 1)])

    with opened(tmp_path) as (store, guard):
        store.remember(share_as_before)
        renew(store, guard)
        assert recognises(store, guard)
        left = store.recall(lambda memory: memory.prints.known("T1", [Print(7, 0), Print(9, 1)]))
        assert left == ()


def test_what_is_up_to_date_is_left_as_it_is(tmp_path: Path) -> None:
    with opened(tmp_path) as (store, guard):
        renew(store, guard)
        store.remember(partial(share, guard=guard))
        store.remember(lambda memory: memory.prints.keep("T1", "c1", [Print(7, 0)]))
        renew(store, guard)
        assert store.recall(lambda memory: memory.prints.known("T1", [Print(7, 0), Print(7, 1)]))


def test_a_renewal_that_was_broken_off_begins_again(tmp_path: Path) -> None:
    with opened(tmp_path) as (store, guard):
        renew(store, guard)
        store.remember(partial(share, guard=guard))
        store.remember(lambda memory: memory.prints.drop("T1", "c1"))
        store.remember(lambda memory: memory.prints.keep("T1", "c1", [Print(7, 0)]))
        store.remember(lambda memory: memory.prints.note_making(""))
        renew(store, guard)
        assert recognises(store, guard)


def test_a_renewal_that_was_broken_off_goes_on_where_it_was(tmp_path: Path) -> None:
    with opened(tmp_path) as (store, guard):
        store.remember(partial(share, guard=guard))
        store.remember(lambda memory: memory.prints.keep("T1", "c0", [Print(7, 0)]))
        store.remember(lambda memory: memory.prints.keep("T1", "c2", [Print(9, 0)]))
        store.remember(lambda memory: memory.prints.note_making(f"{SO_FAR}T1 c1"))
        renew(store, guard)
        assert recognises(store, guard)
        assert store.recall(lambda memory: memory.prints.printed()) == (("T1", "c0"), ("T1", "c1"))


def test_the_prints_of_a_case_without_words_go(tmp_path: Path) -> None:
    with opened(tmp_path) as (store, guard):
        store.remember(lambda memory: memory.prints.keep("T1", "gone", [Print(7, 0)]))
        renew(store, guard)
        assert kept(store) == 0


@pytest.mark.parametrize("times", [1, 3])
def test_a_database_without_cases_has_nothing_to_renew(tmp_path: Path, times: int) -> None:
    with opened(tmp_path) as (store, guard):
        for _ in range(times):
            renew(store, guard)
        assert kept(store) == 0
        assert store.recall(lambda memory: memory.prints.making())


def test_a_bot_renews_before_it_hears_anything(bot: Levelhead) -> None:
    assert bot.store.recall(lambda memory: memory.prints.making()) == MAKING
