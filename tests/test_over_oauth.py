"""What is typed in a shell, where people install the app themselves and no token stands in the settings."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.team import Team
from bot.settings import Settings, SettingsFault
from bot.workspaces import Workspace
from handlers.doctor import examine
from handlers.team_command import import_team, show_team, team_template
from storage.store import Memory, Store
from tests.running import MANIFEST, built_in_book

LINE = "slack_id,name,role,reports_to\nU0SUPERSAM,Sam,supervisor,\nU0AGENTANA,Ana,agent,U0SUPERSAM\n"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST) as sandbox:
        yield sandbox


@pytest.fixture
def settings(slack: Sandbox, tmp_path: Path) -> Settings:
    return Settings.from_environment(
        _env_file=None,
        slack_client_id=slack.app.client_id,
        slack_client_secret=slack.app.client_secret,
        slack_signing_secret="0" * 32,
        slack_api_url=slack.api_url,
        levelhead_url="https://levelhead.example",
        database_url=f"sqlite:///{tmp_path / 'levelhead.sqlite3'}",
    )


def installed(settings: Settings, *homes: tuple[str, str], organisation: str = "") -> None:
    """Somebody in each of these workspaces has said yes; with an organisation, each was heard from in it."""

    def work(memory: Memory) -> None:
        for team, token in homes:
            home = Workspace(
                team_id=organisation or team, name=team, bot_user_id="U0LEVELHEAD", bot_id="B0LEVELHEAD", token=token,
                enterprise=organisation,
            )  # fmt: skip
            memory.workspaces.save(home)
            if organisation:
                memory.workspaces.join(team, organisation)

    store = Store.open(settings.database_url)
    store.remember(work)
    store.close()


def seen(settings: Settings) -> tuple[str, bool]:
    lines, sound = examine(built_in_book().say, lambda: settings, now=lambda: datetime.now(UTC))
    return "\n".join(lines), sound


def csv(folder: Path, text: str = LINE) -> Path:
    file = folder / "team.csv"
    file.write_text(text)
    return file


def test_before_anybody_has_installed_it_the_doctor_says_where(slack: Sandbox, settings: Settings) -> None:
    installed(settings)
    told, sound = seen(settings)
    assert sound, told
    assert "https://levelhead.example/slack/install" in told
    assert "clock: " in told


def test_the_doctor_looks_at_the_token_of_every_installation(slack: Sandbox, settings: Settings) -> None:
    installed(settings, (slack.home.id, slack.bot_token), ("T0GONE", "xoxb-of-another-time"))
    told, sound = seen(settings)
    assert not sound
    assert "levelhead in Harbour Goods" in told
    assert "T0GONE any more (invalid_auth)" in told


def test_a_team_is_held_against_who_is_in_its_workspace(slack: Sandbox, settings: Settings, tmp_path: Path) -> None:
    installed(settings, (slack.home.id, slack.bot_token))
    with pytest.raises(SettingsFault) as refused:
        import_team(settings, csv(tmp_path, LINE.replace("U0AGENTANA", "U0NOBODY")))
    assert "not a member of this workspace" in refused.value.faults[0]


def test_the_template_lists_who_is_in_the_workspace(slack: Sandbox, settings: Settings) -> None:
    installed(settings, (slack.home.id, slack.bot_token))
    assert "U0AGENTANA,Ana,agent," in team_template(settings)


def test_of_several_workspaces_one_is_named(slack: Sandbox, settings: Settings, tmp_path: Path) -> None:
    other: Team = slack.add_workspace("T0OTHER", "Other Goods")
    installed(settings, (slack.home.id, slack.bot_token), (other.id, other.bot_token))
    with pytest.raises(SettingsFault) as refused:
        import_team(settings, csv(tmp_path))
    assert f"{slack.home.id}, {other.id}; say which one with --workspace" in str(refused.value)
    import_team(settings, csv(tmp_path), named=other.id)
    assert show_team(settings, other.id)[0] == "Sam (U0SUPERSAM), supervisor"
    assert "No team" in show_team(settings, slack.home.id)[0]


def test_a_workspace_that_is_not_there_is_told(slack: Sandbox, settings: Settings) -> None:
    installed(settings, (slack.home.id, slack.bot_token))
    with pytest.raises(SettingsFault) as refused:
        show_team(settings, "T0WRONG")
    assert f"{slack.home.id}; T0WRONG is not among them" in str(refused.value)


def test_a_workspace_of_an_organisation_has_a_team_of_its_own(
    slack: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    installed(settings, (slack.home.id, slack.bot_token), organisation="E0ORG")
    import_team(settings, csv(tmp_path))
    told, sound = seen(settings)
    assert sound, told
    assert "2 listed" in told


def test_without_any_workspace_it_says_where_to_install(settings: Settings) -> None:
    with pytest.raises(SettingsFault) as refused:
        show_team(settings)
    assert "https://levelhead.example/slack/install" in str(refused.value)
