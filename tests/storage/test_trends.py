"""What is counted, and that counting goes by its index."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.cases import Case, Moment, State, Verb
from bot.casewords import CaseWords
from bot.digest_periods import month_of, week_of
from bot.digest_tables import Table
from bot.followups import FollowUp
from bot.followups import State as Ended
from bot.messages import Message, Place
from phrasebook.reading import Level, Voice
from storage.store import Memory, Store
from tests.databases import KEY
from tests.storage.digest_benchmark import AT_ONCE, NOW, WORKSPACE, fill
from tests.storage.test_plans import Undone, explain
from tests.storage.test_workspaces_apart import case, followup

AT = datetime(2026, 10, 14, 9, tzinfo=UTC)
WEEK, MONTH = week_of(AT.date()), month_of(AT.date())
A_DAY = timedelta(days=1)


def said(thread: int, minute: int, at: datetime = AT) -> Message:
    when = at + timedelta(minutes=minute)
    place = Place(workspace="T1", channel="C1", thread=f"{at.timestamp():.0f}.{thread:06}")
    return Message(place=place, ts=f"{when.timestamp():.0f}.{thread:06}", author="U9", text="x", at=when)


def read(memory: Memory, *levels: Level, thread: int = 1, at: datetime = AT, source: str = "") -> None:
    for minute, level in enumerate(levels):
        memory.figures.note_reading(said(thread, minute, at), level, source)


def courses(store: Store) -> dict[str, dict[str, int]]:
    return {
        part: dict(crowd) for part, crowd in store.recall(lambda m: m.trends.threads("T1", WEEK)).axes["course"].items()
    }


@pytest.mark.parametrize(
    ("levels", "course"),
    [
        ([Level.CALM, Level.CALM], "calm"),
        ([Level.HEATED, Level.WARM, Level.CALM], "cooled"),
        ([Level.CALM, Level.WARM], "upset"),
    ],
)
def test_a_thread_goes_as_its_customer_s_last_word_in_the_week(store: Store, levels: list[Level], course: str) -> None:
    store.remember(lambda memory: read(memory, *levels))
    assert courses(store) == {course: {"": 1}}


def test_a_thread_counts_for_the_agent_who_wrote_there_last(store: Store) -> None:
    store.remember(lambda memory: read(memory, Level.CALM))
    store.remember(lambda memory: memory.threads.note_message(replace(said(1, 5), author="U1"), Voice.AGENT, AT))
    assert courses(store) == {"calm": {"U1": 1}}


def test_what_was_said_before_or_after_a_week_is_not_in_it(store: Store) -> None:
    store.remember(lambda memory: read(memory, Level.HEATED, at=WEEK.ends))
    store.remember(lambda memory: read(memory, Level.HEATED, at=WEEK.begins - timedelta(minutes=1)))
    assert courses(store) == {}


def test_an_edited_message_counts_as_it_reads_now(store: Store) -> None:
    store.remember(lambda memory: read(memory, Level.HEATED))
    store.remember(lambda memory: read(memory, Level.CALM))
    assert courses(store) == {"calm": {"": 1}}


def test_a_message_that_was_taken_back_counts_no_more(store: Store) -> None:
    store.remember(lambda memory: read(memory, Level.HEATED))
    store.remember(lambda memory: memory.figures.forget_reading("T1", "C1", said(1, 0).ts))
    assert courses(store) == {}


def test_a_thread_is_about_what_was_named_last(store: Store) -> None:
    store.remember(lambda memory: read(memory, Level.WARM, source="delay"))
    store.remember(lambda memory: memory.figures.note_reading(said(1, 3), Level.WARM, "product-fault"))
    store.remember(lambda memory: memory.figures.note_reading(said(1, 4), Level.CALM, ""))
    assert store.recall(lambda memory: memory.trends.threads("T1", WEEK)).axes["source"] == {"product-fault": {"": 1}}


def shared(*steps: tuple[Verb, timedelta], state: State = State.OPEN) -> Case:
    moments = (Moment(at=AT, verb=Verb.SHARE, by="U1", to="U2"),)
    return replace(
        case("T1"),
        state=state,
        timeline=(*moments, *(Moment(at=AT + after, verb=verb, by="U2") for verb, after in steps)),
    )


def cases(store: Store) -> dict[str, set[str]]:
    found = store.recall(lambda memory: memory.trends.cases("T1", MONTH))
    return {name: set(axis) for name, axis in {**found.axes, **found.minutes}.items()}


def share(store: Store, *versions: Case) -> None:
    store.remember(lambda memory: memory.cases.open(versions[0], CaseWords(what="He shouts.")))
    for later in versions[1:]:
        store.remember(partial(lambda memory, later: memory.cases.save(later), later=later))


def test_a_case_is_counted_with_how_long_it_took_rounded_up(store: Store) -> None:
    taken = (Verb.ACKNOWLEDGE, timedelta(minutes=22))
    solved = (Verb.RESOLVE, timedelta(hours=3, minutes=2))
    share(store, shared(), shared(taken), shared(taken, solved, state=State.RESOLVED))
    assert cases(store) == {
        "source": {""},
        "rank": {"3"},
        "reopened": {"no"},
        "answer": {"25"},
        "resolve": {"210"},
    }


def test_what_nobody_took_up_has_no_minutes(store: Store) -> None:
    share(store, shared())
    assert cases(store)["answer"] == cases(store)["resolve"] == {""}


def test_a_case_that_came_back_is_counted_as_such(store: Store) -> None:
    back = [(Verb.RESOLVE, A_DAY), (Verb.REOPEN, 2 * A_DAY)]
    share(store, shared(), shared(*back))
    assert cases(store)["reopened"] == {"yes"}


def test_a_case_that_was_withdrawn_is_not_counted(store: Store) -> None:
    share(store, shared(), shared((Verb.WITHDRAW, A_DAY), state=State.WITHDRAWN))
    assert cases(store)["rank"] == set()


@pytest.mark.parametrize(("by", "counted"), [("", {"3"}), ("U1", set())])
def test_a_case_whose_time_is_over_was_one_and_one_that_its_sharer_erased_was_not(
    store: Store, by: str, counted: set[str]
) -> None:
    share(store, shared())
    store.remember(lambda memory: memory.cases.erase("T1", "c1", AT, by=by))
    assert cases(store)["rank"] == counted


def test_a_person_has_another_name_every_month(store: Store) -> None:
    names = store.recall(lambda memory: [memory.figures.name("T1", one, "U1") for one in (MONTH, MONTH.before, MONTH)])
    assert names[0] == names[2] != names[1]
    assert "U1" not in names[0]


def due(at: datetime, state: Ended) -> FollowUp:
    return replace(followup("T1"), due_at=at, state=state)


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [
        (due(AT, Ended.DONE), {"kept"}),
        (due(AT - A_DAY - timedelta(minutes=1), Ended.DONE), {"late"}),
        (due(AT, Ended.CANCELLED), {"cancelled"}),
        (due(AT, Ended.OPEN), set()),
    ],
)
def test_a_follow_up_is_counted_as_it_ended(store: Store, ended: FollowUp, outcome: set[str]) -> None:
    store.remember(lambda memory: memory.followups.save(due(AT, Ended.DONE), AT))
    store.remember(lambda memory: memory.followups.save(ended, AT))
    assert set(store.recall(lambda memory: memory.trends.followups("T1", MONTH)).axes["outcome"]) == outcome


def test_a_period_is_told_once_and_what_it_was_counted_from_goes(store: Store) -> None:
    share(store, shared())
    first, second = ({"": {"cases": Table(total=many, medians={"answer": None})}} for many in (12, 13))
    assert store.remember(lambda memory: memory.trends.publish("T1", MONTH, first, AT))
    assert not store.remember(lambda memory: memory.trends.publish("T1", MONTH, second, AT))
    assert store.recall(lambda memory: memory.trends.page("T1", MONTH, "")) == first[""]
    assert cases(store)["rank"] == set()


def test_a_case_of_a_month_that_was_told_is_not_counted_again(store: Store) -> None:
    share(store, shared())
    store.remember(lambda memory: memory.trends.publish("T1", MONTH, {}, AT))
    store.remember(lambda memory: memory.cases.save(shared((Verb.ACKNOWLEDGE, A_DAY))))
    assert cases(store)["rank"] == set()


def test_what_is_counted_goes_after_thirteen_months(store: Store) -> None:
    store.remember(lambda memory: read(memory, Level.HEATED))
    store.remember(lambda memory: memory.sweep(AT + 397 * A_DAY))
    assert courses(store)
    store.remember(lambda memory: memory.sweep(AT + 398 * A_DAY))
    assert not courses(store)


@pytest.mark.parametrize(
    ("count", "index"),
    [
        (lambda memory: memory.trends.threads(WORKSPACE, week_of(NOW.date()).before), "ix_readings_at"),
        (lambda memory: memory.trends.cases(WORKSPACE, month_of(NOW.date()).before), "ix_case_figures_month"),
        (lambda memory: memory.trends.followups(WORKSPACE, month_of(NOW.date()).before), "ix_followup_figures_month"),
    ],
)
def test_counting_finds_a_period_by_its_index(url: str, count: Callable[[Memory], object], index: str) -> None:

    def work(memory: Memory) -> None:
        count(memory)

    fill(url, readings=AT_ONCE, cases=AT_ONCE)
    store = Store.open(url, keys=[KEY])
    try:
        with pytest.raises(Undone) as undone:
            store.remember(partial(explain, work=work), wait=60)
    finally:
        store.close()
    assert undone.value.args
    assert all(index in plan for plan in undone.value.args)
