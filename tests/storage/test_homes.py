"""Who looks at their Home, how often it may be published, and what is found for it."""

from dataclasses import replace
from datetime import timedelta

from bot.cases import Case, Moment, Need, State, Verb
from bot.casewords import CaseWords
from bot.followups import FollowUp, done
from bot.home_visits import GAP, Visit
from bot.impact import Rank
from storage.store import Memory, Store
from tests.storage.people_and_places import DAY, HERE, MINUTE, NOW

SECOND = timedelta(seconds=1)


def case(id: str, *, state: State = State.OPEN, to: tuple[str, ...] = ("U2",)) -> Case:
    return Case(
        id=id,
        number=f"LH-{id}",
        place=HERE,
        sharer="U1",
        need=Need.ADVICE,
        rank=Rank.HURT,
        state=state,
        holder=to[-1],
        shared_with=to,
        timeline=tuple(Moment(at=NOW, verb=Verb.SHARE, by="U1", to=one) for one in to),
    )


def followup(id: str, owner: str = "U1") -> FollowUp:
    return FollowUp(id=id, place=HERE, owner=owner, asked_by=owner, asked_at=NOW, due_at=NOW + DAY)


def ended(id: str, owner: str = "U1") -> FollowUp:
    over = done(followup(id, owner), owner, NOW)
    assert isinstance(over, FollowUp)
    return over


def test_a_home_that_nobody_looked_at_is_not_known(store: Store) -> None:
    assert store.recall(lambda memory: memory.homes.find("T1", "U1")) is None
    assert store.recall(lambda memory: memory.homes.opened("T1")) == ()


def test_looking_again_begins_a_new_turn_on_the_first_page(store: Store) -> None:
    def look_again(memory: Memory) -> Visit | None:
        memory.homes.open("T1", "U1", NOW)
        memory.homes.turn_to("T1", "U1", 3)
        memory.homes.open("T1", "U1", NOW + MINUTE)
        return memory.homes.find("T1", "U1")

    assert store.remember(look_again) == Visit(person="U1", page=0, turn=1)


def test_a_turn_is_taken_once_in_a_while(store: Store) -> None:
    def take(memory: Memory) -> list[bool]:
        memory.homes.open("T1", "U1", NOW)
        moments = (NOW, NOW + GAP - SECOND, NOW + GAP)
        return [memory.homes.take_turn("T1", "U1", at) for at in moments]

    assert store.remember(take) == [True, False, True]


def test_looking_again_does_not_hurry_the_next_turn(store: Store) -> None:
    def take(memory: Memory) -> bool:
        memory.homes.open("T1", "U1", NOW)
        memory.homes.take_turn("T1", "U1", NOW)
        memory.homes.open("T1", "U1", NOW + SECOND)
        return memory.homes.take_turn("T1", "U1", NOW + SECOND)

    assert not store.remember(take)


def test_a_home_that_nobody_looked_at_for_three_months_is_forgotten(store: Store) -> None:
    store.remember(lambda memory: memory.homes.open("T1", "U1", NOW))
    store.remember(lambda memory: memory.sweep(NOW + 90 * DAY))
    assert store.recall(lambda memory: memory.homes.opened("T1")) == ("U1",)
    store.remember(lambda memory: memory.sweep(NOW + 91 * DAY))
    assert store.recall(lambda memory: memory.homes.opened("T1")) == ()


def test_cases_are_found_for_their_sharer_until_they_are_withdrawn(store: Store) -> None:
    def open_some(memory: Memory) -> None:
        for state in State:
            memory.cases.open(case(state.value, state=state), CaseWords(what="He shouts."))

    store.remember(open_some)
    found = store.recall(lambda memory: memory.homes.cases_shared_by("T1", "U1"))
    assert set(found) == set(State) - {State.WITHDRAWN}


def test_live_cases_are_found_for_all_who_were_ever_asked(store: Store) -> None:
    def open_some(memory: Memory) -> None:
        memory.cases.open(case("passed on", to=("U2", "U3")), CaseWords(what="He shouts."))
        memory.cases.open(case("over", state=State.RESOLVED), CaseWords(what="He shouts."))
        memory.cases.open(case("elsewhere", to=("U4",)), CaseWords(what="He shouts."))

    store.remember(open_some)
    found = store.recall(lambda memory: [memory.homes.cases_shared_with("T1", who) for who in ("U2", "U3")])
    assert found == [("passed on",)] * 2


def test_an_erased_case_is_found_no_more(store: Store) -> None:
    store.remember(lambda memory: memory.cases.open(case("c1"), CaseWords(what="He shouts.")))
    store.remember(lambda memory: memory.cases.erase("T1", "c1", NOW))
    assert store.recall(lambda memory: memory.homes.cases_shared_with("T1", "U2")) == ()


def test_what_was_ended_is_found_for_whose_it_was(store: Store) -> None:
    def end_some(memory: Memory) -> None:
        memory.followups.save(ended("mine"), NOW)
        memory.followups.save(ended("theirs", "U2"), NOW)
        memory.followups.save(followup("open"), NOW)

    store.remember(end_some)
    assert store.recall(lambda memory: memory.homes.followups_ended("T1", "U1", NOW)) == ("mine",)
    assert store.recall(lambda memory: memory.homes.followups_ended("T1", "U1", NOW + SECOND)) == ()


def test_open_follow_ups_are_counted_for_those_who_are_asked_about(store: Store) -> None:
    def ask(memory: Memory) -> None:
        for one in (followup("a"), followup("b"), followup("c", "U2"), replace(followup("d"), owner="U3")):
            memory.followups.save(one, NOW)
        memory.followups.save(ended("e"), NOW)

    store.remember(ask)
    assert store.recall(lambda memory: memory.homes.followups_open("T1", ["U1", "U2", "U9"])) == {"U1": 2, "U2": 1}
    assert store.recall(lambda memory: memory.homes.followups_open("T1", [])) == {}
