"""A team file is read whole or refused whole, with every fault named."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import phrasebook
from bot.people import Role, Team
from bot.routing import superiors
from bot.team_file import read_team, template_csv
from bot.team_rules import Fault, FaultKind, TeamFaults
from phrasebook.sayings import Sayings
from tests.bot.team_people import CUSTOMER, IDS, LINE, member, person

HEADINGS = "slack_id,name,role,reports_to\n"
GOOD = HEADINGS + "UBOSS,Boss,admin,\nUKIM,Kim,manager,UBOSS\nUSAM,Sam,supervisor,UKIM\nUMIA,Mia,agent,USAM\n"


def faults_of(text: str) -> list[tuple[int, FaultKind]]:
    with pytest.raises(TeamFaults) as refused:
        read_team(text, "T1")
    return [(fault.row, fault.kind) for fault in refused.value.faults]


def say(key: str, /, **slots: str) -> str:
    return Sayings.load(Path(phrasebook.__file__).parent / "pages" / "says").say(key, **slots)


def test_a_good_file_is_a_team() -> None:
    team = read_team(GOOD, "T1")
    assert [above.name for above in superiors(team["UMIA"], team)] == ["Sam", "Kim", "Boss"]
    assert team["UMIA"] == replace(person("UMIA", "USAM", Role.AGENT), name="Mia")


@pytest.mark.parametrize(
    "spoiled",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace(",", " , "),
        GOOD.replace("\n", "\n\n"),
        "\n  \n" + GOOD,
        GOOD.replace("\n", "\n,,,\n"),
        GOOD.replace("agent", "AGENT").replace("admin", "Admin "),
        GOOD.replace("Mia", '"Mia"'),
        GOOD.replace("slack_id", "Slack ID"),
        GOOD.replace("UBOSS,Boss,admin,\n", "UBOSS,Boss,admin\n"),
        GOOD.rstrip("\n"),
    ],
)
def test_what_spreadsheets_do_to_a_file_does_not_matter(spoiled: str) -> None:
    assert read_team(spoiled, "T1") == read_team(GOOD, "T1")


def test_a_quoted_name_may_hold_separators_and_quotes() -> None:
    team = read_team(GOOD.replace("Mia", '"Lane, Mia ""M"""'), "T1")
    assert team["UMIA"].name == 'Lane, Mia "M"'


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("Mia,agent,USAM", "Mia,agent,UNOBODY"), (5, FaultKind.UNKNOWN_HEAD)),
        (("Mia,agent,USAM", "Mia,agent,UMIA"), (5, FaultKind.OWN_HEAD)),
        (("Mia,agent,USAM", "Mia,agent,"), (5, FaultKind.ORPHAN)),
        (("Mia,agent,USAM", "Mia,agent,sam"), (5, FaultKind.BAD_HEAD)),
        (("Mia,agent,USAM", "Mia,agent,USAM UKIM"), (5, FaultKind.TWO_HEADS)),
        (("Mia,agent", "Mia,boss"), (5, FaultKind.UNKNOWN_ROLE)),
        (("Mia,agent", "Mia,"), (5, FaultKind.NO_ROLE)),
        (("Mia,agent", ",agent"), (5, FaultKind.NO_NAME)),
        (("UMIA,", "mia@example.com,"), (5, FaultKind.BAD_ID)),
        (("UMIA,", ","), (5, FaultKind.NO_ID)),
        (("Mia,agent,USAM", "Mia,agent,USAM,UKIM"), (5, FaultKind.TOO_MANY_CELLS)),
        (("Mia,agent,USAM", "Mia,customer,USAM"), (5, FaultKind.CUSTOMER_IN_LINE)),
        (("Mia,agent,USAM", "Mia,agent,USAM\nUSAM,Sam,supervisor,UKIM"), (6, FaultKind.TWICE)),
        (("Mia,agent,USAM", "Mia,agent,USAM\nUMIA,Mia,agent,UKIM"), (6, FaultKind.TWO_HEADS)),
        (("Mia,agent,USAM", 'M"ia,agent,"USAM'), (5, FaultKind.UNREADABLE)),
        (("reports_to", "reports_to,phone"), (1, FaultKind.UNKNOWN_COLUMN)),
        (("reports_to", "reports_to,name"), (1, FaultKind.DOUBLE_COLUMN)),
        (("Mia,agent,USAM", "Mia,agent,USAM\nUX,Xo,supervisor,"), (6, FaultKind.ORPHAN)),
    ],
)
def test_a_fault_is_named_with_its_row(change: tuple[str, str], fault: tuple[int, FaultKind]) -> None:
    assert faults_of(GOOD.replace(*change)) == [fault]


