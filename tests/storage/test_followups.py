"""Follow-ups come back as they were kept, and their notes are nobody's to read on disk."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.followups import FollowUp, done
from bot.nudge_values import Room, Trigger
from bot.worktime import WorkingHours
from phrasebook.reading import Voice
from storage.store import Memory, Store
from tests.storage.people_and_places import ABROAD, HERE, MINUTE, NOW, message

ASKED = FollowUp(
    id="f1", place=HERE, owner="U1", asked_by="U2", asked_at=NOW, due_at=NOW + timedelta(hours=1), note="Check it"
)
UTC_HOURS = WorkingHours(zone="UTC")


def save(store: Store, *followups: FollowUp) -> None:
    def work(memory: Memory) -> None:
        for one in followups:
            memory.followups.save(one, NOW)

    store.remember(work)


def test_a_follow_up_comes_back_as_it_was_kept(store: Store) -> None:
    save(store, ASKED)
    assert store.recall(lambda memory: memory.followups.find("T1", "f1")) == ASKED


def test_how_it_was_before_its_last_change_comes_back_too(store: Store) -> None:
    changed = done(replace(ASKED, reminded=1, reminded_at=NOW), "U1", NOW)
    assert isinstance(changed, FollowUp)
    save(store, ASKED, changed)
    assert store.recall(lambda memory: memory.followups.find("T1", "f1")) == changed


def open_ids(person: str, memory: Memory) -> set[str]:
    return {one.id for one in memory.followups.open_for("T1", person)}


def test_the_open_ones_of_a_person_are_those_they_own_and_those_they_asked_for(store: Store) -> None:
    over = done(replace(ASKED, id="f3"), "U1", NOW)
    assert isinstance(over, FollowUp)
    save(store, ASKED, replace(ASKED, id="f2", owner="U3", asked_by="U3"), over, replace(ASKED, id="f4", place=ABROAD))
    for person, expected in (("U1", {"f1"}), ("U2", {"f1"}), ("U3", {"f2"}), ("U4", set())):
        found = store.recall(partial(open_ids, person))
        assert found == expected


def test_a_month_after_its_end_a_follow_up_is_erased(store: Store) -> None:
    over = done(ASKED, "U1", NOW)
    assert isinstance(over, FollowUp)
    save(store, over)
    store.remember(lambda memory: memory.sweep(NOW + timedelta(days=31)))
    assert store.recall(lambda memory: memory.followups.find("T1", "f1")) is None


def test_a_zone_is_news_once(store: Store) -> None:
    told = [store.remember(lambda memory: memory.zones.note("T1", "U1", "Europe/Oslo")) for _ in range(2)]
    assert told == [True, False]
    assert store.remember(lambda memory: memory.zones.note("T1", "U1", "Asia/Tokyo"))
    assert store.recall(lambda memory: (memory.zones.of("T1", "U1"), memory.zones.of("T1", "U2"))) == ("Asia/Tokyo", "")


def test_a_channel_has_the_defaults_until_it_says_otherwise(store: Store) -> None:
    room = Room(hours=UTC_HOURS)
    assert store.recall(lambda memory: memory.nudge_rooms.find("T1", "C1", UTC_HOURS)) == room
    wanted = replace(room, opted_in=True, cover="U9", off=frozenset({Trigger.WAITING, Trigger.SILENT}))
    store.remember(lambda memory: memory.nudge_rooms.save("T1", "C1", wanted))
    assert store.recall(lambda memory: memory.nudge_rooms.find("T1", "C1", UTC_HOURS)) == wanted


def test_a_customer_waits_from_their_first_word_until_an_agent_answers_their_last(store: Store) -> None:
    at = [NOW + number * MINUTE for number in range(6)]

    def since(number: int, voice: Voice) -> object:
        heard = message(ts=f"177244200{number}.000200", at=at[number])

        def work(memory: Memory) -> object:
            memory.threads.note_message(heard, voice, NOW)
            return memory.threads.find(HERE).waiting_since

        return store.remember(work, thread=HERE)

    assert since(1, Voice.CUSTOMER) == at[1]
    assert since(2, Voice.CUSTOMER) == at[1]
    assert since(4, Voice.AGENT) is None
    assert since(3, Voice.CUSTOMER) is None, "it came late: an agent has answered it already"
    assert since(5, Voice.CUSTOMER) == at[5]


def test_a_customers_word_reopens_what_was_settled(store: Store) -> None:
    def work(memory: Memory) -> list[object]:
        memory.threads.note_message(message(at=NOW), Voice.AGENT, NOW)
        memory.threads.note_settled(HERE, NOW)
        settled = memory.threads.find(HERE).settled_at
        memory.threads.note_message(message(ts="1772442009.000200", at=NOW + MINUTE), Voice.CUSTOMER, NOW, urgent=True)
        thread = memory.threads.find(HERE)
        return [settled, thread.settled_at, thread.urgent_at]

    assert store.remember(work, thread=HERE) == [NOW, None, NOW + MINUTE]
