"""The team file: a CSV that people edit in a spreadsheet, read whole or not at all."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from bot.people import Identity, Person, Role, Team
from bot.team_rules import Fault, FaultKind, Listed, TeamFaults, label, line_faults

COLUMNS = ("slack_id", "name", "role", "reports_to")
SEPARATORS = ",;\t"
SLACK_ID = re.compile(r"[UW][A-Z0-9]{1,20}")
FORMULA = re.compile(r"(^|[,;|]\s*)(?='*[=+\-@＝＋－＠])")
"""Where a cell, also one that a spreadsheet splits wrongly, would be run as a formula."""
DISARMED = re.compile(r"(^|[,;|]\s*)'(?='*[=+\-@＝＋－＠])")

Row = tuple[int, Mapping[str, str]]


def read_team(csv_text: str, workspace: str, members: Mapping[str, Identity] | None = None) -> Team:
    """The team that a file describes.

    `members`, where given, are the accounts of the workspace: nobody else may be listed as its agent or head. Raises
    TeamFaults with everything wrong, each with its row as a spreadsheet counts it. Names that the template disarmed
    for spreadsheets come back as they were.
    """
    rows = _rows(csv_text)
    listed = [Listed(number, _person(cells, workspace)) for number, cells in rows if cells["slack_id"]]
    faults = [fault for row in rows for fault in _cell_faults(*row)]
    faults += _double_faults(listed)
    faults += line_faults([one for one in listed if not _is_cell_fault(one.person.reports_to)])
    if members is not None:
        faults += _member_faults(listed, workspace, members)
    if faults:
        raise TeamFaults(*dict.fromkeys(faults))
    return {one.person.slack_id: one.person for one in listed}


def standing_faults(
    team: Iterable[Person], workspace: str, members: Mapping[str, Identity] | None
) -> tuple[Fault, ...]:
    """What is wrong by now with a team that was sound once, such as a head who left; `members` as in `read_team`."""
    listed = [Listed(0, person) for person in team]
    faults = [*line_faults(listed), *(_member_faults(listed, workspace, members) if members is not None else ())]
    return tuple(dict.fromkeys(faults))


def template_csv(people: Iterable[Person]) -> str:
    """A file with these people in it, ready for a spreadsheet; no name in it can be run as a formula."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    for one in people:
        cells = (_tidy(one.name), one.role.value, _tidy(one.reports_to))
        writer.writerow([one.slack_id, *(FORMULA.sub(r"\1'", cell) for cell in cells)])
    return page.getvalue()


def _rows(csv_text: str) -> list[Row]:
    records = list(_records(csv_text.removeprefix("\ufeff")))
    if not records:
        raise TeamFaults(Fault.of(0, FaultKind.EMPTY))
    (first, titles), *rest = records
    columns = [title.casefold().replace(" ", "_") for title in titles]
    faults = [*_column_faults(first, columns), *_width_faults(rest, len(columns))]
    if not rest:
        faults.append(Fault.of(0, FaultKind.NOBODY))
    if faults:
        raise TeamFaults(*faults)
    return [(number, dict(zip(columns, [*cells, "", "", ""], strict=False))) for number, cells in rest]


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    header = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=header.count)
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True):
            number += 1
            tidy = [_tidy(cell) for cell in cells]
            if any(tidy):
                yield number, tidy
    except csv.Error:
        raise TeamFaults(Fault.of(number + 1, FaultKind.UNREADABLE)) from None


def _column_faults(row: int, columns: list[str]) -> Iterator[Fault]:
    for column in COLUMNS:
        if column not in columns:
            yield Fault.of(row, FaultKind.MISSING_COLUMN, column=column)
        elif columns.count(column) > 1:
            yield Fault.of(row, FaultKind.DOUBLE_COLUMN, column=column)
    for column in dict.fromkeys(columns):
        if column and column not in COLUMNS:
            yield Fault.of(row, FaultKind.UNKNOWN_COLUMN, column=column)


def _width_faults(records: list[tuple[int, list[str]]], width: int) -> Iterator[Fault]:
    for number, cells in records:
        if any(cells[width:]):
            yield Fault.of(number, FaultKind.TOO_MANY_CELLS)


def _cell_faults(row: int, cells: Mapping[str, str]) -> Iterator[Fault]:
    slack_id, role, head = cells["slack_id"], cells["role"], cells["reports_to"]
    if not slack_id:
        yield Fault.of(row, FaultKind.NO_ID)
    elif not SLACK_ID.fullmatch(slack_id):
        yield Fault.of(row, FaultKind.BAD_ID, given=slack_id)
    if not cells["name"]:
        yield Fault.of(row, FaultKind.NO_NAME)
    if not role:
        yield Fault.of(row, FaultKind.NO_ROLE)
    elif _role(role) is None:
        yield Fault.of(row, FaultKind.UNKNOWN_ROLE, given=role)
    if head and not SLACK_ID.fullmatch(head):
        several = len([one for one in re.split(r"[\s,;|/&+]+", head) if SLACK_ID.fullmatch(one)]) > 1
        yield Fault.of(row, FaultKind.TWO_HEADS if several else FaultKind.BAD_HEAD, given=head, name=cells["name"])


def _is_cell_fault(head: str) -> bool:
    return bool(head) and not SLACK_ID.fullmatch(head)


def _double_faults(listed: list[Listed]) -> Iterator[Fault]:
    first: dict[str, Listed] = {}
    for one in listed:
        known = first.setdefault(one.person.slack_id, one)
        if known is not one:
            same = known.person.reports_to == one.person.reports_to
            heads = " / ".join(head or "–" for head in (known.person.reports_to, one.person.reports_to))
            kind = FaultKind.TWICE if same else FaultKind.TWO_HEADS
            yield Fault.of(one.row, kind, name=label(one.person), given=heads, first=str(known.row))


def _member_faults(listed: list[Listed], workspace: str, members: Mapping[str, Identity]) -> Iterator[Fault]:
    heads = {one.person.reports_to for one in listed}
    for one in listed:
        identity = members.get(one.person.slack_id)
        if one.person.role is Role.CUSTOMER:
            continue
        if identity is None:
            yield Fault.of(one.row, FaultKind.STRANGER, name=label(one.person))
        elif one.person.slack_id in heads and not identity.is_member_of(workspace):
            yield Fault.of(one.row, FaultKind.CANNOT_LEAD, name=label(one.person))


def _person(cells: Mapping[str, str], workspace: str) -> Person:
    return Person(
        workspace=workspace,
        slack_id=cells["slack_id"],
        name=DISARMED.sub(r"\1", cells["name"]),
        # A row with an unknown role is refused anyway; as a manager it brings no second fault about the same row.
        role=_role(cells["role"]) or Role.MANAGER,
        reports_to=cells["reports_to"],
    )


def _role(given: str) -> Role | None:
    return next((role for role in Role if role == given.casefold()), None)


def _tidy(cell: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in cell).split())
