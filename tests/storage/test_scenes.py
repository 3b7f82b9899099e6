"""What is known before a message is read, all of it at once."""

from dataclasses import replace

import pytest

from bot.cases import Case, Need, State
from bot.casewords import CaseWords
from bot.impact import Rank
from bot.people import Person, Role
from bot.scenes import Scene
from bot.workspaces import Bot
from storage.store import Memory, Store
from tests.storage.people_and_places import ABROAD, HERE, NOW, workspace

NOTHING_YET = Scene(
    bot=Bot(user_id="UBOT", bot_id="B1"),
    role=None,
    team_known=False,
    silent=frozenset(),
    guarded=False,
    outsiders=None,
)
ANA = Person(workspace="T1", slack_id="U1", name="Ana", role=Role.MANAGER)
CASE = Case(
    id="c1",
    number="LH-7K2P9Q",
    place=HERE,
    sharer="U1",
    need=Need.ADVICE,
    rank=Rank.HURT,
    state=State.OPEN,
    holder="",
    shared_with=(),
)
SERVED = replace(workspace("E1"), bot_user_id="UORG", bot_id="BORG")


@pytest.fixture
def home(store: Store) -> Store:
    """Installed in one workspace, and full of what belongs to another."""

    def install(memory: Memory) -> None:
        memory.workspaces.save(workspace())
        memory.people.replace_team("T2", [replace(ANA, workspace="T2")])
        memory.cases.open(replace(CASE, place=ABROAD), CaseWords(what=""))
        memory.prints.guard("T2", HERE.channel, on=False)
        memory.channels.note_outsiders("T2", HERE.channel, True)
        fall_silent(memory, "T2", "theirs")

    store.remember(install)
    return store


def fall_silent(memory: Memory, team: str, cue: str) -> None:
    for person in ("U7", "U8", "U9"):
        memory.feedback.shown(team, cue)
        memory.feedback.record_wrong(team, cue, 0.7, person, NOW)
    assert memory.feedback.fall_silent(team, cue, NOW)


def seen(store: Store) -> Scene | None:
    return store.recall(lambda memory: memory.scenes.find(HERE, "U1"))


def test_nothing_is_known_where_nobody_installed_us(store: Store) -> None:
    assert seen(store) is None


def test_at_first_only_who_we_are_is_known(home: Store) -> None:
    assert seen(home) == NOTHING_YET


def test_an_author_has_the_role_of_the_team_file(home: Store) -> None:
    home.remember(lambda memory: memory.people.replace_team("T1", [ANA]))
    assert seen(home) == replace(NOTHING_YET, role=Role.MANAGER, team_known=True)


def test_a_stranger_beside_a_team_has_no_role(home: Store) -> None:
    home.remember(lambda memory: memory.people.replace_team("T1", [replace(ANA, slack_id="U2")]))
    assert seen(home) == replace(NOTHING_YET, team_known=True)


def test_every_silent_cue_is_known(home: Store) -> None:
    def silence(memory: Memory) -> None:
        for cue in ("calm-down", "as-i-said"):
            fall_silent(memory, "T1", cue)

    home.remember(silence)
    assert seen(home) == replace(NOTHING_YET, silent=frozenset({"calm-down", "as-i-said"}))


@pytest.mark.parametrize("outsiders", [True, False])
def test_who_can_read_the_channel_is_known(home: Store, outsiders: bool) -> None:
    home.remember(lambda memory: memory.channels.note_outsiders("T1", HERE.channel, outsiders))
    assert seen(home) == replace(NOTHING_YET, outsiders=outsiders)


def test_a_channel_is_guarded_once_there_is_a_case(home: Store) -> None:
    home.remember(lambda memory: memory.cases.open(CASE, CaseWords(what="")))
    assert seen(home) == replace(NOTHING_YET, guarded=True)


def test_a_channel_in_which_nobody_asks_is_not_guarded(home: Store) -> None:
    def work(memory: Memory) -> None:
        memory.cases.open(CASE, CaseWords(what=""))
        memory.prints.guard("T1", HERE.channel, on=False)

    home.remember(work)
    assert seen(home) == NOTHING_YET


def test_an_organisation_speaks_for_its_workspaces(store: Store) -> None:
    def install(memory: Memory) -> None:
        memory.workspaces.save(SERVED)
        memory.workspaces.join("T1", "E1")

    store.remember(install)
    assert seen(store) == replace(NOTHING_YET, bot=Bot(user_id="UORG", bot_id="BORG"))


def test_a_workspace_that_has_its_own_installation_does_not_ask_its_organisation(store: Store) -> None:
    def install(memory: Memory) -> None:
        memory.workspaces.save(SERVED)
        memory.workspaces.save(replace(workspace(), enterprise="E1"))

    store.remember(install)
    assert seen(store) == NOTHING_YET


def test_nobody_is_at_home_whose_organisation_is_gone(store: Store) -> None:
    store.remember(lambda memory: memory.workspaces.join("T1", "E1"))
    assert seen(store) is None
