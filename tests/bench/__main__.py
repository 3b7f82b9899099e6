"""Measures it all: `uv run python -m tests.bench`; `--help` says what can be asked for."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from tests.bench.doors import acks, throughput
from tests.bench.figures import Figure, keep, machine, show
from tests.bench.growth import growth
from tests.bench.reading import memory, reading
from tests.bench.replicas import replicas
from tests.bench.spent import spent
from tests.bench.texts import texts, with_sharp_ones
from tests.databases import postgres

PARTS = ("reading", "memory", "growth", "spent", "throughput", "acks", "replicas")
SHARP = 0.05
"""The share of messages in the words of somebody who has had enough."""


def measured(asked: argparse.Namespace) -> Iterator[Figure]:
    """Part by part."""
    rounds, size = (1, 200) if asked.quick else (3, 2000)
    chat = texts(size, asked.texts)
    said = with_sharp_ones(chat, SHARP)
    if "reading" in asked.only:
        yield from reading(chat, 3 * rounds)
    if "memory" in asked.only:
        yield memory(100_000 if asked.quick else 1_000_000)
    if "growth" in asked.only:
        yield from growth(100_000 if asked.quick else 1_000_000, 6 * rounds, asked.folder)
    if "spent" in asked.only:
        yield from spent(chat, 3 * rounds, asked.folder)
    if "throughput" in asked.only:
        yield from throughput(said, rounds, asked.folder)
    if "acks" in asked.only:
        yield from acks(said, rounds, asked.folder)
    if "replicas" in asked.only:
        with postgres() as server:
            yield from replicas(server, said[:1000], rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description="Levelhead beside plain VADER and the afternoon bot.")
    parser.add_argument("--quick", action="store_true", help="a small version: one round, fewer messages")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure only these parts")
    parser.add_argument("--texts", type=Path, help="a CSV file whose column `text` is sent instead of what we made up")
    parser.add_argument("--folder", type=Path, help="where the SQLite files are kept meanwhile")
    parser.add_argument("--json", type=Path, help="keep the figures in this file too")
    asked = parser.parse_args()
    before = machine()
    figures, told = [], Console(stderr=True)
    for figure in measured(asked):
        figures.append(figure)
        told.log(f"{figure.name}: {figure.ours:.3g} {figure.unit}")
    show(Console(), figures)
    Console().print(f"Busy before {before['load']} and after {machine()['load']}, on {before['cores']} cores.")
    if asked.json:
        keep(asked.json, figures, before, machine())


if __name__ == "__main__":
    main()
