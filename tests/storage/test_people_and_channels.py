"""Workspaces, channels, the team, mutes, hints, presses and feedback."""

import pytest

from bot.channels import Channel
from bot.coaching_marks import CueCount, HintMark
from bot.messages import Place
from bot.mutes import Mute
from bot.people import Person, Role
from storage.store import Memory, Store
from tests.storage.people_and_places import ABROAD, DAY, ELSEWHERE, HERE, MINUTE, NOW, workspace

ANA = Person(workspace="T1", slack_id="U1", name="Ana", role=Role.AGENT, reports_to="U2", deputy="U2")
BEA = Person(workspace="T1", slack_id="U2", name="Bea", role=Role.SUPERVISOR)
CAT = Person(workspace="T1", slack_id="U3", name="Cat", role=Role.ADMIN)


def test_a_workspace_is_found_as_it_was_saved_last(store: Store) -> None:
    def save(memory: Memory) -> None:
        memory.workspaces.save(workspace(token="xoxb-old"))
        memory.workspaces.save(workspace(token="xoxb-new"))
        memory.workspaces.save(workspace("T2"))

    store.remember(save)
    assert store.recall(lambda memory: memory.workspaces.find("T1")) == workspace(token="xoxb-new")
    assert store.recall(lambda memory: memory.workspaces.find("T3")) is None
    assert [each.team_id for each in store.recall(lambda memory: memory.workspaces.all())] == ["T1", "T2"]


def test_a_workspace_does_not_print_its_token() -> None:
    assert "xoxb" not in repr(workspace())


def test_a_channel_is_newly_watched_once(store: Store) -> None:
    def watch(memory: Memory) -> list[bool]:
        return [memory.channels.watch("T1", "C1", inviter, NOW) for inviter in ("U1", "U2")]

    assert store.remember(watch) == [True, False]
    found = store.recall(lambda memory: memory.channels.find("T1", "C1"))
    assert found == Channel(workspace="T1", slack_id="C1", inviter="U1")


def test_a_channel_that_was_left_can_be_watched_anew(store: Store) -> None:
    def leave(memory: Memory) -> Channel | None:
        memory.channels.watch("T1", "C1", "U1", NOW)
        memory.channels.unwatch("T1", "C1")
        return memory.channels.find("T1", "C1")

    assert store.remember(leave) == Channel(workspace="T1", slack_id="C1", inviter="U1", watched=False)
    assert store.remember(lambda memory: memory.channels.watch("T1", "C1", "U2", NOW))
    assert store.recall(lambda memory: memory.channels.all("T1")) == (
        Channel(workspace="T1", slack_id="C1", inviter="U2"),
    )


def test_a_channel_that_was_heard_before_an_invitation_is_watched_and_takes_an_inviter_later(store: Store) -> None:
    def learn(memory: Memory) -> list[Channel | None]:
        memory.channels.note_outsiders("T1", "C1", True)
        first = memory.channels.find("T1", "C1")
        memory.channels.watch("T1", "C1", "U1", NOW)
        memory.channels.note_outsiders("T1", "C1", False)
        return [first, memory.channels.find("T1", "C1")]

    assert store.remember(learn) == [
        Channel(workspace="T1", slack_id="C1", inviter="", outsiders=True),
        Channel(workspace="T1", slack_id="C1", inviter="U1", outsiders=False),
    ]


def test_a_channel_with_outsiders_is_not_taken_for_internal(store: Store) -> None:
    def learn(memory: Memory) -> list[bool | None]:
        memory.channels.note_internal("T1", "C1")
        memory.channels.note_outsiders("T1", "C2", True)
        memory.channels.note_internal("T1", "C2")
        memory.channels.watch("T1", "C3", "U1", NOW)
        return [channel.outsiders for channel in memory.channels.all("T1")]

    assert store.remember(learn) == [False, True, None]


def test_a_team_takes_the_place_of_the_one_before(store: Store) -> None:
    def replace(memory: Memory) -> None:
        memory.people.replace_team("T1", [ANA, CAT])
        memory.people.replace_team("T1", [BEA, ANA])

    assert not store.recall(lambda memory: memory.people.team_known("T1"))
    store.remember(replace)
    assert store.recall(lambda memory: memory.people.team_known("T1"))
    assert store.recall(lambda memory: memory.people.team("T1")) == (ANA, BEA)
    assert store.recall(lambda memory: memory.people.find("T1", "U3")) is None
    assert store.recall(lambda memory: memory.people.find("T1", "U2")) == BEA


