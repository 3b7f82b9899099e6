"""What is still to be said is said once, by one courier, and its words do not stay."""

from datetime import datetime

from bot.deliveries import Delivery, Kind, Outcome
from storage.deliveries import LEASE
from storage.store import Memory, Store
from tests.storage.people_and_places import DAY, ELSEWHERE, HERE, MINUTE, NOW, delivery


def schedule(store: Store, *deliveries: Delivery) -> list[bool]:
    return store.remember(lambda memory: [memory.deliveries.schedule(each) for each in deliveries])


def claim(store: Store, now: datetime = NOW, limit: int = 10) -> tuple[Delivery, ...]:
    return store.remember(lambda memory: memory.deliveries.claim(now, limit=limit))


def names(deliveries: tuple[Delivery, ...]) -> list[str]:
    return [each.id for each in deliveries]


def test_what_is_claimed_is_what_was_scheduled(store: Store) -> None:
    wanted = delivery(words={"quote": "as I “already” said 🙂", "ways": ["one", "two"]})
    schedule(store, wanted)
    assert claim(store) == (wanted,)


def test_the_same_key_is_scheduled_once(store: Store) -> None:
    assert schedule(store, delivery("d1", key="k"), delivery("d2", key="k")) == [True, False]
    assert names(claim(store)) == ["d1"]


def test_a_key_that_has_ended_is_not_scheduled_again(store: Store) -> None:
    schedule(store, delivery("d1", key="k"))
    store.remember(lambda memory: memory.deliveries.finish("d1", Outcome.SENT, NOW))
    assert schedule(store, delivery("d2", key="k")) == [False]


def test_only_what_is_due_is_claimed_oldest_first(store: Store) -> None:
    schedule(
        store,
        delivery("late", due_at=NOW),
        delivery("early", due_at=NOW - MINUTE),
        delivery("tomorrow", due_at=NOW + DAY),
    )
    assert names(claim(store)) == ["early", "late"]


def test_no_more_than_the_limit_is_claimed(store: Store) -> None:
    schedule(store, *(delivery(f"d{n}", due_at=NOW - n * MINUTE) for n in range(5)))
    assert names(claim(store, limit=2)) == ["d4", "d3"]


def test_what_is_claimed_rests_until_its_lease_is_over(store: Store) -> None:
    schedule(store, delivery())
    claim(store)
    assert claim(store, NOW + MINUTE / 3) == ()
    assert names(claim(store, NOW + MINUTE)) == ["d1"]


def test_the_next_look_is_at_the_next_due_time_or_the_end_of_a_lease(store: Store) -> None:
    def next_due() -> datetime | None:
        return store.recall(lambda memory: memory.deliveries.next_due())

    assert next_due() is None
    schedule(store, delivery("d1"), delivery("d2", due_at=NOW + DAY))
    assert next_due() == NOW
    claim(store)
    assert next_due() == NOW + MINUTE / 2
    store.remember(lambda memory: memory.deliveries.finish("d1", Outcome.SENT, NOW))
    assert next_due() == NOW + DAY


def test_a_call_that_nobody_ended_comes_again_as_maybe_said(store: Store) -> None:
    schedule(store, delivery())
    assert not claim(store)[0].maybe_said
    assert store.remember(lambda memory: memory.deliveries.mark_calling("d1", NOW))
    again = claim(store, NOW + MINUTE)[0]
    assert (again.attempts, again.maybe_said) == (1, True)
    assert store.recall(lambda memory: memory.deliveries.was_called("d1"))


def test_a_doubt_stays_until_it_is_cleared(store: Store) -> None:
    schedule(store, delivery())
    claim(store)
    store.remember(lambda memory: memory.deliveries.mark_calling("d1", NOW))
    claim(store, NOW + MINUTE)
    assert claim(store, NOW + 2 * MINUTE)[0].maybe_said
    store.remember(lambda memory: memory.deliveries.postpone("d1", NOW + 3 * MINUTE))
    assert not claim(store, NOW + 3 * MINUTE)[0].maybe_said


def test_a_claim_without_a_call_leaves_no_doubt(store: Store) -> None:
    schedule(store, delivery())
    claim(store)
    again = claim(store, NOW + MINUTE)[0]
    assert (again.attempts, again.maybe_said) == (0, False)
    assert not store.recall(lambda memory: memory.deliveries.was_called("d1"))


def test_a_call_renews_the_lease(store: Store) -> None:
    schedule(store, delivery())
    claim(store)
    store.remember(lambda memory: memory.deliveries.mark_calling("d1", NOW + MINUTE / 3))
    assert claim(store, NOW + 2 * MINUTE / 3) == ()


def test_of_two_couriers_with_one_delivery_the_second_is_told_not_to_call(store: Store) -> None:
    schedule(store, delivery())
    slow, quick = claim(store)[0], claim(store, NOW + MINUTE)[0]

    def mark(mine: Delivery) -> bool:
        return store.remember(
            lambda memory: memory.deliveries.mark_calling(mine.id, NOW + MINUTE, attempts=mine.attempts)
        )

    assert (mark(quick), mark(slow)) == (True, False)


