"""Nothing about too few is told, nor can it be worked out from everything that everybody is told together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.digest_cells import FEWEST, FEWEST_PEOPLE, Axis, Group, Open, is_safe, opened, shown_parts
from bot.digest_tables import Counted, Table, tables

PRIME = 2**61 - 1
SOURCES, RANKS = ("delay", "fault", "bill", "rude"), ("1", "2")
AXES = {"source": 1, "rank": 2}

Happened = tuple[str, str, str]
"""Who, from which source, of which rank."""
Cell = frozenset[Happened]
"""Which kinds of happening a number counts."""


def people(name: str, many: int) -> frozenset[str]:
    return frozenset(f"{name}{number}" for number in range(many))


def crowd(name: str, many: int, each: int) -> dict[str, int]:
    return dict.fromkeys(people(name, many), each)


def team(head: str, many: int, *groups: Group) -> Group:
    return Group(head=head, people=people(head, many) | {group.head for group in groups}, groups=groups)


def counted(cases: Iterable[Happened]) -> Counted:
    axes: dict[str, dict[str, Counter[str]]] = {axis: {} for axis in AXES}
    for case in cases:
        for axis, place in AXES.items():
            axes[axis].setdefault(case[place], Counter())[case[0]] += 1
    return Counted(axes=axes)


@pytest.mark.parametrize(
    ("many", "each", "safe"),
    [(FEWEST_PEOPLE, 2, True), (FEWEST_PEOPLE - 1, 9, False), (FEWEST - 1, 1, False), (FEWEST, 1, True)],
)
def test_a_number_stands_on_five_people_and_ten_things(many: int, each: int, safe: bool) -> None:
    assert is_safe(crowd("a", many, each)) is safe


def test_nobody_is_no_person() -> None:
    assert not is_safe(crowd("a", 4, 3) | {"": 9})


def test_a_small_team_is_not_in_the_number_of_the_one_above_it() -> None:
    """Else the big team's number and the one above would tell the small one's."""
    top = team("top", 0, team("big", 6), team("small", 2))
    found = opened(top, crowd("big", 6, 3) | crowd("small", 2, 4))
    assert found is not None
    assert {each.head: each.people for each in found.all()} == {
        "top": people("big", 6),
        "big": people("big", 6),
    }


def test_small_teams_are_counted_together_above() -> None:
    top = team("top", 0, team("one", 3), team("two", 3))
    found = opened(top, crowd("one", 3, 2) | crowd("two", 3, 2))
    assert found is not None
    assert [each.head for each in found.all()] == ["top"]
    assert found.people >= people("one", 3) | people("two", 3)


def test_a_part_that_is_too_small_takes_another_along() -> None:
    group = Open(head="top", parts=(), rest=people("a", 6))
    axis: Axis = {"delay": crowd("a", 6, 4), "fault": crowd("a", 6, 2), "bill": {"a0": 1}}
    assert shown_parts(group, axis) == {"top": {"delay"}}


def test_a_part_of_which_there_is_nothing_hides_nothing() -> None:
    group = Open(head="top", parts=(), rest=people("a", 6))
    assert shown_parts(group, {"delay": crowd("a", 6, 4), "fault": {}}) == {"top": {"delay"}}


def test_teams_tell_their_parts_where_nothing_is_lost_above() -> None:
    top = team("top", 0, team("one", 6), team("two", 6))
    axis = {"delay": crowd("one", 6, 2) | crowd("two", 6, 2), "fault": crowd("one", 6, 3) | crowd("two", 6, 3)}
    found = tables(top, Counted(axes={"source": axis}))
    assert {head: dict(table.parts["source"]) for head, table in found.items()} == {
        "top": {"delay": 24, "fault": 36},
        "one": {"delay": 12, "fault": 18},
        "two": {"delay": 12, "fault": 18},
    }


def test_what_one_team_cannot_tell_is_not_told_above_where_teams_tell_theirs() -> None:
    top = team("top", 0, team("one", 6), team("two", 6))
    two = {"delay": crowd("two", 6, 3), "fault": crowd("two", 6, 2), "bill": crowd("two", 6, 2), "rude": {"two0": 1}}
    one = {"delay": crowd("one", 6, 2), "fault": crowd("one", 6, 2), "bill": crowd("one", 6, 2)}
    axis = {part: one.get(part, {}) | two[part] for part in two}
    found = tables(top, Counted(axes={"source": axis}))
    assert found["one"].parts["source"] == {"bill": 12, "delay": 12, "fault": 12}
    assert found["two"].parts["source"] == {"delay": 18, "fault": 12}
    assert found["top"].parts["source"] == {"delay": 30, "fault": 24}


def test_a_team_does_not_tell_a_part_by_which_another_team_s_could_be_had() -> None:
    top = team("top", 0, team("one", 6), team("two", 6))
    two = {"delay": crowd("two", 6, 3), "fault": {"two0": 1}}
    axis = {"delay": crowd("one", 6, 2) | two["delay"], "fault": crowd("one", 6, 3) | two["fault"]}
    found = tables(top, Counted(axes={"source": axis}))
    assert found["top"].parts["source"] == {"delay": 30, "fault": 19}
    assert found["one"].total == 30
    assert not found["one"].parts["source"]


@st.composite
def groups(draw: st.DrawFn) -> Group:
    """Up to five heads in a tree, with people below each."""
    sizes = draw(st.lists(st.integers(0, 7), min_size=1, max_size=5))
    above = [draw(st.integers(0, number - 1)) if number else -1 for number in range(len(sizes))]

    def grown(number: int) -> Group:
        below = [grown(one) for one, head in enumerate(above) if head == number]
        return team(f"h{number}", sizes[number], *below)

    return grown(0)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Group, list[Happened]]:
    """Teams that share much of one kind and little of another: what hides in one shows in the next."""
    group = draw(groups())
    cases: list[Happened] = []
    for each in all_groups(group):
        who = sorted(each.people)
        for source, rank in product(SOURCES, RANKS):
            few, often = draw(st.sampled_from(((None, 0), (1, 1), (3, 1), (None, 1), (None, 2), (None, 3))))
            cases += [(one, source, rank) for one in who[:few] for _ in range(often)]
    return group, cases


def uneven() -> tuple[Group, list[Happened]]:
    """Two teams, of which one shares a single case of a kind that the other shares often."""
    group = team("top", 0, team("one", 6), team("two", 6))
    often = product(sorted(people("one", 6) | people("two", 6)), SOURCES, RANKS)
    cases = [case for case in often if not (case[0].startswith("two") and case[1] == "rude")]
    return group, [*cases, ("two0", "rude", "1")]


def everybody(group: Group) -> frozenset[str]:
    return group.people.union(*(everybody(below) for below in group.groups))


def all_groups(group: Group) -> Iterator[Group]:
    yield group
    for below in group.groups:
        yield from all_groups(below)


def cell(who: Iterable[str], **wanted: str) -> Cell:
    found = product(sorted(who), SOURCES, RANKS)
    return frozenset(one for one in found if all(one[AXES[axis]] == part for axis, part in wanted.items()))


def published(group: Group, cases: list[Happened], found: Mapping[str, Table]) -> dict[Cell, int]:
    """Everything that all who read any of it can see: which happenings each number counts, and the number."""
    top = opened(group, counted(cases).total)
    seen: dict[Cell, int] = {}
    for each in top.all() if top is not None else ():
        table = found[each.head]
        seen[cell(each.people)] = table.total
        for axis, parts in table.parts.items():
            seen |= {cell(each.people, **{axis: part}): many for part, many in parts.items()}
    return seen


def small_sets(group: Group) -> Iterator[Cell]:
    """What somebody could be after: everybody alone, every team, who reports to a head, a team without another."""
    whole = [everybody(each) for each in all_groups(group)]
    wanted = [*whole, *(each.people for each in all_groups(group)), *(frozenset({one}) for one in everybody(group))]
    wanted += [one - other for one in whole for other in whole if other < one]
    ways = [{}, *({"source": one} for one in SOURCES), *({"rank": one} for one in RANKS)]
    for who in set(wanted):
        yield from (cell(who, **way) for way in ways)
        yield from (cell(who, source=source, rank=rank) for source in SOURCES for rank in RANKS)


class Span:
    """Everything that adding and subtracting numbers can make, worked out modulo a prime."""

    def __init__(self, cells: Iterable[Cell], atoms: list[Happened]) -> None:
        self._atoms = atoms
        self._rows: dict[int, list[int]] = {}
        for one in cells:
            row = self._reduced(one)
            pivot = next((place for place, value in enumerate(row) if value), None)
            if pivot is not None:
                scale = pow(row[pivot], -1, PRIME)
                self._rows[pivot] = [value * scale % PRIME for value in row]

    def __contains__(self, one: Cell) -> bool:
        return not any(self._reduced(one))

    def _reduced(self, one: Cell) -> list[int]:
        row = [int(atom in one) for atom in self._atoms]
        for pivot in sorted(self._rows):
            if factor := row[pivot]:
                basis = self._rows[pivot]
                row = [(value - factor * other) % PRIME for value, other in zip(row, basis, strict=True)]
        return row


def too_little(one: Cell, cases: list[Happened]) -> bool:
    """Whether somebody stands behind a number, and too few or with too little."""
    found = Counter(case[0] for case in cases if case in one)
    return bool(found) and not is_safe(found)


@settings(max_examples=60, deadline=None)
@given(histories())
@example(uneven())
def test_no_hidden_number_is_determined_by_all_that_everybody_sees(history: tuple[Group, list[Happened]]) -> None:
    group, cases = history
    seen = published(group, cases, tables(group, counted(cases)))
    span = Span(seen, sorted(cell(everybody(group))))
    for one in small_sets(group):
        assert not (too_little(one, cases) and one in span)


@settings(max_examples=100, deadline=None)
@given(histories())
@example(uneven())
def test_subtracting_numbers_from_each_other_shows_nobody(history: tuple[Group, list[Happened]]) -> None:
    group, cases = history
    seen = published(group, cases, tables(group, counted(cases)))
    for one, other in combinations(seen, 2):
        for left in (one - other if other <= one else one & other if one | other in seen else frozenset(),
                     other - one if one <= other else frozenset()):  # fmt: skip
            assert not too_little(left, cases)


@settings(max_examples=100, deadline=None)
@given(histories())
@example(uneven())
def test_every_number_is_true_and_stands_on_enough(history: tuple[Group, list[Happened]]) -> None:
    group, cases = history
    for one, many in published(group, cases, tables(group, counted(cases))).items():
        found = Counter(case[0] for case in cases if case in one)
        assert sum(found.values()) == many
        assert is_safe(found)
