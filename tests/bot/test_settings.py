"""Each thing missing or wrong in the environment is told in one plain sentence."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, SettingsFault, without_slack
from storage.sweeping import LIVES

GOOD: dict[str, Any] = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}


def faults(**given: Any) -> tuple[str, ...]:
    with pytest.raises(SettingsFault) as told:
        Settings.from_environment(_env_file=None, **{**GOOD, **given})
    return told.value.faults


def test_two_tokens_are_enough() -> None:
    settings = Settings.from_environment(_env_file=None, **GOOD)
    assert settings.socket_mode
    assert settings.secret_keys == ()


def test_a_signing_secret_alone_means_http() -> None:
    given = {"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"}
    assert not Settings.from_environment(_env_file=None, **given).socket_mode


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"slack_bot_token": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({"slack_app_token": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"slack_app_token": None}, "SLACK_SIGNING_SECRET or SLACK_APP_TOKEN"),
        ({"slack_api_url": "slack.com"}, "SLACK_API_URL"),
        ({"database_url": "mysql://x"}, "DATABASE_URL"),
        ({"port": "many"}, "PORT"),
        ({"port": 70000}, "PORT"),
        ({"levelhead_pages": "/no/such/folder"}, "LEVELHEAD_PAGES"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(wrong: dict[str, Any], named: str) -> None:
    (fault,) = faults(**wrong)
    assert fault.startswith(named)
    assert "\n" not in fault


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(slack_bot_token="x", database_url="y", port="z")) == 3


def test_no_case_outlives_what_is_known_of_its_steps() -> None:
    kept = next(life for column, life in LIVES if column.table.name == "case_moments")
    assert faults(levelhead_case_days=kept.days)
    assert Settings.from_environment(_env_file=None, **GOOD, levelhead_case_days=kept.days - 1)


def test_a_secret_is_never_repeated_in_a_fault() -> None:
    assert "xapp-secret" not in " ".join(faults(slack_bot_token="xapp-secret"))


def test_relays_and_keys_are_lists() -> None:
    settings = Settings.from_environment(
        _env_file=None, **GOOD, levelhead_relays="B1, B2", levelhead_secret_key="new,old"
    )
    assert settings.levelhead_relays == {"B1", "B2"}
    assert settings.secret_keys == ("new", "old")


def test_everything_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(SettingsFault) as told:
        Settings.from_environment(_env_file=None)
    assert [fault.split()[0] for fault in told.value.faults] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]


def test_an_env_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"SLACK_BOT_TOKEN=\xff")
    with pytest.raises(SettingsFault, match=r"\.env"):
        Settings.from_environment(_env_file=file)


def test_what_needs_no_slack_asks_for_nothing_of_it() -> None:
    assert without_slack(_env_file=None, database_url="sqlite:///x.db").database_url == "sqlite:///x.db"


def test_an_env_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_SIGNING_SECRET=s\nPORT=\n")
    assert Settings.from_environment(_env_file=file).port == 3000
