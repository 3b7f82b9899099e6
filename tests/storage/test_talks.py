"""Who took part in which thread of a channel, and which customers wrote there."""

from dataclasses import replace

from bot.messages import Place
from bot.threads import Thread
from phrasebook.reading import Voice
from storage.store import Memory, Store
from tests.storage.people_and_places import ABROAD, ELSEWHERE, HERE, MINUTE, NOW, message


def told(store: Store, author: str, voice: Voice, *, place: Place = HERE) -> None:
    heard = message(author=author, place=place)
    store.remember(lambda memory: memory.threads.note_message(heard, voice, NOW))


def threads_of(store: Store, person: str) -> list[Thread]:
    found = store.recall(
        lambda memory: memory.talks.of(HERE.workspace, HERE.channel, person, since=NOW - MINUTE, most=5)
    )
    return list(found)


def test_a_thread_stays_theirs_when_others_write_after_them(store: Store) -> None:
    for author in ("U1", "U2", "U1"):
        told(store, author, Voice.AGENT)
    assert [thread.place for thread in threads_of(store, "U1")] == [HERE]
    assert threads_of(store, "U") == []


def test_threads_of_other_channels_and_workspaces_are_not_among_them(store: Store) -> None:
    told(store, "U1", Voice.AGENT, place=ELSEWHERE)
    told(store, "U1", Voice.AGENT, place=ABROAD)
    assert threads_of(store, "U1") == []


def test_the_customers_of_a_channel_are_those_who_wrote_there_lately(store: Store) -> None:
    told(store, "U1", Voice.AGENT)
    told(store, "U8", Voice.CUSTOMER)
    told(store, "U9", Voice.CUSTOMER, place=replace(HERE, thread="1772442777.000100"))

    def customers(memory: Memory) -> list[tuple[str, ...]]:
        key = (HERE.workspace, HERE.channel)
        return [memory.talks.customers(*key, since=since, most=3) for since in (NOW - MINUTE, NOW + MINUTE)]

    assert store.recall(customers) == [("U8", "U9"), ()]


def test_a_thread_that_was_never_heard_can_be_settled_and_reopened(store: Store) -> None:
    def work(memory: Memory) -> list[Thread]:
        memory.threads.note_settled(HERE, NOW)
        settled = memory.threads.find(HERE)
        memory.threads.note_reopened(HERE, NOW + MINUTE, waits=True)
        return [settled, memory.threads.find(HERE)]

    settled, reopened = store.remember(work)
    assert (settled.settled_at, settled.waiting_since) == (NOW, None)
    assert (reopened.settled_at, reopened.waiting_since) == (None, NOW + MINUTE)


def test_a_thread_can_be_given_to_a_colleague(store: Store) -> None:
    told(store, "U1", Voice.AGENT)

    def work(memory: Memory) -> Thread:
        memory.threads.give(HERE, "U2")
        return memory.threads.find(HERE)

    assert store.remember(work).owner == "U2"


def test_when_anything_was_last_heard_is_known_before_and_after_a_silence(store: Store) -> None:
    def hear(memory: Memory) -> None:
        memory.threads.first_hearing(message(ts="1772442000.000200"), now=NOW)
        memory.threads.first_hearing(message(ts="1772442000.000300"), now=NOW + 5 * MINUTE)

    store.remember(hear)

    def last(memory: Memory) -> list[object]:
        return [memory.talks.heard_last(before=before) for before in (NOW, NOW + MINUTE, NOW + 9 * MINUTE)]

    assert store.recall(last) == [None, NOW, NOW + 5 * MINUTE]
