"""Threads and replicas that do the same thing at the same time do it once."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import TypeVar

import pytest

from phrasebook.reading import Voice
from storage.store import Memory, Store
from tests.databases import KEY
from tests.storage.people_and_places import HERE, MINUTE, NOW, delivery, message

T = TypeVar("T")
HOUR = timedelta(hours=1)


@pytest.fixture
def replicas(url: str) -> Iterator[tuple[Store, Store]]:
    """Two processes' worth of stores on one database."""
    both = (Store.open(url, keys=[KEY]), Store.open(url, keys=[KEY]))
    yield both
    for store in both:
        store.close()


def at_once(replicas: tuple[Store, ...], times: int, work: Callable[[Memory], T], *, locked: bool = True) -> list[T]:
    """The same work, so many times, from both replicas together."""
    thread = HERE if locked else None
    with ThreadPoolExecutor(8) as pool:
        started = [
            pool.submit(replicas[n % len(replicas)].remember, work, thread=thread, wait=30.0) for n in range(times)
        ]
        return [each.result() for each in started]


def test_a_message_that_arrives_everywhere_is_heard_once(replicas: tuple[Store, Store]) -> None:
    assert (
        sum(at_once(replicas, 40, lambda memory: memory.threads.first_hearing(message(), now=NOW), locked=False)) == 1
    )


def test_a_press_that_arrives_everywhere_counts_once(replicas: tuple[Store, Store]) -> None:
    assert sum(at_once(replicas, 40, lambda memory: memory.presses.once("T1", "k", NOW), locked=False)) == 1


def test_no_message_of_a_thread_is_lost_from_the_count(replicas: tuple[Store, Store]) -> None:
    at_once(replicas, 60, lambda memory: memory.threads.note_message(message(), Voice.AGENT, NOW))
    assert replicas[0].recall(lambda memory: memory.threads.find(HERE)).messages == 60


def test_what_a_work_knows_of_its_thread_stays_true_until_it_ends(replicas: tuple[Store, Store]) -> None:
    def count_before(memory: Memory) -> int:
        before = memory.threads.find(HERE).messages
        memory.threads.note_message(message(), Voice.AGENT, NOW)
        return before

    assert sorted(at_once(replicas, 60, count_before)) == list(range(60))


def test_no_showing_of_a_cue_is_lost_from_the_count(replicas: tuple[Store, Store]) -> None:
    at_once(replicas, 60, lambda memory: memory.feedback.shown("T1", "said"), locked=False)
    assert replicas[0].recall(lambda memory: memory.feedback.counts("T1"))["said"].shown == 60


def hint_unless_resting(numbers: Iterator[int], *, limit: int) -> Callable[[Memory], bool]:
    """Looks at what was given before it gives: right only if nobody else does so meanwhile."""

    def work(memory: Memory) -> bool:
        number = next(numbers)
        if len(memory.hints.since("T1", "U1", NOW - HOUR)) >= limit:
            return False
        memory.hints.note(HERE, "U1", NOW + number * MINUTE)
        return memory.deliveries.schedule(delivery(f"d{number}"))

    return work


def test_a_burst_in_one_thread_earns_one_hint(replicas: tuple[Store, Store]) -> None:
    assert sum(at_once(replicas, 30, hint_unless_resting(count(), limit=1))) == 1


def test_one_person_in_many_threads_still_gets_three(replicas: tuple[Store, Store]) -> None:
    assert sum(at_once(replicas, 30, hint_unless_resting(count(), limit=3), locked=False)) == 3


def test_every_delivery_is_claimed_by_one_courier(replicas: tuple[Store, Store]) -> None:
    replicas[0].remember(lambda memory: [memory.deliveries.schedule(delivery(f"d{n}")) for n in range(200)], wait=30)
    claimed: Counter[str] = Counter()
    for batch in at_once(replicas, 60, lambda memory: memory.deliveries.claim(NOW, limit=7), locked=False):
        claimed.update(each.id for each in batch)
    assert len(claimed) == 200
    assert set(claimed.values()) == {1}


def test_of_many_who_may_call_one_does(replicas: tuple[Store, Store]) -> None:
    replicas[0].remember(lambda memory: memory.deliveries.schedule(delivery()))
    mark = at_once(replicas, 20, lambda memory: memory.deliveries.mark_calling("d1", NOW, attempts=0), locked=False)
    assert sum(mark) == 1


def test_a_withdrawal_and_a_call_never_both_win(replicas: tuple[Store, Store]) -> None:
    outcomes = [race(replicas, f"d{number}") for number in range(10)]
    assert set(outcomes) <= {(True, 0), (False, 1)}


def race(replicas: tuple[Store, Store], name: str) -> tuple[bool, int]:
    """What a courier and a withdrawal are told that start together."""
    courier, listener = replicas
    courier.remember(lambda memory: memory.deliveries.schedule(delivery(name, about=name)))
    with ThreadPoolExecutor(2) as pool:
        call = pool.submit(courier.remember, lambda memory: memory.deliveries.mark_calling(name, NOW))
        gone = pool.submit(listener.remember, lambda memory: memory.deliveries.withdraw(HERE, about=name))
        return call.result(), gone.result()
