"""Figures, how they are told, and that measures take turns: what else the machine does then falls on all alike."""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: ours beside a peer's, `peer` None where there is none; `wanted` is the target in words.

    `met` is None where nothing is promised.
    """

    name: str
    unit: str
    ours: float
    peer: float | None = None
    beside: str = ""
    wanted: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.peer if self.peer else None


def in_turn(rounds: int, *measures: Callable[[], T]) -> list[list[T]]:
    """Measure A B A B; for each measure what came of each round."""
    found: list[list[T]] = [[] for _ in measures]
    for _ in range(rounds):
        for results, measure in zip(found, measures, strict=True):
            results.append(measure())
    return found


def middle(values: Sequence[float]) -> float:
    return float(median(values))


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was with other things just now."""
    return {
        "cores": os.cpu_count(),
        "load": [round(load, 1) for load in os.getloadavg()],
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def show(console: Console, figures: Sequence[Figure]) -> None:
    table = Table(title="Levelhead beside its peers, measured in one run")
    for name in ("what", "ours", "peer", "ratio", "wanted", ""):
        table.add_column(name, justify="right" if name in ("ours", "peer", "ratio") else "left")
    for one in figures:
        peer = "" if one.peer is None else f"{_short(one.peer)} ({one.beside})"
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        told = " ".join(filter(None, [{True: "met", False: "missed", None: ""}[one.met], one.note]))
        table.add_row(f"{one.name}, {one.unit}", _short(one.ours), peer, ratio, one.wanted, told)
    console.print(table)


def keep(file: Path, figures: Sequence[Figure], before: dict[str, Any], after: dict[str, Any]) -> None:
    told = [asdict(one) | {"ratio": one.ratio} for one in figures]
    told_of = {"command": " ".join(sys.argv[1:]), "before": before, "after": after, "figures": told}
    file.write_text(json.dumps(told_of, indent=2) + "\n", encoding="utf-8")


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
