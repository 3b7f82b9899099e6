"""The whole log of a busy day: JSON in every line, a name for every visit and delivery, and nothing that was said."""

import json
import subprocess
import sys
from typing import Any

import pytest


@pytest.fixture(scope="module")
def day() -> tuple[str, list[str]]:
    """The log, and what was planted."""
    done = subprocess.run([sys.executable, "-m", "tests.faults.busy_day"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr, json.loads(done.stdout)


def lines(log: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.splitlines()]


def test_no_word_name_or_token_stands_in_it(day: tuple[str, list[str]]) -> None:
    log, planted = day
    assert [word for word in planted if word.lower() in log.lower()] == []


def test_what_went_wrong_that_day_stands_in_it_by_its_cause(day: tuple[str, list[str]]) -> None:
    told = lines(day[0])
    failed = [line for line in told if line["event"] == "failure"]
    assert [(line["where"], line["causes"][0]["error"]) for line in failed] == [("listener", "ValueError")]
    assert {line["error"] for line in told if line["event"] == "slack_refused"} == {"channel_not_found", "http_503"}
    assert "uninstalled" in {line["event"] for line in told}


def test_each_line_that_comes_of_a_payload_or_a_delivery_names_it(day: tuple[str, list[str]]) -> None:
    told = lines(day[0])
    named = {line["event"]: {"request", "delivery"} & line.keys() for line in told}
    assert named["failure"] == {"request"}
    assert named["uninstalled"] == {"request"}
    assert named["slack_refused"] == {"delivery"}
