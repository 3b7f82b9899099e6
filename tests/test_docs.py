"""What the documents name exists, and what exists is named in them."""

import re
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import _parser
from bot.settings import Settings
from handlers.metrics import Metrics
from storage.tables import WORKSPACES
from tests.running import MANIFEST, built_in_book

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "phrasebook" / "README.md"])
SPANS = re.compile(r"`([^`\n]+)`")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def spans(name: str) -> set[str]:
    """What stands between backticks in a document, the blocks of code included."""
    text = text_of(name)
    return set(SPANS.findall(text)) | {
        line for block in re.findall(r"```[^\n]*\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
    }


def first_column(name: str) -> set[str]:
    """The names in the first column of a document's tables."""
    cells = re.findall(r"^\| (.+?) \|", text_of(name), re.MULTILINE)
    return {span for cell in cells for span in SPANS.findall(cell)}


def metric_names() -> set[str]:
    return {name for metric in Metrics().registry.collect() for name in [metric.name]}


def command_words() -> set[str]:
    """The subcommands of `levelhead`."""
    actions = [action for action in _parser()._actions if action.choices]
    return {str(word) for action in actions for word in action.choices or ()}


def test_every_table_stands_in_the_privacy_page_and_no_other() -> None:
    tables = {table.name for table in WORKSPACES.metadata.sorted_tables}
    assert first_column("docs/privacy.md") == tables


def test_every_scope_has_its_reason_and_no_other() -> None:
    scopes = {*MANIFEST["oauth_config"]["scopes"]["bot"], *MANIFEST["oauth_config"]["scopes"].get("bot_optional", ())}
    assert {span for span in first_column("SECURITY.md") if re.fullmatch(r"[a-z.]+:[a-z]+|commands", span)} == scopes


def test_what_is_held_against_the_known_advisories_is_all_that_is_locked() -> None:
    (line,) = (span for span in spans("SECURITY.md") if span.startswith("uv export"))
    told = subprocess.run(line.partition(" > ")[0].split(), cwd=ROOT, capture_output=True, text=True, check=True).stdout
    asked = [one for one in re.split(r"\n(?=\S)", told) if not one.startswith("#")]
    assert len(asked) > 20
    assert [one.split()[0] for one in asked if "--hash=" not in one] == []


def test_every_metric_stands_in_the_administration_page_and_no_other() -> None:
    named = {
        span.removesuffix("_total") for span in first_column("docs/administration.md") if span.startswith("levelhead_")
    }
    assert named == metric_names()


def test_every_slash_command_is_explained_and_no_other() -> None:
    commands = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    named = {
        span.split()[0]
        for name in ("README.md", "docs/administration.md")
        for span in spans(name)
        if span.startswith("/")
    }
    assert {name for name in named if re.fullmatch(r"/[a-z]+", name)} - {
        "/invite",
        "/healthz",
        "/readyz",
        "/metrics",
    } == commands


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_a_command_that_is_named_exists(path: Path) -> None:
    called = [line for line in spans(str(path.relative_to(ROOT))) if re.search(r"(?:^|run )levelhead [a-z]", line)]
    words = {match[1] for line in called for match in re.finditer(r"(?:^|run )levelhead ([a-z]+)", line)}
    assert words <= command_words()


def test_every_command_is_explained() -> None:
    named = " ".join(span for path in DOCS for span in spans(str(path.relative_to(ROOT))))
    assert {word for word in command_words() if f"levelhead {word}" not in named} == set()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_a_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"\b(?:SLACK|LEVELHEAD)_[A-Z_]+|\bDATABASE_URL\b", path.read_text(encoding="utf-8")))
    assert named <= {name.upper() for name in Settings.model_fields} | {
        "SLACK_CLI_XOXB",
        "SLACK_CLI_XAPP",
        "LEVELHEAD_BROWSER",
    }


def test_every_verb_of_the_levelhead_command_is_explained_by_its_help() -> None:
    named = {
        span.split()[1] for span in SPANS.findall(text_of("docs/administration.md")) if span.startswith("/levelhead ")
    }
    helped = {
        span.split()[1]
        for span in SPANS.findall(built_in_book().say("levelhead.help"))
        if span.startswith("/levelhead ")
    }
    assert named == helped


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_a_file_that_is_linked_is_there(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
