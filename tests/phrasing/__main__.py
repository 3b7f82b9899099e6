"""Prints how long rephrasing takes and how many drafts get a wording: `uv run python -m tests.phrasing`."""

import statistics
import sys
import time

from phrasebook.book import Phrasebook
from tests.phrasing.drafts import hot_drafts

ROUNDS = 5


def _milliseconds(book: Phrasebook, draft: str) -> float:
    start = time.perf_counter()
    book.rephrase(draft)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    book, drafts = Phrasebook.load(), hot_drafts()
    worded = sum(bool(book.rephrase(draft)) for draft in drafts)
    times = sorted(_milliseconds(book, draft) for _ in range(ROUNDS) for draft in drafts)
    sys.stdout.write(
        f"{len(drafts)} hot drafts, {worded} with a wording ({worded / len(drafts):.0%})\n"
        f"median {statistics.median(times):.2f} ms, 95th percentile {times[int(len(times) * 0.95)]:.2f} ms, "
        f"longest {times[-1]:.2f} ms\n"
    )


if __name__ == "__main__":
    main()
