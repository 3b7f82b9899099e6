"""One transaction, all or nothing, in time; and a plain word when the database does not play along."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Barrier, Event
from time import monotonic

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import NullPool, create_engine, text, update

from storage.engines import KEPT, WAIT, database_url
from storage.store import BadKey, Memory, MissingKey, StorageUnavailable, Store, within
from storage.tables import SEALS, WORKSPACES
from storage.unlocking import KNOWN, NAME, SEALED
from storage.vault import Vault, key_file
from tests.databases import KEY, sqlite_url
from tests.storage.conftest import Servers
from tests.storage.people_and_places import HERE, MINUTE, NOW, delivery, workspace
from tests.storage.test_practices import SESSION


@contextmanager
def somebody_else_writing(url: str) -> Iterator[None]:
    """Another process holds the lock that a work about the thread `HERE` needs."""
    with create_engine(database_url(url), poolclass=NullPool).connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("LOCK TABLE threads IN ACCESS EXCLUSIVE MODE"))
        yield
        connection.rollback()


def save(memory: Memory) -> None:
    memory.workspaces.save(workspace())


def saved(store: Store) -> bool:
    return store.recall(lambda memory: memory.workspaces.find("T1")) is not None


class Listener:
    def __init__(self) -> None:
        self.told: list[datetime] = []

    def __call__(self, moment: datetime) -> None:
        self.told.append(moment)


def test_a_work_that_fails_leaves_nothing_behind(store: Store) -> None:
    def fail(memory: Memory) -> None:
        save(memory)
        raise LookupError("on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        store.remember(fail)
    assert not saved(store)


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StorageUnavailable):
        store.recall(save)
    assert not saved(store)


def test_a_work_that_cannot_start_in_time_is_never_done(store: Store, url: str) -> None:
    with somebody_else_writing(url), pytest.raises(StorageUnavailable):
        store.remember(save, thread=HERE, wait=0.2)
    store.remember(lambda memory: None)
    assert not saved(store)


def test_nobody_waits_longer_than_they_said(store: Store, url: str) -> None:
    with somebody_else_writing(url):
        start = monotonic()
        with pytest.raises(StorageUnavailable):
            store.remember(save, thread=HERE, wait=0.2)
        assert monotonic() - start < WAIT


def test_works_for_one_answer_share_its_time(store: Store, url: str) -> None:
    start = monotonic()
    with within(1.0), somebody_else_writing(url):
        for _ in range(4):
            with pytest.raises(StorageUnavailable):
                store.remember(save, thread=HERE)
    assert monotonic() - start < 4.0
    store.remember(save, thread=HERE)
    assert saved(store)


def test_what_is_read_too_late_is_not_told(store: Store) -> None:
    with within(0.0), pytest.raises(StorageUnavailable):
        store.recall(lambda memory: memory.deliveries.counts())


def test_on_sqlite_nobody_waits_to_read(tmp_path: Path) -> None:
    store, many = Store.open(sqlite_url(tmp_path), keys=[KEY]), 3 * KEPT
    together = Barrier(many, timeout=60)
    with ThreadPoolExecutor(many) as pool:
        waiting = [pool.submit(store.recall, lambda _memory: together.wait()) for _ in range(many)]
    store.close()
    assert sorted(each.result() for each in waiting) == list(range(many))


def test_the_database_is_as_patient_as_the_caller(store: Store) -> None:
    def patience(memory: Memory) -> str:
        connection = memory._ledger.connection
        asked = "PRAGMA busy_timeout" if connection.dialect.name == "sqlite" else "SHOW lock_timeout"
        return str(connection.exec_driver_sql(asked).scalar())

    assert store.remember(patience, wait=60) in (
        "1min",
        *(f"{60_000 - n}{unit}" for n in range(2000) for unit in ("", "ms")),
    )


def test_a_work_that_outlasts_its_caller_is_undone(store: Store) -> None:
    go_on, ended = Event(), Event()

    def dawdle(memory: Memory) -> None:
        save(memory)
        go_on.wait(60)
        ended.set()

    with pytest.raises(StorageUnavailable):
        store.remember(dawdle, wait=0.1)
    go_on.set()
    assert ended.wait(60)
    store.remember(lambda memory: None)
    assert not saved(store)


def test_works_wait_in_line_while_one_is_busy(tmp_path: Path) -> None:
    store = Store.open(sqlite_url(tmp_path), keys=[KEY])
    order: list[int] = []
    busy, go_on = Event(), Event()

    def first(_memory: Memory) -> None:
        busy.set()
        go_on.wait(60)

    def note(number: int) -> Callable[[Memory], None]:
        return lambda _memory: order.append(number)

    with ThreadPoolExecutor(9) as pool:
        pool.submit(store.remember, first)
        assert busy.wait(60)
        waiting = [pool.submit(store.remember, note(0))]
        for number in range(1, 8):
            waiting.append(pool.submit(store.remember, note(number)))
        with pytest.raises(StorageUnavailable):
            store.remember(note(99), wait=0.05)
        go_on.set()
        for each in waiting:
            each.result()
    store.close()
    assert sorted(order) == list(range(8))


def test_a_work_that_calls_the_store_is_told_at_once(store: Store) -> None:
    with pytest.raises(RuntimeError, match="wait for itself"):
        store.remember(lambda _memory: store.remember(save))


def test_the_courier_is_woken_after_the_commit_and_only_for_something(store: Store) -> None:
    pending: list[int] = []
    store.on_commit(lambda _moment: pending.append(store.recall(lambda memory: memory.deliveries.counts()["pending"])))
    store.remember(save)
    assert pending == []
    store.remember(lambda memory: memory.deliveries.schedule(delivery()))
    assert pending == [1]
    store.remember(lambda memory: memory.deliveries.schedule(delivery()))
    assert pending == [1]
    store.remember(lambda memory: memory.deliveries.postpone("d1", NOW))
    assert pending == [1, 1]


def test_the_courier_is_told_when_the_first_of_a_commit_is_due(store: Store) -> None:
    listener = Listener()
    store.on_commit(listener)

    def schedule(memory: Memory) -> None:
        for name, later in (("d1", 2), ("d2", 1), ("d3", 3)):
            memory.deliveries.schedule(delivery(name, due_at=NOW + later * MINUTE))

    store.remember(schedule)
    store.remember(lambda memory: memory.deliveries.postpone("d1", NOW + MINUTE))
    assert listener.told[0] == NOW + MINUTE
    assert listener.told[1] < NOW


def test_what_fails_to_commit_wakes_nobody(store: Store) -> None:
    listener = Listener()
    store.on_commit(listener)

    def fail(memory: Memory) -> None:
        memory.deliveries.schedule(delivery())
        raise LookupError("on purpose")

    with pytest.raises(LookupError):
        store.remember(fail)
    assert listener.told == []


def test_a_listener_that_fails_harms_neither_the_work_nor_the_others(store: Store) -> None:
    def fail(_moment: datetime) -> None:
        raise LookupError("on purpose")

    listener = Listener()
    store.on_commit(fail)
    store.on_commit(listener)
    assert store.remember(lambda memory: memory.deliveries.schedule(delivery()))
    assert listener.told == [NOW]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StorageUnavailable, match="closed"):
        store.remember(save)
    with pytest.raises(StorageUnavailable, match="closed"):
        store.check()


def test_a_healthy_store_passes_its_check(store: Store) -> None:
    store.check()


def test_a_server_that_comes_back_is_used_again(servers: Servers) -> None:
    url = servers.postgres.fresh()
    store = Store.open(url, keys=[KEY])
    store.remember(save)
    with create_engine(database_url(url), poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as admin:
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        admin.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
        while admin.scalar(text(f"SELECT count(*) FROM pg_stat_activity WHERE {others}")):
            Event().wait(0.01)
    assert saved(store)
    store.remember(save)
    store.close()


def test_a_server_that_breaks_off_in_the_middle_is_unavailable(servers: Servers) -> None:
    store = Store.open(servers.postgres.fresh(), keys=[KEY])

    def break_off(memory: Memory) -> None:
        save(memory)
        memory._ledger.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StorageUnavailable):
        store.remember(break_off)
    assert not saved(store)
    store.close()


def test_a_server_that_hangs_keeps_nobody_waiting(servers: Servers) -> None:
    url = servers.postgres.fresh()
    store = Store.open(url, keys=[KEY])
    frozen: list[int] = []

    def hang(memory: Memory) -> None:
        save(memory)
        frozen.append(memory._ledger.connection.scalar(text("SELECT pg_backend_pid()")) or 0)
        os.kill(frozen[0], signal.SIGSTOP)
        memory.people.introduce("T1", "U1")

    with pytest.raises(StorageUnavailable, match="too busy"):
        store.remember(hang, wait=0.3)
    assert store.remember(lambda memory: memory.people.introduce("T1", "U2"))
    os.kill(frozen[0], signal.SIGCONT)
    store.close()
    again = Store.open(url, keys=[KEY])
    assert not saved(again)
    again.close()


def test_a_full_disk_is_unavailable_and_then_forgotten(tmp_path: Path) -> None:
    store = Store.open(sqlite_url(tmp_path), keys=[KEY])

    def fill(memory: Memory) -> None:
        memory._ledger.connection.exec_driver_sql("PRAGMA max_page_count=1")
        for number in range(1000):
            memory.people.introduce("T1", f"U{number}")

    with pytest.raises(StorageUnavailable):
        store.remember(fill, wait=10)
    store.remember(lambda memory: memory._ledger.connection.exec_driver_sql("PRAGMA max_page_count=1000000"))
    assert store.remember(lambda memory: memory.people.introduce("T1", "U0"))
    store.close()


def test_what_the_database_says_is_told_without_values(store: Store) -> None:
    with pytest.raises(StorageUnavailable) as told:
        store.recall(save)
    causes = [told.value, told.value.__cause__, told.value.__cause__ and told.value.__cause__.__cause__]
    assert all(causes)
    assert not any("Acme" in str(cause) for cause in causes)


def test_sqlite_syncs_its_log_and_wipes_what_it_frees(tmp_path: Path) -> None:
    store = Store.open(sqlite_url(tmp_path), keys=[KEY])

    def settings(memory: Memory) -> list[object]:
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        return [memory._ledger.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert store.remember(settings) == ["wal", 2, 1, 1]
    store.close()


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "db").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with pytest.raises(StorageUnavailable):
        Store.open(f"sqlite:///{tmp_path}/db")


def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="cannot be made"):
        Store.open(f"sqlite:///{tmp_path}/nowhere/db")


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "http://["])
def test_a_url_for_something_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must begin with sqlite:/// and name a file"):
        Store.open(url, keys=[KEY])


def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        Store.open(f"postgresql://nobody@/nothing?host={tmp_path}", keys=[KEY])


def test_postgresql_needs_a_key() -> None:
    with pytest.raises(MissingKey, match="LEVELHEAD_SECRET_KEY"):
        Store.open("postgresql://localhost/levelhead")


def test_sqlite_makes_its_own_key_and_keeps_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/db"
    for _ in range(2):
        store = Store.open(url)
        store.remember(save)
        assert saved(store)
        store.close()
    assert key_file(tmp_path / "db").exists()


def test_the_database_is_its_owners_alone(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/db")
    store.remember(save)
    modes = {file.name: file.stat().st_mode & 0o077 for file in tmp_path.iterdir()}
    assert modes == {"db": 0, "db-wal": 0, "db-shm": 0, "db.key": 0}
    store.close()


def test_a_lost_key_is_noticed_and_not_replaced(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/db"
    Store.open(url).close()
    key_file(tmp_path / "db").unlink()
    with pytest.raises(BadKey, match="missing"):
        Store.open(url)
    assert not key_file(tmp_path / "db").exists()


def test_another_key_is_noticed(url: str) -> None:
    Store.open(url, keys=[KEY]).close()
    with pytest.raises(BadKey, match="another secret key"):
        Store.open(url, keys=[Fernet.generate_key().decode()])


def test_a_new_key_takes_over_what_the_old_one_sealed(url: str) -> None:
    new = Fernet.generate_key().decode()
    old = Store.open(url, keys=[KEY])
    old.remember(save)
    old.remember(lambda memory: memory.deliveries.schedule(delivery()))
    old.remember(lambda memory: memory.practices.keep("T1", "U1", SESSION))
    old.close()
    Store.open(url, keys=[new, KEY]).close()
    store = Store.open(url, keys=[new])
    assert store.recall(lambda memory: memory.workspaces.find("T1")) == workspace()
    assert store.remember(lambda memory: memory.deliveries.claim(NOW, limit=9)) == (delivery(),)
    assert store.recall(lambda memory: memory.practices.find("T1", "U1")) == SESSION
    store.close()


def test_what_is_recognised_is_still_so_when_the_key_changes(url: str) -> None:
    new = Fernet.generate_key().decode()
    seen = set()
    for keys in ([KEY], [new, KEY], [new]):
        store = Store.open(url, keys=keys)
        seen.add(store.vault.fingerprint("a shared word"))
        store.close()
    assert seen == {Vault([KEY]).fingerprint("a shared word")}


def test_a_new_key_leaves_what_is_known_of_prints_as_it_is(url: str) -> None:
    old = Store.open(url, keys=[KEY])
    old.remember(lambda memory: memory.prints.note_making("three words"))
    old.close()
    store = Store.open(url, keys=[Fernet.generate_key().decode(), KEY])
    assert store.recall(lambda memory: memory.prints.making()) == "three words"
    store.close()


def test_a_database_that_kept_no_key_for_fingerprints_goes_on_with_its_own(url: str) -> None:
    store = Store.open(url, keys=[KEY])
    token = store.vault.seal(KNOWN, NAME, "")
    store.remember(lambda memory: memory._ledger.change(update(SEALS).values(token=token)))
    store.close()
    store = Store.open(url, keys=[Fernet.generate_key().decode(), KEY])
    assert store.vault.fingerprint("a shared word") == Vault([KEY]).fingerprint("a shared word")
    store.close()


def test_no_sealed_column_is_left_behind_when_the_key_changes() -> None:
    columns = {column for table in WORKSPACES.metadata.sorted_tables for column in table.c}
    assert {sealed for sealed, _holder, _purpose in SEALED} == {each for each in columns if "sealed" in each.name}


def test_a_key_in_the_environment_takes_over_from_the_key_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/db"
    store = Store.open(url)
    store.remember(save)
    store.close()
    Store.open(url, keys=[KEY]).close()
    key_file(tmp_path / "db").unlink()
    store = Store.open(url, keys=[KEY])
    assert saved(store)
    store.close()


def test_a_delivery_that_cannot_be_read_does_not_stop_the_others(store: Store) -> None:
    def spoil(memory: Memory) -> None:
        memory.deliveries.schedule(delivery("spoilt"))
        memory.deliveries.schedule(delivery("whole"))
        memory._ledger.connection.execute(text("UPDATE deliveries SET sealed_words = 'x' WHERE id = 'spoilt'"))

    store.remember(spoil)
    assert [each.id for each in store.remember(lambda memory: memory.deliveries.claim(NOW, limit=9))] == ["whole"]
    assert store.recall(lambda memory: memory.deliveries.counts()) == {"pending": 1, "failed": 1}


def test_another_program_can_read_while_we_write(tmp_path: Path) -> None:
    store = Store.open(sqlite_url(tmp_path), keys=[KEY])

    def look_from_outside(memory: Memory) -> list[tuple[str]]:
        save(memory)
        outside = sqlite3.connect(tmp_path / "levelhead.sqlite3")
        found: list[tuple[str]] = outside.execute("SELECT workspace FROM workspaces").fetchall()
        outside.close()
        return found

    assert store.remember(look_from_outside) == []
    store.close()


def test_a_store_holds_no_files_once_it_is_closed(tmp_path: Path) -> None:
    store = Store.open(sqlite_url(tmp_path), keys=[KEY])
    store.remember(save)
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["levelhead.sqlite3"]
