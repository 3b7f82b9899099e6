"""The courier looks by itself too: a scheduler whose clock was set back sleeps until that clock has caught up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Semaphore

import pytest

from bot.sandbox.server import Sandbox
from handlers.clock import Clock
from handlers.courier import Courier
from handlers.directory import Directory
from handlers.metrics import Metrics
from handlers.tokens import Tokens
from storage.store import Store
from tests.databases import sqlite_url
from tests.running import settings_for


class Asleep(Clock):
    """A clock that wakes nobody."""

    def wake_at(self, due: datetime) -> None:
        return


@pytest.fixture
def looks(slack: Sandbox, tmp_path: Path) -> Iterator[Semaphore]:
    """Released once for every time that a courier asks what time it is."""
    asked = Semaphore(0)

    def now() -> datetime:
        asked.release()
        return datetime.now(UTC)

    settings, metrics = settings_for(slack, tmp_path, over_http=True), Metrics()
    store = Store.open(sqlite_url(tmp_path))
    courier = Courier(
        store=store,
        directory=Directory(store, Tokens(store, settings, now, metrics), settings.slack_api_url, now, metrics),
        speakers={},
        metrics=metrics,
        clock=Asleep(now),
        now=now,
        chore=lambda _memory, _now: None,
        sweep=timedelta(seconds=0.01),
    )
    courier.start()
    yield asked
    courier.stop()
    store.close()


def test_a_courier_that_nothing_wakes_looks_again_and_again(looks: Semaphore) -> None:
    assert all(looks.acquire(timeout=60) for _ in range(5))
