"""Two workspaces with the same ids never see each other, and one can be forgotten without the other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.cases import Case, Moment, Need, State, Verb
from bot.casewords import CaseWords, Posted, Quote
from bot.digest_periods import month_of, week_of
from bot.digest_tables import Table
from bot.followups import FollowUp
from bot.followups import State as Ended
from bot.impact import Rank
from bot.leakguard import Print
from bot.messages import Message, Place
from bot.nudge_values import Room
from bot.people import Person, Role
from bot.practice import Session
from bot.recover import Run, Words
from bot.recover_telling import Telling
from bot.remedies import Remedy, RemedyKind
from bot.schedules import Absence, Schedule
from bot.team_words import TeamWording
from bot.worktime import WorkingHours
from phrasebook.answer_pages import Style
from phrasebook.practice import State as Practising
from phrasebook.practice_pages import Mood
from phrasebook.reading import Level, Voice
from storage.boards import Board
from storage.store import Memory, Store
from storage.tables import DELIVERIES, SEALS, WORKSPACES
from tests.databases import KEY, sqlite_url
from tests.storage.people_and_places import NOW, delivery, workspace

Deed = Callable[[Memory, str], object]
THREAD = "1772442000.000100"
WEEK, MONTH = week_of(NOW.date()), month_of(NOW.date())
REMEDY = Remedy(id="r1", kind=RemedyKind.CREDIT, words="The next month is on us.", up_to="one month")
WORDING = TeamWording(id="w1", technique="empathy", text="That cost you a morning.")


def place(team: str) -> Place:
    return Place(workspace=team, channel="C1", thread=THREAD)


def message(team: str) -> Message:
    return Message(place=place(team), ts=THREAD, author="U1", text="Broken.", at=NOW)


def person(team: str) -> Person:
    return Person(workspace=team, slack_id="U1", name="Ana", role=Role.AGENT)


def case(team: str) -> Case:
    shared = Moment(at=NOW, verb=Verb.SHARE, by="U1", to="U2")
    return Case(
        id="c1",
        number="LH-7K2P9Q",
        place=place(team),
        sharer="U1",
        need=Need.ADVICE,
        rank=Rank.HURT,
        state=State.OPEN,
        holder="U2",
        shared_with=("U2",),
        timeline=(shared,),
    )


QUOTE = Quote(ts=THREAD, author="U9", text="This is a disgrace.")
PRACTISING = Session(run="r1", state=Practising(scenario="strawberries", mood=Mood.WARY), at=NOW, shown=("opens",))
POSTED = Posted(reader="U2", channel="D2", ts="1.2", is_card=True)


def round_of(team: str) -> Run:
    words = Words(what="It broke.", means="No orders.", solution="We have mended it.")
    return Run(id="r1", workspace=team, proposer="U1", by_at=NOW, news_at=NOW, made_at=NOW, words=words)


BOARD = Board(run="r1", reader="U2", is_card=True, channel="D2", ts="1.3")


def followup(team: str) -> FollowUp:
    asked = place(team)
    return FollowUp(id="f1", place=asked, owner="U1", asked_by="U1", asked_at=NOW, due_at=NOW + timedelta(hours=1))


def found_wrong_by_three(memory: Memory, team: str) -> bool:
    for who in ("U1", "U2", "U3"):
        memory.feedback.shown(team, "said")
        memory.feedback.record_wrong(team, "said", 0.7, who, NOW)
    return memory.feedback.fall_silent(team, "said", NOW)


DEEDS: dict[str, Deed] = {
    "save": lambda memory, team: memory.workspaces.save(workspace(team)),
    "watch": lambda memory, team: memory.channels.watch(team, "C1", "U1", NOW),
    "choose a style": lambda memory, team: memory.channels.choose_style(team, "C1", Style.FORMAL),
    "unwatch": lambda memory, team: memory.channels.unwatch(team, "C1"),
    "note outsiders": lambda memory, team: memory.channels.note_outsiders(team, "C1", True),
    "note internal": lambda memory, team: memory.channels.note_internal(team, "C1"),
    "replace the team": lambda memory, team: memory.people.replace_team(team, [person(team)]),
    "introduce": lambda memory, team: memory.people.introduce(team, "U1"),
    "hear": lambda memory, team: memory.threads.first_hearing(message(team), now=NOW),
    "note a message": lambda memory, team: memory.threads.note_message(message(team), Voice.AGENT, NOW),
    "laugh": lambda memory, team: memory.threads.note_laugh(place(team), "U1", NOW),
    "delete a message": lambda memory, team: memory.threads.forget_message(team, "C1", THREAD),
    "mute": lambda memory, team: memory.mutes.add(team, "U1", "C1", now=NOW),
    "ask for a follow-up": lambda memory, team: memory.followups.save(followup(team), NOW),
    "note a zone": lambda memory, team: memory.zones.note(team, "U1", "Europe/Oslo"),
    "want to be reminded otherwise": lambda memory, team: memory.nudge_rooms.save(
        team, "C1", Room(hours=WorkingHours(zone="UTC"), opted_in=True)
    ),
    "work other hours": lambda memory, team: memory.working.save(team, "U1", Schedule(start=time(7))),
    "work as before": lambda memory, team: memory.working.drop(team, "U1"),
    "go away": lambda memory, team: memory.working.go_away(team, "U1", Absence(first=NOW.date(), last=NOW.date())),
    "wait longer": lambda memory, team: memory.patiences.save(team, {Rank.HURT: timedelta(minutes=30)}),
    "gather": lambda memory, team: memory.gathered.join(team, "d1", list="U1/monday", until=NOW),
    "settle": lambda memory, team: memory.threads.note_settled(place(team), NOW),
    "promise": lambda memory, team: memory.threads.note_promise(place(team), NOW, on=NOW),
    "unmute": lambda memory, team: memory.mutes.remove(team, "U1", "C1"),
    "hint": lambda memory, team: memory.hints.note(place(team), "U1", NOW),
    "schedule": lambda memory, team: memory.deliveries.schedule(
        delivery(f"d-{team}", key="k", place=place(team), about=THREAD)
    ),
    "withdraw": lambda memory, team: memory.deliveries.withdraw(place(team)),
    "press": lambda memory, team: memory.presses.once(team, "k", NOW),
    "practise": lambda memory, team: memory.practices.keep(team, "U1", PRACTISING),
    "practise to an end": lambda memory, team: memory.practices.finish(team, "U2", "strawberries", NOW),
    "stop practising": lambda memory, team: memory.practices.stop(team, "U1"),
    "forget practices": lambda memory, team: memory.practices.forget(team, "U2"),
    "show": lambda memory, team: memory.feedback.shown(team, "said"),
    "find wrong": lambda memory, team: memory.feedback.record_wrong(team, "said", 0.7, "U1", NOW),
    "fall silent": lambda memory, team: found_wrong_by_three(memory, team),
    "offer words": lambda memory, team: memory.team_words.offer(team, WORDING, NOW),
    "accept words": lambda memory, team: memory.team_words.accept(team, "w1"),
    "remove words": lambda memory, team: memory.team_words.remove(team, "w1"),
    "speak again": lambda memory, team: memory.feedback.speak_again(team, "said"),
    "a case opens": lambda memory, team: memory.cases.open(case(team), CaseWords(what="He shouts.", quotes=(QUOTE,))),
    "a case is told of": lambda memory, team: memory.cases.note_post(team, "c1", POSTED),
    "a case leaves prints": lambda memory, team: memory.prints.keep(team, "c1", [Print(7, 0)]),
    "a case is erased": lambda memory, team: memory.cases.erase(team, "c1", NOW),
    "a channel is unguarded": lambda memory, team: memory.prints.guard(team, "C1", on=False),
    "set a remedy up": lambda memory, team: memory.remedies.add(team, REMEDY),
    "take a remedy away": lambda memory, team: memory.remedies.remove(team, "r1"),
    "look at a Home": lambda memory, team: memory.homes.open(team, "U1", NOW),
    "turn a Home's page": lambda memory, team: memory.homes.turn_to(team, "U1", 1),
    "publish a Home": lambda memory, team: memory.homes.take_turn(team, "U1", NOW),
    "propose a round": lambda memory, team: memory.recoveries.save(round_of(team)),
    "tell a channel": lambda memory, team: memory.recoveries.tell(
        round_of(team), Telling(run="r1", channel="C1", owner="U1")
    ),
    "show a round": lambda memory, team: memory.boards.keep(round_of(team), BOARD),
    "take a turn": lambda memory, team: memory.boards.take_turn(team, BOARD, NOW),
    "read a customer": lambda memory, team: memory.figures.note_reading(message(team), Level.WARM, "delay"),
    "unread a customer": lambda memory, team: memory.figures.forget_reading(team, "C1", THREAD),
    "end a follow-up": lambda memory, team: memory.followups.save(replace(followup(team), state=Ended.DONE), NOW),
    "count a week": lambda memory, team: memory.trends.publish(team, WEEK, {"": {"threads": Table(total=12)}}, NOW),
    "want no digest": lambda memory, team: memory.trends.wish(team, "U1", "never"),
    "erase": lambda memory, team: memory.workspaces.erase(team),
}


def sight(memory: Memory, team: str) -> tuple[object, ...]:
    """All that can be known about a workspace."""
    pending = select(DELIVERIES.c.id).where(DELIVERIES.c.workspace == team, DELIVERIES.c.outcome.is_(None))
    return (
        memory.workspaces.find(team),
        memory.channels.all(team),
        memory.people.team(team),
        memory.people.team_known(team),
        memory.people.introduced(team, ["U1"]),
        memory.threads.find(place(team)),
        memory.threads.laughs(place(team), NOW),
        memory.mutes.of(team, "U1"),
        memory.working.counted(team, "U1", "C1"),
        memory.patiences.of(team),
        memory.gathered.list_of(team, "d1"),
        memory.mutes.muted(place(team), ["U1"]),
        memory.hints.since(team, "U1", NOW - timedelta(days=1)),
        memory.feedback.counts(team),
        memory.feedback.silent(team),
        memory.team_words.find(team, "w1"),
        memory.team_words.accepted(team),
        memory.cases.find(team, "c1"),
        memory.cases.several(team, ["c1"]),
        memory.cases.words(team, "c1"),
        memory.cases.posts(team, "c1"),
        memory.cases.quoting(team, "C1", THREAD),
        memory.practices.find(team, "U1"),
        memory.practices.done(team, "U2"),
        memory.audit.timelines(team, ["c1"]),
        memory.prints.known(team, [Print(7, 0)]),
        memory.prints.is_guarded(team, "C1"),
        memory.scenes.find(place(team), "U1"),
        memory.remedies.all(team),
        memory.remedies.find(team, "r1"),
        memory.trends.threads(team, WEEK),
        memory.trends.cases(team, MONTH),
        memory.trends.followups(team, MONTH),
        memory.trends.page(team, WEEK, ""),
        memory.trends.wishes(team),
        memory.homes.find(team, "U1"),
        memory.recoveries.find(team, "r1"),
        memory.recoveries.tellings(team, "r1"),
        memory.recoveries.telling(team, "r1", "C1"),
        memory.recoveries.in_talk(team, "C1"),
        memory.boards.find(team, "r1", "U2", is_card=True),
        memory.boards.all(team),
        memory.boards.all(team, reader="U2"),
        memory.homes.opened(team),
        memory.homes.cases_shared_by(team, "U1"),
        memory.homes.cases_shared_with(team, "U2"),
        memory.homes.followups_open(team, ["U1"]),
        memory.homes.followups_ended(team, "U1", NOW - timedelta(days=1)),
        [row.id for row in memory._ledger.all(pending)],
    )


class Undone(Exception):
    """Carries out of a transaction what was seen in it, and undoes it."""

    def __init__(self, seen: dict[str, tuple[object, ...]], answers: list[object]) -> None:
        super().__init__()
        self.seen = seen
        self.answers = answers


def live(store: Store, deeds: list[tuple[str, str]]) -> tuple[dict[str, tuple[object, ...]], list[object]]:
    """What is seen at the end in each workspace, and what each deed was answered; then it never happened."""

    def work(memory: Memory) -> None:
        answers = [DEEDS[do](memory, team) for do, team in deeds]
        raise Undone({team: sight(memory, team) for team in ("T1", "T2")}, answers)

    with pytest.raises(Undone) as undone:
        store.remember(work, wait=30)
    return undone.value.seen, undone.value.answers


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(sqlite_url(tmp_path_factory.mktemp("apart")), keys=[KEY])
    yield store
    store.close()


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.sampled_from(["T1", "T2"])), max_size=30))
def test_what_happens_in_one_workspace_is_never_seen_in_another(one_store: Store, deeds: list[tuple[str, str]]) -> None:
    """Each workspace sees, and is told, just what it would if it were alone."""
    together, answers = live(one_store, deeds)
    for team in ("T1", "T2"):
        alone, told = live(one_store, [deed for deed in deeds if deed[1] == team])
        assert together[team] == alone[team]
        assert [answer for answer, deed in zip(answers, deeds, strict=True) if deed[1] == team] == told


def rows(memory: Memory, team: str) -> dict[str, int]:
    return {
        table.name: memory._ledger.connection.scalar(
            select(func.count()).select_from(table).where(table.c.workspace == team)
        )
        or 0
        for table in WORKSPACES.metadata.sorted_tables
        if table is not SEALS
    }


def test_every_table_has_a_workspace_and_is_erased_with_it(store: Store) -> None:
    last_words = {"unmute", "unwatch", "erase", "withdraw", "delete a message", "remove words", "speak again"}
    last_words |= {"work as before", "a case is erased", "stop practising", "forget practices", "take a remedy away"}
    last_words |= {"unread a customer"}

    def fill(memory: Memory) -> None:
        for team in ("T1", "T2"):
            for name in sorted(DEEDS.keys() - last_words):
                DEEDS[name](memory, team)

    store.remember(fill)
    before = store.recall(lambda memory: rows(memory, "T2"))
    assert min(before.values()) > 0
    store.remember(lambda memory: memory.workspaces.erase("T1"))
    assert store.recall(lambda memory: set(rows(memory, "T1").values())) == {0}
    assert store.recall(lambda memory: rows(memory, "T2")) == before
