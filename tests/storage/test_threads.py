"""A message is heard once, whatever comes again or late; a thread knows who wrote last."""

from datetime import datetime

import pytest

from bot.messages import Message
from bot.threads import Thread
from phrasebook.reading import Voice
from storage.store import Memory, Store
from tests.storage.people_and_places import ABROAD, ELSEWHERE, HERE, MINUTE, NOW, delivery, message


def hear(store: Store, *messages: Message) -> list[bool]:
    return [_hear(store, each) for each in messages]


def _hear(store: Store, heard: Message) -> bool:
    return store.remember(lambda memory: memory.threads.first_hearing(heard, now=NOW), thread=heard.place)


def note(store: Store, *notes: tuple[Message, Voice | None]) -> Thread:
    def work(memory: Memory) -> Thread:
        for heard, voice in notes:
            memory.threads.note_message(heard, voice, NOW)
        return memory.threads.find(HERE)

    return store.remember(work, thread=HERE)


def test_the_same_message_is_heard_once(store: Store) -> None:
    assert hear(store, message(), message()) == [True, False]


def test_other_messages_with_the_same_words_are_heard(store: Store) -> None:
    elsewhere, abroad = message(place=ELSEWHERE), message(place=ABROAD)
    assert hear(store, message(), message(ts="1772442000.000300"), elsewhere, abroad) == [True] * 4


def test_an_edit_is_heard_when_its_text_is_new(store: Store) -> None:
    edits = [message("Broken.", edit="1"), message("Broken.", edit="1"), message("Sorry: broken.", edit="2")]
    assert hear(store, message("Broken!"), *edits) == [True, True, False, True]


def test_an_edit_of_nothing_but_a_link_preview_is_not_heard(store: Store) -> None:
    assert hear(store, message("Look"), message("Look", edit="1"), message("Look", edit="2")) == [True, False, False]


def test_going_back_to_an_earlier_text_is_heard(store: Store) -> None:
    assert hear(store, message("A"), message("B", edit="1"), message("A", edit="2")) == [True, True, True]


@pytest.mark.parametrize("newest", ["A", "B"])
def test_a_version_that_comes_after_its_successor_is_not_heard(store: Store, newest: str) -> None:
    heard = hear(store, message("A"), message(newest, edit="2"), message("C", edit="1"), message("A"))
    assert heard == [True, newest == "B", False, False]


def test_an_edit_of_a_message_never_heard_is_heard(store: Store) -> None:
    assert hear(store, message("A", edit="1"), message("A")) == [True, False]


def test_a_deleted_message_is_not_heard_again_and_nothing_is_said_about_it(store: Store) -> None:
    hear(store, message())

    def delete(memory: Memory) -> int:
        memory.deliveries.schedule(delivery("about-it"))
        memory.deliveries.schedule(delivery("about-another", about="1772442000.000300"))
        memory.threads.forget_message("T1", "C1", message().ts)
        return memory.deliveries.counts()["pending"]

    assert store.remember(delete) == 1
    assert hear(store, message(), message("New", edit="1")) == [False, False]


def test_a_message_whose_deletion_comes_first_is_never_heard(store: Store) -> None:
    store.remember(lambda memory: memory.threads.forget_message("T1", "C1", message().ts))
    assert hear(store, message()) == [False]


def test_an_unheard_thread_is_empty(store: Store) -> None:
    assert store.recall(lambda memory: memory.threads.find(HERE)) == Thread(place=HERE)


def test_a_thread_belongs_to_the_agent_who_wrote_last(store: Store) -> None:
    later, last = NOW + MINUTE, NOW + 2 * MINUTE
    thread = note(
        store,
        (message(author="UAGENT1"), Voice.AGENT),
        (message(author="UAGENT2", at=later), Voice.AGENT),
        (message(author="UCUSTOMER", at=last), Voice.CUSTOMER),
    )
    assert thread == Thread(
        place=HERE,
        owner="UAGENT2",
        owner_wrote_at=later,
        customer="UCUSTOMER",
        customer_wrote_at=last,
        last_wrote_by="UCUSTOMER",
        last_wrote_at=last,
        messages=3,
        waiting_since=NOW + 2 * MINUTE,
        earlier_owner="UAGENT1",
    )


def test_who_writes_twice_has_the_same_agent_before_them(store: Store) -> None:
    wrote = [("UAGENT1", 0), ("UAGENT2", 1), ("UCUSTOMER", 2), ("UAGENT2", 3)]
    thread = note(
        store,
        *(
            (message(author=who, at=NOW + at * MINUTE), Voice.CUSTOMER if who == "UCUSTOMER" else Voice.AGENT)
            for who, at in wrote
        ),
    )
    assert (thread.owner, thread.earlier_owner) == ("UAGENT2", "UAGENT1")


def test_somebody_who_is_not_read_is_nobodys_owner(store: Store) -> None:
    thread = note(store, (message(author="UUNLISTED"), None))
    assert (thread.owner, thread.customer, thread.last_wrote_by, thread.messages) == ("", "", "UUNLISTED", 1)


def test_a_message_that_comes_late_does_not_take_a_thread_over(store: Store) -> None:
    thread = note(
        store,
        (message(author="UAGENT2", at=NOW + MINUTE), Voice.AGENT),
        (message(author="UAGENT1", at=NOW), Voice.AGENT),
    )
    assert (thread.owner, thread.owner_wrote_at, thread.messages) == ("UAGENT2", NOW + MINUTE, 2)


def test_an_edit_is_no_new_message(store: Store) -> None:
    thread = note(
        store,
        (message(author="UAGENT1"), Voice.AGENT),
        (message(author="UAGENT2", at=NOW + MINUTE, edit="1"), Voice.AGENT),
    )
    assert (thread.owner, thread.messages) == ("UAGENT1", 1)


def test_laughs_are_told_with_their_time(store: Store) -> None:
    def laugh(memory: Memory) -> tuple[tuple[str, datetime], ...]:
        memory.threads.note_laugh(HERE, "U2", NOW + MINUTE)
        memory.threads.note_laugh(HERE, "U2", NOW + MINUTE)
        memory.threads.note_laugh(HERE, "U1", NOW)
        memory.threads.note_laugh(ELSEWHERE, "U3", NOW)
        return memory.threads.laughs(HERE, NOW)

    assert store.remember(laugh) == (("U1", NOW), ("U2", NOW + MINUTE))
    assert store.recall(lambda memory: memory.threads.laughs(HERE, NOW + MINUTE)) == (("U2", NOW + MINUTE),)
