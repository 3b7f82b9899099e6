"""Measures the leak guard: what it recognises, what it takes for something else, and what a message costs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.leakguard import FEW, Fingerprinter, Known, Print, recognised, suspects
from phrasebook.guard_page import GuardPage
from tests.leakguard.edits import edited
from tests.leakguard.texts import RICH, Writer

KEY = bytes(range(32))


@dataclass
class Shelf:
    """Stored prints as the table holds them: common where more than FEW cases have one."""

    guard: Fingerprinter = field(default_factory=lambda: Fingerprinter(KEY, GuardPage.load()))
    rows: dict[int, dict[str, int]] = field(default_factory=dict)
    looked_at: int = 0

    def put(self, case: str, texts: list[str]) -> None:
        self.put_prints(case, self.guard.of_case(texts))

    def put_prints(self, case: str, prints: Iterable[Print]) -> None:
        for one in prints:
            self.rows.setdefault(one.value, {})[case] = one.place

    def find(self, prints: Sequence[Print]) -> list[Known]:
        values = {one.value for one in prints} & self.rows.keys()
        rare = [one for value in values if len(self.rows[value]) <= FEW for one in self.of(value, common=False)]
        cases = suspects(prints, rare)
        common = [value for value in values if len(self.rows[value]) > FEW]
        found = rare + [one for value in common for one in self.of(value, common=True, cases=cases)]
        self.looked_at += len(found)
        return found

    def of(self, value: int, *, common: bool, cases: Sequence[str] | None = None) -> list[Known]:
        rows = self.rows[value]
        return [Known(value, case, rows[case], common) for case in (rows if cases is None else cases) if case in rows]

    def recognise(self, text: str) -> frozenset[str]:
        prints = self.guard.of_message(text)
        return recognised(prints, self.find(prints))


@dataclass(frozen=True)
class Shared:
    """A shelf of cases, and the words of conflict in each."""

    shelf: Shelf
    conflicts: dict[str, str]
    writer: Writer


def share_cases(count: int, seed: int, pages: tuple[str, ...] = RICH, half: int | None = None) -> Shared:
    """So many cases, each with the agent's words and what they quoted."""
    shelf, writer, conflicts = Shelf(), Writer(seed, pages, half), {}
    for number in range(count):
        case = f"case {number}"
        conflict, around = writer.conflict(3, 7), writer.around()
        shelf.put(case, [f"{around[0]}\n{conflict}\n{around[1]}"])
        conflicts[case] = conflict
    return Shared(shelf, conflicts, writer)


def recall(shared: Shared, count: int, *, words: int, how: str) -> float:
    """The part of passages, of so many words and edited like that, that is recognised as its own case's."""
    cases = shared.writer.chance.choices(list(shared.conflicts), k=count)
    return sum(_is_found(shared, case, words, how) for case in cases) / count


def _is_found(shared: Shared, case: str, words: int, how: str) -> bool:
    writer = shared.writer
    passage = writer.passage(shared.conflicts[case], words)
    return case in shared.shelf.recognise(writer.message_with(edited(writer, passage, how)))


def false_alarms(shared: Shared, write: Callable[[], str], count: int) -> float:
    """The part of messages, none of which was shared, that is taken for a case's words."""
    return sum(bool(shared.shelf.recognise(write())) for _ in range(count)) / count


def rows_of_a_case(shared: Shared) -> float:
    """How many rows are stored for a case, on average."""
    return sum(len(cases) for cases in shared.shelf.rows.values()) / len(shared.conflicts)


def rows_of_a_message(shared: Shared, count: int) -> float:
    """How many stored rows a message has to be compared with, on average."""
    shared.shelf.looked_at = 0
    for _ in range(count):
        shared.shelf.recognise(shared.writer.conflict(1, 4))
    return shared.shelf.looked_at / count
