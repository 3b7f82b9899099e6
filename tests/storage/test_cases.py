"""Cases are remembered whole, sealed, and forgotten without a rest."""

from dataclasses import replace

from bot.cases import Moment, State, Verb
from bot.casewords import CaseWords, Note, Posted, Quote
from bot.course import Course, Mood
from bot.leakguard import Known, Print
from bot.sources import Source
from storage.store import Memory, Store
from storage.tables import CASES
from tests.storage.people_and_places import NOW
from tests.storage.test_workspaces_apart import THREAD, case

OPEN = case("T1")
TAKEN = replace(
    OPEN, state=State.ACKNOWLEDGED, timeline=(*OPEN.timeline, Moment(at=NOW, verb=Verb.ACKNOWLEDGE, by="U2"))
)
WORDS = CaseWords(what="He shouts at me.", quotes=(Quote(ts=THREAD, author="U9", text="You are useless."),))
ADVICE = Note(at=NOW, by="U2", verb="advise", text="Offer a call.")
CARD = Posted(reader="U2", channel="D2", ts="1.2", is_card=True)


def opened(memory: Memory) -> None:
    memory.cases.open(OPEN, WORDS)
    memory.cases.note_post("T1", "c1", CARD)
    memory.prints.keep("T1", "c1", [Print(7, 0), Print(9, 1)])


def test_a_case_comes_back_as_it_was_kept(store: Store) -> None:
    store.remember(opened)
    assert store.recall(lambda memory: memory.cases.find("T1", "c1")) == OPEN
    assert store.recall(lambda memory: memory.cases.words("T1", "c1")) == WORDS
    assert store.recall(lambda memory: memory.cases.numbered("T1", frozenset({OPEN.number}))) == (OPEN,)
    assert store.recall(lambda memory: memory.cases.at(OPEN.place)) == (OPEN,)


def test_a_case_opens_once(store: Store) -> None:
    store.remember(opened)
    assert not store.remember(lambda memory: memory.cases.open(TAKEN, CaseWords(what="Other.")))
    assert store.recall(lambda memory: memory.cases.words("T1", "c1")) == WORDS


def test_what_happens_is_added_to_the_trail_once(store: Store) -> None:
    store.remember(opened)
    for _ in range(2):
        store.remember(lambda memory: memory.cases.save(TAKEN))
    assert store.recall(lambda memory: memory.cases.find("T1", "c1")) == TAKEN


def test_notes_come_back(store: Store) -> None:
    store.remember(opened)
    store.remember(lambda memory: memory.cases.keep_words("T1", "c1", WORDS.noted(ADVICE)))
    assert store.recall(lambda memory: memory.cases.words("T1", "c1")) == WORDS.noted(ADVICE)


def test_the_words_of_a_case_are_sealed(store: Store) -> None:
    store.remember(opened)
    rows = store.recall(lambda memory: str(memory._ledger.all(CASES.select())))
    assert "shouts" not in rows
    assert "useless" not in rows


def test_erasing_leaves_only_the_trail(store: Store) -> None:
    store.remember(opened)
    assert store.remember(lambda memory: memory.cases.erase("T1", "c1", NOW, by="U1")) == (CARD,)
    assert store.recall(lambda memory: memory.cases.find("T1", "c1")) is None
    assert store.recall(lambda memory: memory.cases.words("T1", "c1")) is None
    assert store.recall(lambda memory: memory.cases.posts("T1", "c1")) == ()
    assert store.recall(lambda memory: memory.cases.quoting("T1", "C1", THREAD)) == ()
    assert store.recall(lambda memory: memory.prints.known("T1", [Print(7, 0), Print(9, 1)])) == ()
    assert store.recall(lambda memory: memory.audit.timelines("T1", ["c1"])) == {"c1": OPEN.timeline}


def test_prints_are_looked_up_by_value(store: Store) -> None:
    store.remember(opened)
    assert store.recall(lambda memory: memory.prints.known("T1", [Print(9, 0), Print(11, 1)])) == (Known(9, "c1", 1),)


def test_a_channel_can_be_left_unguarded_and_guarded_again(store: Store) -> None:
    assert store.recall(lambda memory: memory.prints.is_guarded("T1", "C1"))
    store.remember(lambda memory: memory.prints.guard("T1", "C1", on=False))
    assert not store.recall(lambda memory: memory.prints.is_guarded("T1", "C1"))
    store.remember(lambda memory: memory.prints.guard("T1", "C1", on=True))
    assert store.recall(lambda memory: memory.prints.is_guarded("T1", "C1"))


def test_the_source_and_the_course_come_back(store: Store) -> None:
    told = replace(OPEN, source=Source.DELAY)
    words = replace(WORDS, course=Course(mood=Mood.TURNED, since=NOW))
    store.remember(lambda memory: memory.cases.open(told, words))
    assert store.recall(lambda memory: memory.cases.find("T1", "c1")) == told
    assert store.recall(lambda memory: memory.cases.words("T1", "c1")) == words


def test_who_wrote_to_a_case_is_found_until_it_is_taken_back(store: Store) -> None:
    advised = replace(OPEN, timeline=(*OPEN.timeline, Moment(at=NOW, verb=Verb.ADVISE, by="U2")))
    store.remember(opened)
    store.remember(lambda memory: memory.cases.save(advised))
    store.remember(lambda memory: memory.cases.keep_words("T1", "c1", WORDS.noted(ADVICE)))
    assert store.recall(lambda memory: memory.cases.noted_by("T1", "U2")) == ("c1",)
    assert store.recall(lambda memory: memory.cases.noted_by("T1", "U3")) == ()
    assert store.recall(lambda memory: memory.cases.noted_by("T2", "U2")) == ()
    left = WORDS.noted(ADVICE).without_notes_of("U2")
    store.remember(lambda memory: memory.cases.keep_words("T1", "c1", left))
    assert store.recall(lambda memory: memory.cases.noted_by("T1", "U2")) == ()


def test_what_a_reader_was_shown_is_found_in_their_own_workspace_alone(store: Store) -> None:
    told = Posted(reader="U3", channel="D3", ts="2.2", is_card=False, author="U2")
    store.remember(opened)
    store.remember(lambda memory: memory.cases.note_post("T1", "c1", told))
    shown = store.recall(lambda memory: memory.cases.all_posts("T1"))
    assert {one.posted for one in shown} == {CARD, told}
    assert {(one.case, one.sharer) for one in shown} == {("c1", OPEN.sharer)}
    assert [one.posted for one in store.recall(lambda memory: memory.cases.all_posts("T1", reader="U3"))] == [told]
    assert store.recall(lambda memory: memory.cases.all_posts("T2")) == ()


def test_a_message_that_was_taken_back_is_forgotten(store: Store) -> None:
    store.remember(opened)
    store.remember(lambda memory: memory.cases.drop_post("T2", "c1", CARD))
    assert store.recall(lambda memory: memory.cases.posts("T1", "c1")) == (CARD,)
    store.remember(lambda memory: memory.cases.drop_post("T1", "c1", CARD))
    assert store.recall(lambda memory: memory.cases.posts("T1", "c1")) == ()
