"""The rules of the house: who may import whom, and which lists say the same thing twice and must agree."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "phrasebook", "storage")
MAY_IMPORT = {
    "phrasebook": {"phrasebook"},
    "bot": {"bot", "phrasebook"},
    "bot.sandbox": {"bot.sandbox"},
    "storage": {"storage", "bot", "phrasebook"},
    "handlers": {"handlers", "storage", "bot", "phrasebook"},
}
OUTSIDE = {
    "phrasebook": {"pydantic", "vaderSentiment", "lemminflect", "simplemma"},
    "bot": {"pydantic", "pydantic_settings", "dateparser", "holidays"},
    "bot.sandbox": {"pydantic", "starlette", "uvicorn", "websockets", "rich"},
    "storage": {"alembic", "cryptography", "filelock", "psycopg", "sqlalchemy", "sqlmodel", "structlog"},
    "handlers": {
        "apscheduler",
        "matplotlib",
        "prometheus_client",
        "pydantic",
        "slack_bolt",
        "slack_sdk",
        "starlette",
        "structlog",
        "uvicorn",
    },
}
FRONT_DOOR = "bot/__main__.py"
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return "bot.sandbox" if parts[:2] == ("bot", "sandbox") else parts[0]


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield f"{node.module}"


def forbidden(room: str, source: str) -> list[str]:
    """The modules that a room may not import, among those that a source imports."""
    import sys

    def allowed(module: str) -> bool:
        top = module.partition(".")[0]
        if top in ROOMS:
            house = "bot.sandbox" if module.startswith("bot.sandbox") else top
            return house in MAY_IMPORT[room] and module != "bot.__main__"
        return top in sys.stdlib_module_names or top in OUTSIDE[room]

    return [module for module in imports(source) if not allowed(module)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    if str(path.relative_to(ROOT)) != FRONT_DOOR:
        assert forbidden(room_of(path), path.read_text()) == []


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("phrasebook", "import slack_sdk"),
        ("phrasebook", "from bot.people import Role"),
        ("bot", "from storage.store import Store"),
        ("bot", "import sqlmodel"),
        ("bot", "from bot.sandbox.server import Sandbox"),
        ("storage", "from handlers.blocks import plain"),
        ("handlers", "import sqlalchemy"),
        ("handlers", "from bot.__main__ import main"),
        ("bot.sandbox", "from handlers.assemble import assemble"),
    ],
)
def test_the_table_of_imports_refuses(room: str, line: str) -> None:
    assert forbidden(room, line)


def test_only_the_usual_folders_stand_at_the_top() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert folders <= {*ROOMS, "tests", "docs", "dist", "build"}


def test_every_module_says_in_a_sentence_what_it_is() -> None:
    without = [str(path.relative_to(ROOT)) for path in FILES if not ast.get_docstring(ast.parse(path.read_text()))]
    assert [name for name in without if "/migrations/" not in name] == []


def test_the_example_environment_lists_every_setting_and_no_other() -> None:
    listed = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert listed == {name.upper() for name in Settings.model_fields}


def test_the_defaults_in_the_example_environment_are_the_real_ones() -> None:
    given = dict(re.findall(r"^# ([A-Z][A-Z_]+)=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert given == {name: str(Settings.model_fields[name.lower()].default) for name in given}


def test_the_manifest_is_json_of_the_known_shape() -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text())
    assert 174 <= len(manifest["display_information"]["long_description"]) <= 4000
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
