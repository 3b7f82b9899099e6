"""Logs: a process that runs says everything in one JSON object a line, its libraries' words included."""

import json
import subprocess
import sys
from typing import Any

import pytest

SCHEDULER = """
from threading import Event
from apscheduler.schedulers.background import BackgroundScheduler
busy, skipped = Event(), Event()
scheduler = BackgroundScheduler()
scheduler.add_listener(lambda event: skipped.set(), EVENT_JOB_MAX_INSTANCES)
scheduler.add_job(busy.wait, "interval", seconds=0.01, max_instances=1)
scheduler.start()
skipped.wait(10)
busy.set()
scheduler.shutdown()
"""


def lines_of(code: str) -> list[dict[str, Any]]:
    """What a process logs that runs this after `log_as_json`."""
    start = "import logging, warnings\nfrom handlers.serve import log_as_json\nlog_as_json()\n"
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, timeout=60, check=True)
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_sweep_that_is_skipped_is_told_in_a_structured_line() -> None:
    told = lines_of("from apscheduler.events import EVENT_JOB_MAX_INSTANCES" + SCHEDULER)
    assert {line["event"] for line in told} == {"library_logged"}
    assert any("skipped: maximum number of running instances" in line["template"] for line in told)


def test_what_a_library_fills_in_or_quotes_is_left_out() -> None:
    code = """
library = logging.getLogger("a.library")
library.warning("Cannot parse %s", "SECRET")
library.error(f"Failed on {'SECRET'}")
try:
    raise ValueError("SECRET")
except ValueError:
    library.exception("Went wrong")
warnings.warn("SECRET")
"""
    told = lines_of(code)
    assert [line["template"] for line in told][:3] == ["Cannot parse %s", "", ""]
    assert [line["level"] for line in told] == ["warning", "error", "error", "warning"]
    assert told[2]["error"] == "ValueError"
    assert "SECRET" not in json.dumps(told)


@pytest.mark.parametrize(
    "code",
    [
        "logging.getLogger('a.library').info('Looking for jobs')",
        "logging.getLogger('slack_sdk.web.base_client').error('Failed to send a request')",
    ],
)
def test_small_talk_and_what_we_tell_ourselves_is_dropped(code: str) -> None:
    assert lines_of(code) == []
