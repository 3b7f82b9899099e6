"""`python -m tests.heat DATA` prints the bench of truth; `python -m tests.heat learn DATA` learns the weights first."""

import sys
from pathlib import Path

from rich.console import Console

from tests.heat.bench import run
from tests.heat.learn import learn_and_write


def main(arguments: list[str]) -> int:
    console = Console(width=140)
    if arguments[:1] == ["learn"]:
        learn_and_write(Path(arguments[1]))
        arguments = arguments[1:]
    if len(arguments) != 1:
        console.print("Usage: python -m tests.heat [learn] DATA_FOLDER")
        return 2
    run(Path(arguments[0]), console)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