def test_what_was_withdrawn_is_not_to_be_called(store: Store) -> None:
    schedule(store, delivery())
    claim(store)
    assert store.remember(lambda memory: memory.deliveries.withdraw(HERE, now=NOW)) == 1
    assert not store.remember(lambda memory: memory.deliveries.mark_calling("d1", NOW))


def test_what_slack_is_called_for_is_not_withdrawn(store: Store) -> None:
    schedule(store, delivery())
    claim(store)
    store.remember(lambda memory: memory.deliveries.mark_calling("d1", NOW))
    assert store.remember(lambda memory: memory.deliveries.withdraw(HERE)) == 0


def test_what_is_postponed_may_be_withdrawn(store: Store) -> None:
    schedule(store, delivery())
    claim(store)

    def refuse(memory: Memory) -> int:
        memory.deliveries.mark_calling("d1", NOW)
        memory.deliveries.postpone("d1", NOW + DAY)
        return memory.deliveries.withdraw(HERE)

    assert store.remember(refuse) == 1


def test_what_is_postponed_waits_until_then(store: Store) -> None:
    schedule(store, delivery())
    claim(store)
    store.remember(lambda memory: memory.deliveries.postpone("d1", NOW + 5 * MINUTE))
    assert claim(store, NOW + 4 * MINUTE) == ()
    later = claim(store, NOW + 5 * MINUTE)
    assert [each.due_at for each in later] == [NOW]


def test_what_is_withdrawn_while_slack_is_called_is_past_helping_should_slack_refuse(store: Store) -> None:
    schedule(store, delivery())
    claim(store)

    def refuse(memory: Memory) -> None:
        memory.deliveries.mark_calling("d1", NOW)
        memory.deliveries.withdraw(HERE, now=NOW)
        memory.deliveries.postpone("d1", NOW + MINUTE)

    store.remember(refuse)
    assert [each.expires_at for each in claim(store, NOW + MINUTE)] == [NOW]


def test_a_withdrawal_takes_what_it_names_and_nothing_else(store: Store) -> None:
    schedule(
        store,
        delivery("mine", to="U1", about="1"),
        delivery("yours", to="U2", about="2"),
        delivery("reminder", to="U1", about="3", kind=Kind.REMINDER),
        delivery("elsewhere", to="U1", about="1", place=ELSEWHERE),
    )

    def withdraw(memory: Memory) -> list[int]:
        deliveries = memory.deliveries
        return [
            deliveries.withdraw(HERE, to="U3"),
            deliveries.withdraw(HERE, to="U1", kind=Kind.HINT, about="2"),
            deliveries.withdraw(HERE, kind=Kind.HINT, spare="U2"),
            deliveries.withdraw(HERE, about="3"),
        ]

    assert store.remember(withdraw) == [0, 0, 1, 1]
    assert sorted(names(claim(store))) == ["elsewhere", "yours"]


def test_what_has_ended_stays_ended(store: Store) -> None:
    schedule(store, delivery())

    def end_twice(memory: Memory) -> dict[str, int]:
        memory.deliveries.finish("d1", Outcome.SENT, NOW, "ok")
        memory.deliveries.finish("d1", Outcome.FAILED, NOW, "late")
        memory.deliveries.postpone("d1", NOW)
        return dict(memory.deliveries.counts())

    assert store.remember(end_twice) == {"pending": 0, "sent": 1}
    assert claim(store, NOW + DAY) == ()


def test_a_starting_process_takes_over_at_once_where_no_other_can_be_at_work(store: Store, url: str) -> None:
    schedule(store, delivery("d1"), delivery("tomorrow", due_at=NOW + DAY))
    claim(store)
    store.remember(lambda memory: memory.deliveries.release_all())
    assert names(claim(store)) == (["d1"] if url.startswith("sqlite") else [])


def test_what_a_dead_process_was_calling_slack_for_is_left_alone_until_that_call_must_have_ended(store: Store) -> None:
    schedule(store, delivery())
    claim(store)
    store.remember(lambda memory: memory.deliveries.mark_calling("d1", NOW))
    store.remember(lambda memory: memory.deliveries.release_all())
    assert claim(store, NOW + LEASE / 2) == ()
    assert [each.maybe_said for each in claim(store, NOW + LEASE)] == [True]


def test_deliveries_are_counted_by_state(store: Store) -> None:
    schedule(store, *(delivery(f"d{n}") for n in range(4)))

    def end(memory: Memory) -> None:
        memory.deliveries.finish("d0", Outcome.SENT, NOW)
        memory.deliveries.finish("d1", Outcome.FAILED, NOW)
        memory.deliveries.finish("d2", Outcome.VOID, NOW)

    store.remember(end)
    counted = store.recall(lambda memory: memory.deliveries.counts())
    assert counted == {"pending": 1, "sent": 1, "failed": 1, "void": 1}
