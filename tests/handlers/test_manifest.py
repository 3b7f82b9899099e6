"""The manifest lists what the code registers and calls, and nothing else."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.manifest import EVENT_SCOPES
from bot.sandbox.web_api import METHODS
from handlers.features import FEATURES
from handlers.levelhead import VERBS
from tests.running import MANIFEST

HANDLERS = Path(__file__).parent.parent.parent / "handlers"
ALWAYS = {"commands"}
"""Scopes that no method asks for: slash commands and shortcuts."""


OPTIONAL = set(MANIFEST["oauth_config"]["scopes"]["bot_optional"])
"""Scopes that a workspace may refuse: they serve the team command alone."""


class Recorder:
    """Stands in for Bolt's app and writes down what is registered."""

    def __init__(self) -> None:
        self.registered: dict[str, set[str]] = {}

    def __getattr__(self, kind: str) -> Callable[[str], Callable[[Any], Any]]:
        def decorator(name: str) -> Callable[[Any], Any]:
            self.registered.setdefault(kind, set()).add(name)
            return lambda listener: listener

        return decorator


@pytest.fixture(scope="module")
def registered() -> dict[str, set[str]]:
    recorder = Recorder()
    for feature in FEATURES:
        feature.register(recorder, None)
    return recorder.registered


def called() -> set[str]:
    """Every Web API method that stands in the code of handlers, as `client.chat_postMessage` and the like."""
    names = {name for path in HANDLERS.glob("*.py") for name in _attributes(path.read_text(encoding="utf-8"))}
    methods = {re.sub("_", ".", name, count=count) for name in names for count in (1, 0)}
    return {method for method in methods if method in METHODS}


def _attributes(source: str) -> Iterator[str]:
    return (node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))


def listed(kind: str, key: str) -> set[str]:
    return {one[key] for one in MANIFEST["features"][kind]}


def test_commands_in_the_manifest_are_those_that_listen(registered: dict[str, set[str]]) -> None:
    assert listed("slash_commands", "command") == registered["command"]


def test_what_is_hinted_at_behind_levelhead_is_what_it_knows() -> None:
    (hint,) = (one["usage_hint"] for one in MANIFEST["features"]["slash_commands"] if one["command"] == "/levelhead")
    hinted = set(hint.split(" | "))
    assert hinted <= set(VERBS)
    assert hinted >= {"help", "status", "mute", "unmute", "recover", "settings"}


def test_shortcuts_in_the_manifest_are_those_that_listen(registered: dict[str, set[str]]) -> None:
    assert listed("shortcuts", "callback_id") == registered["shortcut"]


def test_events_in_the_manifest_are_those_that_listen(registered: dict[str, set[str]]) -> None:
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {event.partition(".")[0] for event in subscribed} == registered["event"]


def test_every_method_that_is_called_has_its_scope() -> None:
    scopes = set(MANIFEST["oauth_config"]["scopes"]["bot"]) | OPTIONAL
    without = {method for method in called() if METHODS[method].scopes and not scopes & set(METHODS[method].scopes)}
    assert without == set()


def test_no_scope_is_asked_for_in_vain() -> None:
    by_methods = {scope for method in called() for scope in METHODS[method].scopes}
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    by_events = {scope for event in subscribed for scope in EVENT_SCOPES.get(event, ())}
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) | OPTIONAL <= by_methods | by_events | ALWAYS


def test_nothing_but_the_team_command_needs_an_optional_scope() -> None:
    needs = {method for method in METHODS if OPTIONAL & set(METHODS[method].scopes)}
    asks = {
        path.name
        for path in HANDLERS.glob("*.py")
        if needs & {name.replace("_", ".") for name in _attributes(path.read_text(encoding="utf-8"))}
    }
    assert asks == {"team_sources.py"}


def test_methods_really_are_found_in_the_code() -> None:
    assert {"chat.postEphemeral", "conversations.open", "views.open", "users.info"} <= called()
