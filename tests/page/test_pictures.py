"""The story that the README's pictures show still happens; it needs no browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.page.pictures import play
from tests.running import MANIFEST, running


@pytest.fixture
def workspace() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST) as sandbox:
        yield sandbox


@pytest.fixture
def bot(workspace: Sandbox, tmp_path: Path) -> Iterator[Levelhead]:
    with running(workspace, tmp_path) as levelhead:
        yield levelhead


def test_the_pictures_show_three_hints_that_ana_alone_can_see(workspace: Sandbox, bot: Levelhead) -> None:
    play(workspace, bot)
    assert len(workspace.person("Ana").ephemerals()) == 3
    assert not any(workspace.person(name).ephemerals() for name in ("Cleo", "Ben", "Jo"))
