"""A practice is kept while it runs, sealed and for a week; what was done stays for its person, and nothing else."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from bot.practice import LIFE, Session
from phrasebook.practice import State
from phrasebook.practice_pages import End, Mood
from storage.store import Memory, Store
from tests.storage.people_and_places import NOW

STATE = State(
    scenario="wedding-suits",
    mood=Mood.EASED,
    turn=2,
    used=frozenset({"feeling", "step"}),
    slips=frozenset({"calm-down"}),
    said=frozenset({"beats.1.cold"}),
    abused=True,
    end=End.GOOD,
)
SESSION = Session(run="r1", state=STATE, at=NOW, shown=("slips.calm-down", "beats.1.cold"))


def test_a_practice_comes_back_as_it_was(store: Store) -> None:
    store.remember(lambda memory: memory.practices.keep("T1", "U1", SESSION))
    assert store.recall(lambda memory: memory.practices.find("T1", "U1")) == SESSION
    assert store.recall(lambda memory: memory.practices.find("T1", "U2")) is None


def test_another_practice_takes_the_place_of_the_first(store: Store) -> None:
    other = replace(SESSION, run="r2", state=replace(STATE, end=None))
    store.remember(lambda memory: memory.practices.keep("T1", "U1", SESSION))
    store.remember(lambda memory: memory.practices.keep("T1", "U1", other))
    assert store.recall(lambda memory: memory.practices.find("T1", "U1")) == other


def test_a_practice_that_ends_leaves_only_its_name_and_its_day(store: Store) -> None:
    def work(memory: Memory) -> None:
        memory.practices.keep("T1", "U1", SESSION)
        memory.practices.finish("T1", "U1", "wedding-suits", NOW)
        memory.practices.finish("T1", "U1", "wedding-suits", NOW + timedelta(days=1))

    store.remember(work)
    done = store.recall(lambda memory: memory.practices.done("T1", "U1"))
    assert [(one.scenario, one.day) for one in done] == [("wedding-suits", (NOW + timedelta(days=1)).date())]
    assert store.recall(lambda memory: memory.practices.find("T1", "U1")) is None


def test_neither_state_nor_slips_are_rows_in_the_clear(store: Store) -> None:
    store.remember(lambda memory: memory.practices.keep("T1", "U1", SESSION))
    rows = store.recall(lambda memory: memory._ledger.connection.execute(text("SELECT * FROM practices")).all())
    assert len(rows) == 1
    assert not any(word in str(rows) for word in ("wedding", "calm-down", "feeling", "eased"))


def test_a_practice_that_nobody_goes_on_with_is_erased_after_a_week(store: Store) -> None:
    store.remember(lambda memory: memory.practices.keep("T1", "U1", SESSION))
    store.remember(lambda memory: memory.sweep(NOW + LIFE))
    assert store.recall(lambda memory: memory.practices.find("T1", "U1")) == SESSION
    store.remember(lambda memory: memory.sweep(NOW + LIFE + timedelta(seconds=1)))
    assert store.recall(lambda memory: memory.practices.find("T1", "U1")) is None


def test_forgetting_erases_the_running_one_and_the_list_and_touches_nobody_else(store: Store) -> None:
    def work(memory: Memory) -> None:
        for person in ("U1", "U2"):
            memory.practices.finish("T1", person, "strawberries", NOW)
            memory.practices.keep("T1", person, SESSION)

    store.remember(work)
    assert store.remember(lambda memory: memory.practices.forget("T1", "U1"))
    assert not store.remember(lambda memory: memory.practices.forget("T1", "U1"))
    assert store.recall(lambda memory: memory.practices.done("T1", "U1")) == ()
    assert len(store.recall(lambda memory: memory.practices.done("T1", "U2"))) == 1
    assert store.recall(lambda memory: memory.practices.find("T1", "U2")) == SESSION
