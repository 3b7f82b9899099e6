"""A statement that goes to the driver as it is does what it would do by way of SQLAlchemy."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from storage.ledger import Ledger
from storage.ready import Ready
from storage.store import Memory, StorageUnavailable, Store
from storage.tables import CASES, CHANNELS, PRESSES, THREADS, WORKSPACES
from tests.storage.people_and_places import HERE, NOW, message

WHERE = THREADS.c.thread == bindparam("its_thread")
HERE_ONLY = {"its_thread": HERE.thread}


def heard(memory: Memory) -> Ledger:
    """A ledger with a row in it that has times, nothings, numbers and truths."""
    memory.threads.note_message(message(at=NOW + timedelta(microseconds=1)), None, NOW, urgent=True)
    memory.channels.note_internal("T1", "C1")
    return memory._ledger


def test_rows_come_out_as_they_do_otherwise(store: Store) -> None:
    def work(memory: Memory) -> None:
        ledger = heard(memory)
        beside = CHANNELS.c.workspace == THREADS.c.workspace
        for asked in (
            select(THREADS).where(WHERE),
            select(THREADS.c.urgent_at, CHANNELS).where(WHERE, beside).limit(1),
        ):
            plain = ledger.connection.execute(asked, HERE_ONLY).all()
            ready = ledger.all(Ready(asked), **HERE_ONLY)
            assert [row._asdict() for row in ready] == [row._asdict() for row in plain]
            assert len(ready) == 1
            assert ledger.first(Ready(asked), **HERE_ONLY) == plain[0]

    store.remember(work)


def test_where_nothing_is_found_nothing_comes_out(store: Store) -> None:
    asked = Ready(select(THREADS).where(WHERE))
    assert store.recall(lambda memory: memory._ledger.all(asked, **HERE_ONLY)) == ()
    assert store.recall(lambda memory: memory._ledger.first(asked, **HERE_ONLY)) is None


def test_a_change_says_how_many_rows_it_changed(store: Store) -> None:
    later = Ready(update(THREADS).where(WHERE, THREADS.c.messages < 5).values(settled_at=bindparam("moment")))
    gone = Ready(delete(THREADS).where(WHERE))

    def work(memory: Memory) -> list[int]:
        ledger, moment = heard(memory), NOW + timedelta(hours=1)
        changed = ledger.change(later, HERE_ONLY | {"moment": moment})
        assert memory.threads.find(HERE).settled_at == moment
        return [changed, ledger.change(gone, HERE_ONLY), ledger.change(gone, HERE_ONLY)]

    assert store.remember(work) == [1, 1, 0]


def test_a_column_that_is_not_given_has_its_default(store: Store) -> None:
    def work(memory: Memory) -> str:
        facts = {"name": "", "bot_user_id": "", "bot_id": "", "url": "", "sealed_token": ""}
        assert memory._ledger.add(WORKSPACES, workspace="T1", **facts)
        row = memory._ledger.first(select(WORKSPACES.c.enterprise))
        assert row is not None
        return str(row.enterprise)

    assert store.remember(work) == ""


def test_a_list_of_values_is_refused(store: Store) -> None:
    asked = Ready(select(CASES).where(CASES.c.id.in_(bindparam("ids", expanding=True))))
    with pytest.raises(TypeError):
        store.recall(lambda memory: memory._ledger.all(asked, ids=["c1"]))


def test_a_value_that_is_missing_is_refused(store: Store) -> None:
    with pytest.raises(KeyError):
        store.recall(lambda memory: memory._ledger.all(Ready(select(THREADS).where(WHERE))))


def test_what_the_database_refuses_is_raised_as_it_is_otherwise(store: Store) -> None:
    def work(memory: Memory) -> None:
        memory._ledger.add(PRESSES, workspace="T1", key="secret words", at=None)

    with pytest.raises(IntegrityError) as told:
        store.remember(work)
    assert told.value.hide_parameters
    assert "secret words" not in str(told.value.params)
    assert isinstance(told.value.__cause__, Exception)


def test_a_connection_that_was_lost_is_replaced(store: Store) -> None:
    def lose(memory: Memory) -> None:
        driver: Any = memory._ledger.connection.connection.driver_connection
        driver.close()
        memory.threads.note_message(message(), None, NOW)

    with pytest.raises((StorageUnavailable, ProgrammingError)):
        store.remember(lose)
    assert store.remember(lambda memory: memory.threads.find(HERE).messages) == 0