def test_customers_are_above_nobody() -> None:
    assert faults_of(GOOD + "UCUST,Cy,customer,\nUTOM,Tom,agent,UCUST\n") == [(7, FaultKind.CUSTOMER_HEAD)]


def test_a_second_top_with_people_below_is_refused() -> None:
    assert faults_of(GOOD + "URAY,Ray,manager,\nUTOM,Tom,agent,URAY\n") == [(6, FaultKind.SECOND_TOP)]


def test_a_manager_may_stand_outside_the_line_with_nobody_below() -> None:
    assert "URAY" in read_team(GOOD + "URAY,Ray,manager,\n", "T1")


def test_a_top_that_is_listed_twice_is_no_second_top() -> None:
    assert faults_of(GOOD + "UBOSS,Boss,admin,\n") == [(6, FaultKind.TWICE)]


def test_of_a_long_circle_a_few_are_named() -> None:
    ring = HEADINGS + "".join(f"U{place},N{place},supervisor,U{(place + 1) % 500}\n" for place in range(500))
    with pytest.raises(TeamFaults) as refused:
        read_team(ring, "T1")
    told = refused.value.faults[0].told(say)
    assert "N0 (U0) → N1 (U1)" in told
    assert told.count("→") < 12


def test_a_cycle_is_named_once_with_everybody_in_it() -> None:
    text = HEADINGS + "UA,Ann,supervisor,UC\nUB,Ben,supervisor,UA\nUC,Cy,supervisor,UB\nUD,Di,agent,UB\n"
    with pytest.raises(TeamFaults) as refused:
        read_team(text, "T1")
    assert refused.value.faults == (Fault(2, FaultKind.CYCLE, (("way", "Ann (UA) → Cy (UC) → Ben (UB) → Ann (UA)"),)),)


def test_all_faults_come_at_once_in_order_of_rows() -> None:
    text = HEADINGS + "UA,Ann,boss,\nUB,Ben,agent,\nU!,Cy,agent,UA\nUD,Di,agent,UZ\n"
    assert faults_of(text) == [
        (2, FaultKind.UNKNOWN_ROLE),
        (3, FaultKind.ORPHAN),
        (4, FaultKind.BAD_ID),
        (5, FaultKind.UNKNOWN_HEAD),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("", FaultKind.EMPTY), ("\n \n", FaultKind.EMPTY), ("\ufeff", FaultKind.EMPTY), (HEADINGS, FaultKind.NOBODY)],
)
def test_a_file_that_would_remove_everybody_is_refused(text: str, kind: FaultKind) -> None:
    assert [fault for _, fault in faults_of(text)] == [kind]


def test_a_row_is_counted_as_a_spreadsheet_counts_it() -> None:
    text = HEADINGS + '\nUBOSS,"Boss\nof all",admin,\nUMIA,Mia,agent,\n'
    assert faults_of(text) == [(4, FaultKind.ORPHAN)]


def test_only_full_members_of_the_workspace_may_be_listed_above_anybody() -> None:
    members = {slack_id: member(slack_id) for slack_id in ("UBOSS", "USAM")}
    members["UKIM"] = replace(member("UKIM"), guest=True)
    with pytest.raises(TeamFaults) as refused:
        read_team(GOOD, "T1", members)
    found = [(fault.row, fault.kind) for fault in refused.value.faults]
    assert found == [(3, FaultKind.CANNOT_LEAD), (5, FaultKind.STRANGER)]


