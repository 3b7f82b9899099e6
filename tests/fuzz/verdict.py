"""Whether the bot stood: nothing refused as broken, nothing late, no failure of its own, no growth of memory."""

from handlers.metrics import Metrics
from tests.fuzz.firing import Report

SETTLED = 2
"""Rounds after which everything is loaded that ever will be."""
GROWTH = 1.1
"""How much more memory the last rounds may hold than the first that count."""


def faults_of(metrics: Metrics, report: Report) -> list[str]:
    """What went wrong, in a line for each."""
    found = [f"status {status}, {report.statuses[status]} times" for status in report.wrong]
    if report.slow:
        found.append(f"{report.slow} answers later than three seconds, the slowest {report.slowest:.1f} s")
    if failures := int(total(metrics)):
        found.append(f"{failures} failures of our own")
    if grew(report.memory):
        found.append(f"memory grew: {report.memory}")
    return found


def total(metrics: Metrics) -> float:
    """How many failures of our own were counted."""
    samples = [sample for metric in metrics.failures.collect() for sample in metric.samples]
    return sum(sample.value for sample in samples if sample.name.endswith("_total"))


def grew(memory: list[int]) -> bool:
    """Whether the second half of the rounds that count holds more than the first."""
    counted = memory[SETTLED:]
    half = len(counted) // 2
    return half > 0 and max(counted[half:]) > GROWTH * max(counted[:half])
