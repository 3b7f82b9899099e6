"""Words and tokens are never on disk in the clear, and wiped words are nowhere at all."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from bot.deliveries import Outcome
from phrasebook.reading import Voice
from storage.engines import database_url
from storage.store import Memory, Store
from storage.tables import WORKSPACES
from storage.vault import Vault
from tests.databases import KEY, sqlite_url
from tests.storage.people_and_places import HERE, NOW, delivery, message, workspace

PLANTED = "Wolkenkuckucksheim"
TABLES = [table.name for table in WORKSPACES.metadata.sorted_tables]
TOKEN = "xoxb-planted-token"


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(sqlite_url(tmp_path), keys=[KEY])
    yield store
    store.close()


def bytes_on_disk(folder: Path) -> bytes:
    """Everything that SQLite keeps, the write-ahead log included."""
    files = sorted(folder.glob("levelhead.sqlite3*"))
    assert "levelhead.sqlite3-wal" in [file.name for file in files]
    return b"".join(file.read_bytes() for file in files)


def use_everything(memory: Memory) -> None:
    heard = message(f"You never listen, {PLANTED}!")
    memory.workspaces.save(workspace(token=TOKEN))
    memory.threads.first_hearing(heard, now=NOW)
    memory.threads.note_message(heard, Voice.AGENT, NOW)
    memory.deliveries.schedule(delivery(words={"quote": PLANTED}))
    memory.feedback.record_wrong("T1", "you-never", 0.7, "UPLANTED", NOW)


def test_neither_words_nor_tokens_reach_the_disk_in_the_clear(sqlite: Store, tmp_path: Path) -> None:
    sqlite.remember(use_everything)
    disk = bytes_on_disk(tmp_path)
    assert b"you-never" in disk
    for planted in (PLANTED, TOKEN, KEY, "UPLANTED", "never listen"):
        assert planted.encode() not in disk
        assert zlib.compress(planted.encode())[2:-4] not in disk


def test_neither_words_nor_tokens_are_rows_in_the_clear(store: Store, url: str) -> None:
    store.remember(use_everything)
    with create_engine(database_url(url), poolclass=NullPool).connect() as connection:
        rows = [str(tuple(row)) for table in TABLES for row in connection.execute(text(f"SELECT * FROM {table}"))]
    assert any("you-never" in row for row in rows)
    assert not any(planted in row for row in rows for planted in (PLANTED, TOKEN, KEY, "UPLANTED", "never listen"))


def test_the_seals_of_wiped_words_are_gone_from_the_database_file(sqlite: Store, tmp_path: Path) -> None:
    """The write-ahead log keeps sealed bytes until it is written over; the file itself must not."""
    names = [f"d{number}" for number in range(50)]

    def schedule(memory: Memory) -> list[str]:
        for name in names:
            memory.deliveries.schedule(delivery(name, words={"quote": PLANTED}))
        return list(memory._ledger.connection.scalars(text("SELECT sealed_words FROM deliveries ORDER BY rowid")))

    def finish(memory: Memory) -> None:
        for name in names:
            memory.deliveries.finish(name, Outcome.SENT, NOW)

    seals = sqlite.remember(schedule)
    assert Vault([KEY]).open(seals[0], "delivery", "d0") == {"quote": PLANTED}
    assert all(seal.encode() in bytes_on_disk(tmp_path) for seal in seals)
    sqlite.close()
    reopened = Store.open(f"sqlite:///{tmp_path}/levelhead.sqlite3", keys=[KEY])
    reopened.remember(finish)
    reopened.close()
    disk = (tmp_path / "levelhead.sqlite3").read_bytes()
    assert not any(seal[20:60].encode() in disk for seal in seals)


@pytest.mark.parametrize("end", ["finish", "withdraw", "forget"])
def test_words_are_wiped_however_a_delivery_ends(store: Store, end: str) -> None:
    def schedule_and_end(memory: Memory) -> None:
        memory.deliveries.schedule(delivery(words={"quote": PLANTED}))
        if end == "finish":
            memory.deliveries.finish("d1", Outcome.FAILED, NOW)
        elif end == "withdraw":
            memory.deliveries.withdraw(HERE)
        else:
            memory.threads.forget_message("T1", "C1", delivery().about)

    store.remember(schedule_and_end)
    left = store.recall(
        lambda memory: memory._ledger.connection.scalars(text("SELECT sealed_words FROM deliveries")).all()
    )
    assert left == [""]
