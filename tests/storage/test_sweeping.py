"""What has outlived its use goes; what is still needed stays."""

from datetime import timedelta

from bot.deliveries import Outcome
from phrasebook.reading import Voice
from storage import sweeping
from storage.store import Memory, Store
from tests.storage.people_and_places import DAY, HERE, NOW, delivery, message

MOMENT = timedelta(seconds=1)


def traces(memory: Memory) -> list[object]:
    """Whether the message, the press, the laugh and the hint are still remembered."""
    return [
        not memory.threads.first_hearing(message(), now=NOW),
        not memory.presses.once("T1", "k", NOW),
        bool(memory.threads.laughs(HERE, NOW)),
        bool(memory.hints.since("T1", "U1", NOW)),
    ]


def leave(memory: Memory) -> None:
    memory.threads.first_hearing(message(), now=NOW)
    memory.presses.once("T1", "k", NOW)
    memory.threads.note_laugh(HERE, "U1", NOW)
    memory.hints.note(HERE, "U1", NOW)


def test_traces_stay_for_a_day(store: Store) -> None:
    store.remember(leave)
    assert store.remember(lambda memory: memory.sweep(NOW + DAY)) == 0
    assert store.remember(traces) == [True] * 4


def test_traces_are_gone_after_a_day(store: Store) -> None:
    store.remember(leave)
    assert store.remember(lambda memory: memory.sweep(NOW + DAY + MOMENT)) == 4
    assert store.remember(traces) == [False] * 4


def test_what_was_said_is_known_for_a_week_and_what_waits_is_never_swept(store: Store) -> None:
    def schedule(memory: Memory) -> None:
        memory.deliveries.schedule(delivery("said"))
        memory.deliveries.schedule(delivery("waits"))
        memory.deliveries.finish("said", Outcome.SENT, NOW)

    store.remember(schedule)
    assert store.remember(lambda memory: memory.sweep(NOW + 7 * DAY)) == 0
    assert store.remember(lambda memory: memory.sweep(NOW + 7 * DAY + MOMENT)) == 1
    store.remember(lambda memory: memory.sweep(NOW + 1000 * DAY))
    assert store.recall(lambda memory: memory.deliveries.counts()) == {"pending": 1}


def test_a_thread_is_forgotten_when_it_was_silent_for_a_season(store: Store) -> None:
    store.remember(lambda memory: memory.threads.note_message(message(), Voice.AGENT, NOW))
    store.remember(lambda memory: memory.sweep(NOW + 90 * DAY))
    assert store.recall(lambda memory: memory.threads.find(HERE)).messages == 1
    store.remember(lambda memory: memory.sweep(NOW + 90 * DAY + MOMENT))
    assert store.recall(lambda memory: memory.threads.find(HERE)).messages == 0


def test_a_great_deal_goes_by_and_by_the_oldest_first(store: Store) -> None:
    def press_often(memory: Memory) -> None:
        for number in range(sweeping.MANY + 1):
            memory.presses.once("T1", f"k{number}", NOW - number * MOMENT)

    store.remember(press_often, wait=60)
    swept = [store.remember(lambda memory: memory.sweep(NOW + 2 * DAY), wait=60) for _ in range(3)]
    assert swept == [sweeping.MANY, 1, 0]
