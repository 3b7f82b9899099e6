"""A digest as values: chapters of rows, each a number beside what it is a part of, and what it was before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.digest_figures import Kept
from bot.digest_periods import Period
from bot.digest_tables import Table
from bot.impact import Rank
from bot.sources import Source

FEW = 4
"""So many sources are told, the most frequent first."""


class Course(StrEnum):
    """How a thread's customers' messages went within a week."""

    CALM = "calm"
    COOLED = "cooled"
    UPSET = "upset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """How many of how many; `is_part` is whether it is a part of them, be it all of them."""

    many: int
    of: int
    is_part: bool = False

    @property
    def percent(self) -> int:
        return round(100 * self.many / self.of) if self.of else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line: `key` is its label in the phrasebook; minutes, where it tells a time, with `of` how many it is."""

    key: str
    now: Number | None = None
    before: Number | None = None
    minutes: int | None = None
    minutes_before: int | None = None
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    key: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What may be told of one period, beside the one before it; without chapters there was too little to tell."""

    period: Period
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one reader may know: the weeks for everybody, oldest first, and a month of the people below them."""

    weeks: tuple[tuple[Period, Table | None], ...]
    month: Period
    now: Mapping[str, Table]
    before: Mapping[str, Table]

    @property
    def is_empty(self) -> bool:
        return not self.now and not any(table for _, table in self.weeks)

    @property
    def week(self) -> tuple[Period, Table | None]:
        return self.weeks[-1]


def chapters(now: Mapping[str, Table], before: Mapping[str, Table]) -> tuple[Chapter, ...]:
    """What may be told of a period, beside the one before; what may not be told is not there."""
    found = (
        Chapter(key="digest.cases", rows=tuple(_cases(now, before))),
        Chapter(key="digest.threads", rows=tuple(_threads(now, before))),
        Chapter(key="digest.followups", rows=tuple(_followups(now, before))),
    )
    return tuple(chapter for chapter in found if chapter.rows)


def source_key(source: str) -> str:
    return Source(source).key if source else "digest.source_unsaid"


def sources(table: Table) -> tuple[str, ...]:
    """The sources that may be told, the most frequent first."""
    parts = table.parts.get("source", {})
    return tuple(sorted(parts, key=lambda source: (-parts[source], source)))


def _cases(now: Mapping[str, Table], before: Mapping[str, Table]) -> Iterator[Row]:
    table, was = now.get("cases"), before.get("cases")
    if table is None:
        return
    yield _whole("digest.shared_up", table, was)
    for source in sources(table):
        yield _part(source_key(source), table, was, "source", source)
    for rank in sorted(table.parts.get("rank", {}), reverse=True):
        yield _part(Rank(int(rank)).key, table, was, "rank", rank)
    for name in ("answer", "resolve"):
        yield _time(f"digest.{name}", table, was, name)
    if table.part("reopened", "yes") is not None:
        yield _part("digest.reopened", table, was, "reopened", "yes")


def _threads(now: Mapping[str, Table], before: Mapping[str, Table]) -> Iterator[Row]:
    table, was = now.get("threads"), before.get("threads")
    if table is None:
        return
    yield _whole("digest.threads_all", table, was)
    for course in Course:
        if table.part("course", course) is not None:
            yield _part(f"digest.course_{course}", table, was, "course", course)
    for source in [one for one in sources(table) if one][:FEW]:
        yield _part(source_key(source), table, was, "source", source)


def _followups(now: Mapping[str, Table], before: Mapping[str, Table]) -> Iterator[Row]:
    table, was = now.get("followups"), before.get("followups")
    if table is None:
        return
    yield _whole("digest.followups_all", table, was)
    for outcome in Kept:
        if table.part("outcome", outcome) is not None:
            yield _part(f"digest.outcome_{outcome}", table, was, "outcome", outcome)


def _whole(key: str, table: Table, was: Table | None) -> Row:
    return Row(
        key=key,
        now=Number(many=table.total, of=table.total),
        before=Number(many=was.total, of=was.total) if was else None,
    )


def _part(key: str, table: Table, was: Table | None, axis: str, name: str) -> Row:
    many, earlier = table.part(axis, name), was.part(axis, name) if was else None
    return Row(
        key=key,
        now=None if many is None else Number(many=many, of=table.total, is_part=True),
        before=None if was is None or earlier is None else Number(many=earlier, of=was.total, is_part=True),
    )


def _time(key: str, table: Table, was: Table | None, name: str) -> Row:
    earlier = was.medians.get(name) if was else None
    return Row(key=key, minutes=table.medians.get(name), minutes_before=earlier, of=table.total)
