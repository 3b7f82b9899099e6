"""A round comes back as it was kept, its words sealed; who is in talk with a customer is found in the right order."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from bot.messages import Message, Place
from bot.recover import Run, State, Words
from bot.recover_telling import Stands, Telling, Why
from phrasebook.answer_pages import Style
from phrasebook.reading import Voice
from storage.boards import Board
from storage.store import Memory, Store
from tests.storage.people_and_places import MINUTE, NOW
from tests.storage.test_plans import Undone, explain

RUN = Run(
    id="r1",
    workspace="T1",
    proposer="U1",
    lead="U2",
    state=State.RELEASED,
    style=Style.FORMAL,
    by_at=NOW + timedelta(hours=3),
    news_at=NOW + timedelta(hours=1),
    made_at=NOW,
    revision=2,
    channels=("C1", "C2"),
    everywhere=True,
    words=Words(what="Wolkenkuckucksheim broke.", means="No exports.", solution="We run them again."),
)
TELLING = Telling(
    run="r1",
    channel="C1",
    owner="U1",
    stands=Stands.DECLINED,
    told=1,
    why=Why.OTHER,
    note="Wolkenkuckucksheim knows.",
    ts="1.2",
    inside=False,
    passed=("U7",),
    followups=("f1", "f2"),
)


def test_a_round_and_its_channels_come_back_as_they_were_kept(store: Store) -> None:
    store.remember(lambda memory: memory.recoveries.save(replace(RUN, revision=1)))
    store.remember(lambda memory: memory.recoveries.save(RUN))
    store.remember(lambda memory: memory.recoveries.tell(RUN, TELLING))
    assert store.recall(lambda memory: memory.recoveries.find("T1", "r1")) == RUN
    assert store.recall(lambda memory: memory.recoveries.tellings("T1", "r1", owner="U1")) == (TELLING,)
    assert store.recall(lambda memory: memory.recoveries.tellings("T1", "r1", owner="U7")) == ()


def test_its_words_are_never_rows_in_the_clear(store: Store) -> None:
    store.remember(lambda memory: memory.recoveries.save(RUN))
    store.remember(lambda memory: memory.recoveries.tell(RUN, TELLING))

    def rows(memory: Memory) -> str:
        tables = ("recoveries", "recovery_tellings", "recovery_boards")
        found = [memory._ledger.connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables]
        return str(found)

    seen = store.recall(rows)
    assert "not_touched" not in seen
    assert "declined" in seen
    assert "Wolkenkuckucksheim" not in seen


def talk(memory: Memory, number: int, agent: str, *, settled: bool) -> None:
    place = Place(workspace="T1", channel="C1", thread=f"{number}.1")
    for offset, (author, voice) in enumerate(((f"C{number}", Voice.CUSTOMER), (agent, Voice.AGENT))):
        at = NOW + (number * 2 + offset) * MINUTE
        memory.threads.note_message(
            Message(place=place, ts=f"{number}.{offset}", author=author, text="", at=at), voice, at
        )
    if settled:
        memory.threads.note_settled(place, NOW + timedelta(hours=9))


def test_open_talks_come_first_and_the_latest_of_them_before_all(store: Store) -> None:
    def work(memory: Memory) -> None:
        for number, settled in ((1, False), (2, True), (3, False), (4, True)):
            talk(memory, number, f"A{number}", settled=settled)

    store.remember(work)
    found = store.recall(lambda memory: memory.recoveries.in_talk("T1", "C1"))
    assert [thread.owner for thread in found] == ["A3", "A1", "A4", "A2"]


def test_what_somebody_has_of_rounds_is_found_by_its_index(store: Store) -> None:
    """On every Home that is published; a big workspace keeps thousands of others."""

    def fill(memory: Memory) -> None:
        for number in range(2_000):
            memory.boards.keep(RUN, Board(run="r1", reader=f"U{number}", is_card=False))
        memory._ledger.connection.execute(text("ANALYZE"))

    def look(memory: Memory) -> None:
        assert len(memory.boards.all("T1", reader="U7")) == 1

    store.remember(fill, wait=60)
    with pytest.raises(Undone) as undone:
        store.remember(partial(explain, work=look))
    (plan,) = undone.value.args
    assert "ix_recovery_boards_reader" in plan
