from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from tests.sandbox.ears import Ear, http_ear
from tests.sandbox.manifests import manifest

QUICK = (0.01, 0.02, 0.03)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(manifest(), retry_delays=QUICK) as sandbox:
        yield sandbox


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    """The real client, as the bot uses it."""
    return WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=60)


@pytest.fixture
def ear(slack: Sandbox) -> Iterator[Ear]:
    """An app that listens over HTTP and acknowledges everything."""
    with http_ear() as listening:
        slack.connect_http(listening.url)
        yield listening
        slack.disconnect()