def test_a_team_of_another_workspace_is_refused_and_nothing_changes(store: Store) -> None:
    store.remember(
        lambda memory: memory.people.replace_team(
            "T2", [Person(workspace="T2", slack_id="U1", name="Al", role=Role.AGENT)]
        )
    )
    with pytest.raises(ValueError, match="another workspace"):
        store.remember(lambda memory: memory.people.replace_team("T2", [ANA]))
    assert [each.name for each in store.recall(lambda memory: memory.people.team("T2"))] == ["Al"]


def test_people_are_introduced_once(store: Store) -> None:
    def introduce(memory: Memory) -> list[bool]:
        return [memory.people.introduce(team, person) for team, person in [("T1", "U1"), ("T1", "U1"), ("T2", "U1")]]

    assert store.remember(introduce) == [True, False, True]
    assert store.recall(lambda memory: memory.people.introduced("T1", {"U1", "U2"})) == {"U1"}
    assert store.recall(lambda memory: memory.people.introduced("T1", ())) == frozenset()


@pytest.mark.parametrize(
    ("channel", "thread", "where"),
    [
        ("", "", {HERE, ELSEWHERE}),
        ("C1", "", {HERE}),
        ("C1", HERE.thread, {HERE}),
        ("C1", "another thread", set()),
    ],
)
def test_a_mute_reaches_as_far_as_it_says(store: Store, channel: str, thread: str, where: set[Place]) -> None:
    store.remember(lambda memory: memory.mutes.add("T1", "U1", channel, thread, now=NOW))

    def muted(memory: Memory) -> set[Place]:
        return {place for place in (HERE, ELSEWHERE, ABROAD) if memory.mutes.muted(place, ["U1", "U2"]) == {"U1"}}

    assert store.recall(muted) == where


def test_a_mute_can_be_undone(store: Store) -> None:
    def mute(memory: Memory) -> tuple[Mute, ...]:
        memory.mutes.add("T1", "U1", "C1", now=NOW)
        memory.mutes.add("T1", "U1", "C1", now=NOW)
        memory.mutes.add("T1", "U1", now=NOW)
        memory.mutes.remove("T1", "U1", "C1")
        return memory.mutes.of("T1", "U1")

    assert store.remember(mute) == (Mute(workspace="T1", person="U1"),)


def test_the_hints_of_the_last_hour_are_told_by_person(store: Store) -> None:
    def hints(memory: Memory) -> tuple[HintMark, ...]:
        memory.hints.note(HERE, "U1", NOW - DAY)
        memory.hints.note(ELSEWHERE, "U1", NOW + MINUTE)
        memory.hints.note(HERE, "U1", NOW)
        memory.hints.note(HERE, "U2", NOW)
        return memory.hints.since("T1", "U1", NOW)

    assert store.remember(hints) == (HintMark(HERE, NOW), HintMark(ELSEWHERE, NOW + MINUTE))
    assert len(store.recall(lambda memory: memory.hints.since("T1", "U1", NOW - DAY))) == 3


def test_a_press_counts_once(store: Store) -> None:
    def press(memory: Memory) -> list[bool]:
        return [memory.presses.once(team, "k", NOW) for team in ("T1", "T1", "T2")]

    assert store.remember(press) == [True, False, True]


def test_one_person_finds_a_cue_wrong_once(store: Store) -> None:
    def judge(memory: Memory) -> list[bool]:
        marks = [("said", "U1"), ("said", "U1"), ("said", "U2"), ("other", "U1")]
        return [memory.feedback.record_wrong("T1", cue, 0.7, person, NOW) for cue, person in marks]

    assert store.remember(judge) == [True, False, True, True]

    def count(memory: Memory) -> dict[str, CueCount]:
        for verb in (memory.feedback.shown, memory.feedback.shown, memory.feedback.used, memory.feedback.dismissed):
            verb("T1", "said")
        return dict(memory.feedback.counts("T1"))

    assert store.remember(count) == {
        "said": CueCount(cue="said", shown=2, used=1, dismissed=1, wrong=2),
        "other": CueCount(cue="other", wrong=1),
    }