def test_customers_need_no_account_in_the_workspace() -> None:
    members = {slack_id: member(slack_id) for slack_id in ("UBOSS", "UKIM", "USAM", "UMIA")}
    assert read_team(GOOD + "UCUST,Cy,customer,\n", "T1", members)["UCUST"].role is Role.CUSTOMER


def test_the_template_reads_back_as_the_team() -> None:
    assert read_team(template_csv(LINE.values()), "T1") == LINE


@pytest.mark.parametrize("name", ["=1+1", "+49 30", "-2", "@SUM(A1)", "＝1", "x;=1", "x, =1", "'=1", " \t=1"])
def test_no_name_in_the_template_can_be_run_as_a_formula(name: str) -> None:
    text = template_csv([replace(CUSTOMER, name=name)])
    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.strip(' "').startswith(("=", "+", "-", "@", "＝"))]


def test_an_exception_holds_nobodys_name() -> None:
    with pytest.raises(TeamFaults, match=r"\A1 faults in the team\Z"):
        read_team(GOOD.replace("Mia,agent,USAM", "Mia,agent,"), "T1")


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_has_its_sentence(kind: FaultKind) -> None:
    names = ("column", "given", "name", "first", "head", "way", "deputy")
    fault = Fault(3, kind, tuple((name, "x") for name in names))
    assert fault.told(say).startswith("Row 3: ")


def team_or_faults(text: str) -> Team | tuple[Fault, ...]:
    try:
        return read_team(text, "T1")
    except TeamFaults as refused:
        return refused.faults


slack_ids = st.sampled_from([*IDS, *IDS, *IDS, "", "nobody", "UNOBODY", " UA "])
cells = st.tuples(
    slack_ids,
    st.sampled_from(["Ann", "Ben, Jr", "=x", 'C"y', "", "\t"]),
    st.sampled_from([*Role, "AGENT", "boss", ""]),
    slack_ids,
)


def written(rows: list[tuple[str, str, str, str]], separator: str) -> str:
    page = io.StringIO(newline="")
    csv.writer(page, delimiter=separator).writerows([("slack_id", "name", "role", "reports_to"), *rows])
    return page.getvalue()


@given(st.lists(cells, max_size=7), st.sampled_from(",;\t"))
def test_a_file_is_taken_whole_and_sound_or_not_at_all(rows: list[tuple[str, str, str, str]], separator: str) -> None:
    team = team_or_faults(written(rows, separator))
    if isinstance(team, tuple):
        assert team
        return
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert list(team) == [row[0].strip() for row in filled]
    for one in team.values():
        above = superiors(one, team)
        assert one.role is not Role.AGENT or above
        assert [up.slack_id for up in above[:1]] == ([one.reports_to] if one.reports_to else [])
        assert not above or above[-1].reports_to == ""
    assert len({superiors(one, team)[-1].slack_id for one in team.values() if superiors(one, team)}) <= 1


@given(
    st.text(max_size=300) | st.text(alphabet='slack_id,name,role,reports_to\n"U;', max_size=200).map(HEADINGS.__add__)
)
def test_any_text_at_all_is_a_team_or_is_refused_with_reasons(text: str) -> None:
    assert team_or_faults(text)


names = st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
awkward = st.sampled_from(["=1", "'=1", "''@x", "a;=b", "a,'+b", "-", "'", "a | -b", '"', "a, b"])


@given(st.lists(names | awkward, min_size=1, max_size=5))
def test_any_names_come_back_from_the_template(given_names: list[str]) -> None:
    people = {f"U{n}": replace(CUSTOMER, slack_id=f"U{n}", name=name) for n, name in enumerate(given_names)}
    assert read_team(template_csv(people.values()), "T1") == people
