"""The team's own words and the cues that fall silent: sealed, unsigned, per workspace."""

from datetime import timedelta

from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.team_words import TeamWording
from storage.store import Memory, Store
from storage.tables import TEAM_WORDINGS
from tests.databases import KEY
from tests.storage.people_and_places import NOW

WORDING = TeamWording(id="w1", technique="empathy", text="That cost you a morning.", waiting=True)


def offered(memory: Memory) -> None:
    memory.team_words.offer("T1", WORDING, NOW)


def test_a_wording_waits_until_it_is_accepted(store: Store) -> None:
    store.remember(offered)
    assert store.recall(lambda memory: memory.team_words.find("T1", "w1")) == WORDING
    assert store.recall(lambda memory: memory.team_words.accepted("T1")) == ()
    assert store.remember(lambda memory: memory.team_words.accept("T1", "w1"))
    assert [one.text for one in store.recall(lambda memory: memory.team_words.accepted("T1"))] == [WORDING.text]


def test_a_wording_is_decided_once(store: Store) -> None:
    store.remember(offered)
    accept = [store.remember(lambda memory: memory.team_words.accept("T1", "w1")) for _ in range(2)]
    remove = [store.remember(lambda memory: memory.team_words.remove("T1", "w1")) for _ in range(2)]
    assert (accept, remove) == ([True, False], [True, False])


def test_a_wording_is_not_in_the_clear_and_names_nobody(store: Store) -> None:
    store.remember(offered)
    (row,) = store.recall(lambda memory: memory._ledger.all(select(TEAM_WORDINGS)))
    assert "morning" not in str(row)
    assert set(row._fields) == {"workspace", "id", "technique", "sealed_words", "offered_at"}


def test_what_nobody_decides_is_forgotten_after_a_season_and_what_was_accepted_stays(store: Store) -> None:
    store.remember(offered)
    other = TeamWording(id="w2", technique="empathy", text="Hi.")
    store.remember(lambda memory: memory.team_words.offer("T1", other, NOW))
    store.remember(lambda memory: memory.team_words.accept("T1", "w2"))
    store.remember(lambda memory: memory.sweep(NOW + timedelta(days=91)))
    left = store.recall(lambda memory: [memory.team_words.find("T1", one) for one in ("w1", "w2")])
    assert [one and one.id for one in left] == [None, "w2"]


def marked(memory: Memory, people: str) -> bool:
    for who in people:
        memory.feedback.shown("T1", "said")
        memory.feedback.record_wrong("T1", "said", 0.7, who, NOW)
    return memory.feedback.fall_silent("T1", "said", NOW)


def test_a_cue_that_three_people_find_wrong_falls_silent_once(store: Store) -> None:
    assert not store.remember(lambda memory: marked(memory, "AB"))
    assert store.remember(lambda memory: marked(memory, "C"))
    assert not store.remember(lambda memory: marked(memory, "D"))
    assert store.recall(lambda memory: memory.feedback.silent("T1")) == {"said"}


def test_one_person_alone_silences_nothing(store: Store) -> None:
    assert not store.remember(lambda memory: marked(memory, "AAAA"))


def test_marks_older_than_twenty_showings_do_not_silence_unless_they_are_made_again(store: Store) -> None:
    def work(memory: Memory) -> list[bool]:
        marked(memory, "AB")
        for _ in range(20):
            memory.feedback.shown("T1", "said")
        return [marked(memory, "C"), marked(memory, "AB")]

    assert store.remember(work) == [False, True]


def test_a_cue_may_speak_again_and_its_old_marks_are_gone(store: Store) -> None:
    store.remember(lambda memory: marked(memory, "ABC"))
    assert store.remember(lambda memory: memory.feedback.speak_again("T1", "said"))
    assert store.recall(lambda memory: memory.feedback.silent("T1")) == frozenset()
    assert not store.remember(lambda memory: marked(memory, "D"))
    assert not store.remember(lambda memory: memory.feedback.speak_again("T1", "said"))


def test_a_new_key_takes_over_the_teams_words(url: str) -> None:
    new = Fernet.generate_key().decode()
    for keys, work in (([KEY], offered), ([new, KEY], lambda memory: None)):
        store = Store.open(url, keys=keys)
        store.remember(work)
        store.close()
    store = Store.open(url, keys=[new])
    assert store.recall(lambda memory: memory.team_words.find("T1", "w1")) == WORDING
    store.close()


def test_marks_that_are_quicker_than_the_count_silence_too(store: Store) -> None:
    def work(memory: Memory) -> bool:
        for who in "ABC":
            memory.feedback.record_wrong("T1", "said", 0.7, who, NOW)
        return memory.feedback.fall_silent("T1", "said", NOW)

    assert store.remember(work)
