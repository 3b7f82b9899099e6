"""What the container image would do, as far as it can be tried without an engine that builds it."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from tests.running import MANIFEST

ROOT = Path(__file__).parent.parent
RECIPE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")


def orders(name: str) -> list[str]:
    """Everything that the recipe orders by this name, in order."""
    return re.findall(rf"^\s*{name} (.+)$", RECIPE, re.MULTILINE)


def command(order: str) -> list[str]:
    """A command in the form that needs no shell."""
    found = json.loads(order[order.index("[") :])
    assert isinstance(found, list)
    return found


def checked(*arguments: str) -> None:
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_image_s_recipe_is_sound() -> None:
    checked("hadolint", "Dockerfile")


def test_the_composition_is_of_the_known_shape() -> None:
    checked("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")


def test_what_is_counted_is_kept_inside() -> None:
    door = (ROOT / "compose.yaml").read_text().partition("content: |")[2]
    assert door.index("respond /metrics 404") < door.index("reverse_proxy")


def test_the_image_runs_as_nobody_in_particular_and_says_how_it_is() -> None:
    assert orders("USER") == ["10001"]
    assert len(orders("HEALTHCHECK")) == 1


def test_the_slack_cli_is_told_how_to_start() -> None:
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text())["hooks"]
    printed = subprocess.run(hooks["get-manifest"], shell=True, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(printed.stdout) == MANIFEST
    assert "levelhead run" in hooks["start"]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the virtual environment that the recipe builds, out of nothing but what enters the image."""
    folder = tmp_path_factory.mktemp("image")
    build = folder / "build"
    build.mkdir()
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if line.startswith("!"):
            copy = shutil.copytree if (ROOT / line[1:]).is_dir() else shutil.copy
            copy(ROOT / line[1:], build / line[1:])
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder / "venv"), "UV_COMPILE_BYTECODE": "1"}
    environment.pop("VIRTUAL_ENV", None)
    install = next(order for order in orders("RUN") if order.endswith("--no-editable"))
    subprocess.run(install.split(), cwd=build, env=environment, check=True, capture_output=True, timeout=300)
    shutil.rmtree(build)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.heavy
def test_the_image_s_own_command_starts_is_healthy_and_stops_when_told(image: Path, tmp_path: Path) -> None:
    binaries = image / "venv" / "bin"
    before = sorted(path for path in image.rglob("*"))
    with Sandbox.start(MANIFEST) as slack:
        environment = {
            "PATH": f"{binaries}:{os.environ['PATH']}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'levelhead.sqlite3'}",
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "PORT": "0",
        }
        start = [str(binaries / command(orders("CMD")[-1])[0]), *command(orders("CMD")[-1])[1:]]
        running = subprocess.Popen(start, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
        assert running.stderr is not None
        watchdog = threading.Timer(120, running.kill)
        watchdog.start()
        try:
            line = next(line for line in running.stderr if '"listening"' in line)
            environment["PORT"] = line.split('"port": ')[1].split(",")[0].rstrip("}\n")
            health = [str(binaries / "python"), *command(orders("HEALTHCHECK")[0])[1:]]
            assert subprocess.run(health, env=environment, timeout=10, check=False).returncode == 0
            running.terminate()
            assert running.wait(60) == 0
        finally:
            watchdog.cancel()
            running.kill()
            running.stderr.close()
    assert sorted(path for path in image.rglob("*")) == before, "a read-only file system would have refused it"
