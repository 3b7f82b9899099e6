"""Prints how well the leak guard recognises, how often it is wrong, and what a message costs."""

import sys
import time
from collections.abc import Iterator

from tests.leakguard.measure import Shared, false_alarms, recall, rows_of_a_message, share_cases

PASSAGES = 4_000
MESSAGES = 20_000


def report(shared: Shared) -> Iterator[str]:
    """The figures, a line each."""
    writer = shared.writer
    for name, longest in (("12 words", 12), ("12 to 40 words", 40)):
        for edit in (False, True):
            part = recall(shared, PASSAGES, longest=longest, edit=edit)
            yield f"recall, {name}, {'lightly edited' if edit else 'as it was'}: {part:.4f} of {PASSAGES}"
    yield f"false alarms, everyday talk: {false_alarms(shared, writer.talk, MESSAGES):.5f} of {MESSAGES}"
    part = false_alarms(shared, lambda: writer.conflict(1, 4), MESSAGES)
    yield f"false alarms, other hard conversations: {part:.5f} of {MESSAGES}"


def cost(shared: Shared) -> str:
    """What one message costs with that many cases."""
    started = time.perf_counter()
    rows = rows_of_a_message(shared, 2_000)
    spent = (time.perf_counter() - started) / 2_000
    return f"cost with {len(shared.conflicts):,} cases: {rows:.0f} rows, {spent * 1000:.2f} ms a message"


def main() -> None:
    for count in (100, 1_000, 10_000):
        shared = share_cases(count, seed=count)
        sys.stdout.write(f"{cost(shared)}\n")
        if count >= 1_000:
            sys.stdout.writelines(f"  {line}\n" for line in report(shared))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
