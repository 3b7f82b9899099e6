"""The bench works, and what it counts is right; what it times is for people to read."""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.bench.events import IN_A_THREAD, event
from tests.bench.texts import chat, with_sharp_ones


def figures(folder: Path, part: str) -> dict[str, dict[str, Any]]:
    """What a small run of one part tells, by name."""
    file = folder / "figures.json"
    asked = ["--quick", "--only", part, "--folder", str(folder), "--json", str(file)]
    subprocess.run([sys.executable, "-m", "tests.bench", *asked], check=True, timeout=600, capture_output=True)
    return {one["name"]: one for one in json.loads(file.read_text(encoding="utf-8"))["figures"]}


@pytest.mark.heavy
def test_every_message_that_was_answered_is_committed(tmp_path: Path) -> None:
    told = figures(tmp_path, "throughput")
    ours = next(one for name, one in told.items() if name.startswith("events through the door"))
    assert ours["ours"] > 0
    assert ours["peer"] > 0
    assert ours["note"].endswith(" 0 of ours")


@pytest.mark.heavy
def test_replicas_say_everything_once(tmp_path: Path) -> None:
    told = figures(tmp_path, "replicas")
    twice = [one for name, one in told.items() if name.endswith("twice or not at all")]
    assert [one["met"] for one in twice] == [True, True, True]
    assert not any(one["note"].startswith("0 said") for one in twice)


def test_the_same_messages_come_in_every_run() -> None:
    assert list(islice(chat(), 50)) == list(islice(chat(), 50))


def test_as_many_are_sharp_as_were_asked_for() -> None:
    calm = list(islice(chat(), 1000))
    changed = sum(one != other for one, other in zip(calm, with_sharp_ones(calm, 0.05), strict=True))
    assert 30 <= changed <= 70


def test_a_thread_stays_in_its_channel() -> None:
    said = [event(number, "hello", 1_760_000_000.0)["event"] for number in range(6 * IN_A_THREAD)]
    roots = {one["ts"]: one["channel"] for one in said if "thread_ts" not in one}
    assert len(roots) == 6
    assert all(roots[one["thread_ts"]] == one["channel"] for one in said if "thread_ts" in one)
