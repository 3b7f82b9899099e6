"""`levelhead doctor` finds what is wrong and says what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from bot.people import Person, Role
from bot.sandbox.seed import HOME_TEAM
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from handlers.authorize import introduce
from handlers.doctor import examine
from storage.migrations import following, upgrade
from storage.store import Store
from tests.running import MANIFEST, built_in_book, settings_for
from tests.storage.test_migrations import REVISIONS

NEXT = following(REVISIONS[-1])


def seen(settings: Settings, ahead: timedelta = timedelta()) -> tuple[str, bool]:
    lines, sound = examine(built_in_book().say, lambda: settings, now=lambda: datetime.now(UTC) + ahead)
    return "\n".join(lines), sound


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST) as sandbox:
        yield sandbox


@pytest.fixture
def settings(slack: Sandbox, tmp_path: Path) -> Settings:
    return settings_for(slack, tmp_path)


def remember(settings: Settings, *team: Person) -> None:
    """Run once: the tables are there, the workspace is known, and so is this team."""
    store = Store.open(settings.database_url)
    workspace = introduce(store, settings.slack_bot_token.get_secret_value(), settings.slack_api_url).team_id
    store.remember(lambda memory: memory.people.replace_team(workspace, team))
    store.close()


def person(slack_id: str, role: Role, head: str = "") -> Person:
    return Person(workspace=HOME_TEAM, slack_id=slack_id, name=slack_id, role=role, reports_to=head)


def changed(settings: Settings, **given: Any) -> Settings:
    return settings.model_copy(update=given)


def test_a_sound_installation_is_in_order(slack: Sandbox, settings: Settings) -> None:
    remember(
        settings,
        person("U0SUPERSAM", Role.SUPERVISOR),
        person("U0AGENTANA", Role.AGENT, "U0SUPERSAM"),
    )
    told, sound = seen(settings)
    assert sound, told
    assert "WRONG" not in told
    topics = ("bot token", "scopes", "clock", "app token", "database", "team", "phrasebook")
    assert all(f"{topic}: " in told for topic in topics)


def test_before_the_first_start_nothing_is_made(settings: Settings, tmp_path: Path) -> None:
    told, sound = seen(settings)
    assert sound
    assert "made at the first start" in told
    assert list(tmp_path.iterdir()) == []


def test_every_fault_of_the_environment_is_told_and_the_rest_still_looked_at(tmp_path: Path) -> None:
    def load() -> Settings:
        return Settings.from_environment(_env_file=None, database_url=f"sqlite:///{tmp_path / 'x.sqlite3'}")

    lines, sound = examine(built_in_book().say, load, now=lambda: datetime.now(UTC))
    told = "\n".join(lines)
    assert not sound
    assert "SLACK_BOT_TOKEN is missing" in told
    assert "phrasebook" in told


def test_a_refused_token_is_told_with_what_to_do(slack: Sandbox, settings: Settings) -> None:
    slack.faults.error("auth.test", "account_inactive")
    told, sound = seen(settings)
    assert not sound
    assert "account_inactive" in told
    assert "OAuth & Permissions" in told


def test_missing_scopes_are_named(tmp_path: Path) -> None:
    less = {**MANIFEST, "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "pins:write"]}}}
    with Sandbox.start(less) as slack:
        told, sound = seen(settings_for(slack, tmp_path))
    assert not sound
    assert "missing: channels:history" in told
    assert "beyond manifest.json: pins:write" in told


def test_a_refused_app_token_is_told(slack: Sandbox, settings: Settings) -> None:
    slack.faults.error("apps.connections.open", "not_allowed_token_type")
    told, sound = seen(settings)
    assert not sound
    assert "SLACK_APP_TOKEN" in told


def test_a_silent_slack_is_told(settings: Settings) -> None:
    told, sound = seen(changed(settings, slack_api_url="http://127.0.0.1:9/api/"))
    assert not sound
    assert "no answer from Slack" in told


def test_a_signing_secret_that_cannot_be_one_is_told(slack: Sandbox, tmp_path: Path) -> None:
    told, sound = seen(settings_for(slack, tmp_path, over_http=True, slack_signing_secret="not a secret"))
    assert not sound
    assert "SLACK_SIGNING_SECRET" in told


def test_a_clock_that_is_off_is_told(settings: Settings) -> None:
    told, sound = seen(settings, timedelta(minutes=10))
    assert not sound
    assert "NTP" in told


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"database_url": "sqlite:////no/such/folder/levelhead.sqlite3"}, "the folder of the file"),
        ({"database_url": "sqlite:///"}, "names no database"),
        ({"levelhead_secret_key": SecretStr("not a key")}, "holds something that is no key"),
        ({"database_url": "postgresql://levelhead@127.0.0.1:9/levelhead"}, "LEVELHEAD_SECRET_KEY is needed"),
    ],
    ids=["folder", "address", "key", "no key"],
)
def test_what_would_keep_it_from_a_first_start_is_told(settings: Settings, given: dict[str, Any], word: str) -> None:
    told, sound = seen(changed(settings, **given))
    assert not sound
    assert word in told


@pytest.mark.parametrize(
    ("revision", "word", "sound"), [("0001", "older", True), ("from_the_future", "newer", False)], ids=["old", "new"]
)
def test_tables_of_another_version_are_told_and_left_as_they_are(
    settings: Settings, revision: str, word: str, sound: bool
) -> None:
    upgrade(settings.database_url, "0001")
    engine = create_engine(settings.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    told, found = seen(settings)
    with engine.begin() as connection:
        kept = connection.scalar(text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    assert (word in told, found, kept) == (True, sound, revision)


def test_a_key_that_does_not_fit_is_told(settings: Settings) -> None:
    other = Fernet.generate_key().decode()
    Store.open(settings.database_url, keys=[Fernet.generate_key().decode()]).close()
    secret = type(settings.slack_bot_token)(other)
    told, sound = seen(changed(settings, levelhead_secret_key=secret))
    assert not sound
    assert "LEVELHEAD_SECRET_KEY" in told


def test_tables_of_the_next_version_are_noted_and_those_of_later_ones_wrong(settings: Settings) -> None:
    remember(settings)
    for revision, verdict in ((NEXT, "one step newer"), (following(NEXT), "Start the newer version")):
        engine = create_engine(settings.database_url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :one"), {"one": revision})
        engine.dispose()
        told, sound = seen(settings)
        assert verdict in told
        assert sound is (revision == NEXT)


def test_a_database_that_cannot_be_written_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "levelhead.sqlite3").write_bytes(b"this is no database" * 100)
    told, sound = seen(settings)
    assert not sound
    assert "DATABASE_URL" in told


def test_a_head_who_has_left_is_told(slack: Sandbox, settings: Settings) -> None:
    remember(
        settings,
        person("U0SUPERSAM", Role.SUPERVISOR),
        person("U0AGENTANA", Role.AGENT, "U0SUPERSAM"),
    )
    slack.person("Sam").change(deleted=True)
    told, sound = seen(settings)
    assert not sound
    assert "cannot be above anybody" in told


def test_without_a_team_it_says_how_to_begin(settings: Settings) -> None:
    remember(settings)
    told, sound = seen(settings)
    assert sound
    assert "levelhead team template" in told


def test_faulty_pages_are_named(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "cues").mkdir(parents=True)
    (folder / "cues" / "ours.toml").write_text("[[cue]]\nid = 1\n")
    told, sound = seen(changed(settings, levelhead_pages=folder))
    assert not sound
    assert "ours.toml" in told
