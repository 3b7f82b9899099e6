"""What starts says what is missing or wrong in one plain line, runs, and stops when told."""

import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from tests.front_door.shell import clean_environment, levelhead
from tests.running import MANIFEST


def test_without_an_environment_each_missing_thing_has_its_line(tmp_path: Path) -> None:
    done = levelhead(tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith("levelhead: SLACK_BOT_TOKEN is missing")
    assert "Traceback" not in done.stderr


def test_the_door_opens_without_what_only_some_commands_need(tmp_path: Path) -> None:
    code = "import sys, bot.__main__; print({name.partition('.')[0] for name in sys.modules})"
    environment = clean_environment(tmp_path)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "bot" in done.stdout
    assert [name for name in ("handlers", "storage", "sqlalchemy", "slack_sdk") if f"'{name}'" in done.stdout] == []


def test_a_token_that_slack_refuses_is_named(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        secrets = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": slack.api_url}
        done = levelhead(tmp_path, "run", **secrets, PORT="0")
    assert done.returncode == 2
    assert done.stderr.strip().startswith("levelhead: SLACK_BOT_TOKEN")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_slack_that_does_not_answer_is_named(tmp_path: Path) -> None:
    nowhere = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    done = levelhead(tmp_path, "run", **nowhere, PORT="0")
    assert (done.returncode, done.stderr.split(":")[1].strip()) == (2, "SLACK_API_URL")


def test_postgresql_without_a_key_is_refused(tmp_path: Path) -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "DATABASE_URL": "postgresql://127.0.0.1:9/x"}
    done = levelhead(tmp_path, "run", **given, PORT="0")
    assert done.returncode == 2
    assert "LEVELHEAD_SECRET_KEY" in done.stderr


@pytest.mark.parametrize("over_http", [True, False], ids=["http", "socket"])
def test_the_bot_runs_answers_for_its_health_and_stops_when_told(tmp_path: Path, over_http: bool) -> None:
    with Sandbox.start(MANIFEST) as slack:
        door = {"SLACK_SIGNING_SECRET": slack.signing_secret} if over_http else {"SLACK_APP_TOKEN": slack.app_token}
        running = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env=clean_environment(
                tmp_path, SLACK_BOT_TOKEN=slack.bot_token, SLACK_API_URL=slack.api_url, PORT="0", **door
            ),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert running.stderr is not None
        watchdog = threading.Timer(120, running.kill)
        watchdog.start()
        try:
            line = next(line for line in running.stderr if '"listening"' in line)
            port = int(line.split('"port": ')[1].split(",")[0].rstrip("}\n"))
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
                assert answer.read() == b"ok\n"
            running.terminate()
            assert running.wait(60) == 0
        finally:
            watchdog.cancel()
            running.kill()
            running.stderr.close()


def test_a_team_is_imported_and_shown(tmp_path: Path) -> None:
    team = tmp_path / "team.csv"
    team.write_text(
        "slack_id,name,role,reports_to\n"
        "U0SUPERSAM,Sam,supervisor,\n"
        "U0AGENTANA,Ana,agent,U0SUPERSAM\n"
        "U0AGENTBEN,Ben,agent,U0SUPERSAM\n"
    )
    with Sandbox.start(MANIFEST) as slack:
        environment = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
        }
        imported = levelhead(tmp_path, "team", "import", str(team), **environment)
        assert (imported.returncode, imported.stderr) == (0, "")
        shown = levelhead(tmp_path, "team", "show", **environment)
    assert shown.stdout.splitlines() == [
        "Sam (U0SUPERSAM), supervisor",
        "  Ana (U0AGENTANA), agent",
        "  Ben (U0AGENTBEN), agent",
    ]


def test_a_team_file_with_a_fault_changes_nothing(tmp_path: Path) -> None:
    team = tmp_path / "team.csv"
    team.write_text("slack_id,name,role,reports_to\nU0AGENTANA,Ana,dancer,\n")
    with Sandbox.start(MANIFEST) as slack:
        environment = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
        }
        done = levelhead(tmp_path, "team", "import", str(team), **environment)
        assert done.returncode == 2
        assert "dancer" in done.stderr
        assert "No team" in levelhead(tmp_path, "team", "show", **environment).stdout


def test_the_database_is_brought_up_to_date(tmp_path: Path) -> None:
    assert levelhead(tmp_path, "db", "upgrade").returncode == 0
    assert (tmp_path / "levelhead.sqlite3").exists()


@pytest.mark.parametrize("asked", [("score", "--pages", "nowhere"), ("demo", "--port", "70000")])
def test_an_argument_that_cannot_be_used_is_named(tmp_path: Path, asked: tuple[str, ...]) -> None:
    done = levelhead(tmp_path, *asked)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert asked[-1] in done.stderr


@pytest.mark.parametrize(("asked", "code"), [(["demo"], 0), (["demo", "--once"], 130)])
def test_a_demo_that_is_stopped_in_the_middle_says_good_bye(tmp_path: Path, asked: list[str], code: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", *asked],
        cwd=tmp_path,
        env=clean_environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        next(line for line in running.stdout if "is connected" in line)
        running.send_signal(signal.SIGINT)
        told, wrong = running.communicate(timeout=60)
    assert (running.returncode, told.splitlines()[-1], wrong) == (code, "Good-bye.", "")


def test_a_port_of_the_demo_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = levelhead(tmp_path, "demo", "--once", "--port", port)
    assert (done.returncode, done.stderr.splitlines()) == (
        2,
        [f"levelhead: --port {port} cannot be opened; choose another."],
    )
