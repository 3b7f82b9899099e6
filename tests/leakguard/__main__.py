"""Prints how well the leak guard recognises and how often it is wrong, with 100, 1,000 and 10,000 open cases."""

import sys

from rich.console import Console
from rich.table import Table

from tests.leakguard.edits import EDITS
from tests.leakguard.measure import Shared, false_alarms, recall, rows_of_a_case, rows_of_a_message, share_cases
from tests.leakguard.texts import CHOOSING, NARROW, REPORTING, RICH, Writer

COUNTS = (100, 1_000, 10_000)
PASSAGES = 1_000
MESSAGES = 10_000
LENGTHS = (12, 20, 40)


def figures(shared: Shared) -> dict[str, str]:
    """What stands in one column of the table, by the name of its row."""
    found = {
        f"{how}, {words} words": f"{recall(shared, PASSAGES, words=words, how=how):.4f}"
        for how in EDITS
        for words in LENGTHS
    }
    writer = shared.writer
    stranger = Writer(len(shared.conflicts) + 1, writer.pages, CHOOSING)
    talks = {
        "support talk": writer.talk,
        "hard talk of others": stranger.conflict,
        "hard talk made of the same sentences": writer.conflict,
    }
    for name, write in talks.items():
        found[f"false alarms, {name}"] = f"{false_alarms(shared, write, MESSAGES):.3%}"
    return found | {
        "rows of a case": f"{rows_of_a_case(shared):.0f}",
        "rows a message is compared with": f"{rows_of_a_message(shared, 2_000):.0f}",
    }


def report(pages: tuple[str, ...], half: int | None, title: str) -> Table:
    """The figures for one vocabulary."""
    table = Table("", *(f"{count:,} cases" for count in COUNTS), title=title)
    columns = [figures(share_cases(count, seed=count, pages=pages, half=half)) for count in COUNTS]
    for row in columns[0]:
        table.add_row(row, *(column[row] for column in columns))
    return table


def main() -> int:
    """All is told of the half of the page that nothing was chosen on; hard talk of others comes from the other half.

    `narrow` also tells of the narrow vocabulary, in which cases have most of their words in common.
    """
    console = Console(width=100)
    console.print(report(RICH, REPORTING, f"Recall of {PASSAGES:,} passages, false alarms of {MESSAGES:,} messages"))
    if sys.argv[1:] == ["narrow"]:
        console.print(report(NARROW, None, "The same with a narrow vocabulary"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
