"""A Slack of our own and the bot in it, for every test that goes over the wire."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.running import MANIFEST, running


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A Slack that is more patient than the real one: how soon the bot answers is not for these tests to tell."""
    with Sandbox.start(MANIFEST, ack_timeout=10, retry_delays=(0.05, 0.05, 0.05)) as sandbox:
        yield sandbox


@pytest.fixture
def bot(slack: Sandbox, tmp_path: Path) -> Iterator[Levelhead]:
    with running(slack, tmp_path, over_http=True) as levelhead:
        yield levelhead
        assert failures(levelhead) == 0, "a listener, a delivery or a call after the answer failed"


@pytest.fixture
def http_bot(slack: Sandbox, tmp_path: Path) -> Iterator[Levelhead]:
    """For tests that are about failures."""
    with running(slack, tmp_path, over_http=True) as levelhead:
        yield levelhead


def failures(bot: Levelhead) -> float:
    """How many failures of our own the bot has counted."""
    return sum(
        sample.value
        for metric in bot.metrics.failures.collect()
        for sample in metric.samples
        if sample.name.endswith("_total")
    )
