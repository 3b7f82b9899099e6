"""`uv run python -m tests.fuzz [PAYLOADS] [FIRST ROUND]`: mutated payloads of every kind at the real application."""

import json
import sys
from time import monotonic

from tests.fuzz.firing import besieged, fire
from tests.fuzz.verdict import faults_of


def main(many: int = 100_000, first: int = 0) -> int:
    started = monotonic()
    with besieged() as (bot, wire, seeds):
        sys.stdout.write(f"{len(seeds)} kinds of payloads after {monotonic() - started:.0f} s\n")
        report = fire(bot, wire, seeds, many, first)
        wrong = faults_of(bot.metrics, report)
    took = monotonic() - started
    slowest = f"slowest {report.slowest:.2f} s ({report.worked:.2f} s of a processor)"
    sys.stdout.write(f"{report.fired} payloads in {took:.0f} s, {slowest}\n")
    sys.stdout.write(f"statuses {dict(sorted(report.statuses.items()))}\nmegabytes {report.memory}\n")
    for fault in wrong:
        sys.stdout.write(f"WRONG {fault}\n")
    seen: dict[str, int] = {}
    for event in report.faults:
        cause = json.dumps(event["causes"][0])
        seen[cause] = seen.get(cause, 0) + 1
    for cause, times in seen.items():
        sys.stdout.write(f"{times} × {cause}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in sys.argv[1:3])))
