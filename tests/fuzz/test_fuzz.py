"""Whatever is thrown at the door: no answer says that the bot broke, none comes late, nothing grows, nothing fails."""

import pytest

from handlers.metrics import Metrics
from tests.fuzz.firing import Report, besieged, fire
from tests.fuzz.verdict import faults_of


@pytest.mark.heavy
def test_ten_thousand_mutated_payloads_do_no_harm() -> None:
    with besieged() as (bot, wire, seeds):
        report = fire(bot, wire, seeds, 10_000)
        assert faults_of(bot.metrics, report) == []
        assert (report.fired, len(seeds) > 40) == (10_000, True)
        assert {200, 400, 401} <= set(report.statuses)


@pytest.mark.parametrize(
    ("report", "fault"),
    [
        (Report(statuses={200: 9, 500: 1}), "status 500, 1 times"),
        (Report(slow=1, slowest=3.5), "1 answers later than three seconds, the slowest 3.5 s"),
        (Report(memory=[300, 310, 310, 310, 350, 360]), "memory grew: [300, 310, 310, 310, 350, 360]"),
    ],
)
def test_what_is_wrong_is_told(report: Report, fault: str) -> None:
    assert faults_of(Metrics(), report) == [fault]


def test_a_failure_of_our_own_is_told() -> None:
    metrics = Metrics()
    metrics.failures.labels("listener").inc()
    assert faults_of(metrics, Report()) == ["1 failures of our own"]


def test_memory_that_stays_is_no_growth() -> None:
    assert faults_of(Metrics(), Report(memory=[280, 300, 310, 312, 309, 311, 313])) == []
