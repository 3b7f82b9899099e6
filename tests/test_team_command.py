"""The team file, held against who is really in the workspace."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.sandbox.server import Sandbox
from bot.settings import Settings, SettingsFault
from bot.team_sources import TeamSource
from handlers.team_command import import_team, show_team, team_template
from tests.databases import sqlite_url
from tests.running import MANIFEST, settings_for


@pytest.fixture(autouse=True)
def tables(tmp_path: Path) -> None:
    """They are there already, so that no test waits for them to be made."""
    sqlite_url(tmp_path)


TEAM = """\
slack_id,name,role,reports_to
U0SUPERSAM,Sam,supervisor,{head}
{head},Above,manager,
U0AGENTANA,Ana,agent,U0SUPERSAM
"""


def imported(settings: Settings, folder: Path, head: str) -> list[str]:
    file = folder / "team.csv"
    file.write_text(TEAM.format(head=head))
    return import_team(settings, file)


def test_a_member_can_be_above_others(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        assert imported(settings_for(slack, tmp_path), tmp_path, "U0MANAGERMIA")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("U0GUESTGIL", "cannot be above anybody"),
        ("U0TICKETDESK", "cannot be above anybody"),
        ("U0CUSTCLEO", "not a member of this workspace"),
        ("U0NOBODY", "not a member of this workspace"),
    ],
)
def test_nobody_else_can_be_above_others(tmp_path: Path, head: str, reason: str) -> None:
    with Sandbox.start(MANIFEST) as slack:
        settings = settings_for(slack, tmp_path)
        with pytest.raises(SettingsFault) as refused:
            imported(settings, tmp_path, head)
        assert any(reason in fault and "Row 3" in fault for fault in refused.value.faults)
        assert "No team" in show_team(settings)[0]


def test_where_slack_is_silent_the_import_says_what_was_not_checked(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        settings = settings_for(slack, tmp_path)
        slack.faults.error("users.list", "missing_scope")
        assert "Slack could not be asked" in imported(settings, tmp_path, "U0MANAGERMIA")[0]


def test_the_template_lists_full_members_alone(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        lines = team_template(settings_for(slack, tmp_path))
    assert lines[0] == "slack_id,name,role,reports_to"
    assert "U0AGENTANA,Ana,agent," in lines
    assert not any(name in line for line in lines for name in ("Gil", "Cleo", "Ticketdesk", "Levelhead"))


def test_a_line_as_long_as_a_file_can_be_is_shown(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        settings = settings_for(slack, tmp_path)
        slack.faults.error("users.list", "missing_scope")
        rows = (f"U{place},N{place},supervisor,U{place - 1}" for place in range(1, 1_200))
        file = tmp_path / "team.csv"
        file.write_text("\n".join(["slack_id,name,role,reports_to", "U0,N0,manager,", *rows]))
        import_team(settings, file)
        shown = show_team(settings)
    assert (len(shown), shown[1]) == (1_200, "  N1 (U1), supervisor")


FIELD = "Xf0MANAGER"
BY_FIELD = TeamSource(field=FIELD)


def filled_in(slack: Sandbox, **heads: str) -> None:
    """What people's profiles say about who is above them."""
    for name, head in heads.items():
        slack.person(name).change(fields=((FIELD, head),))


def faults_of(settings: Settings, source: TeamSource) -> str:
    with pytest.raises(SettingsFault) as refused:
        import_team(settings, source)
    assert "No team" in show_team(settings)[0]
    return "\n".join(refused.value.faults)


def test_a_user_group_says_who_is_an_agent(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        settings = settings_for(slack, tmp_path)
        group = slack.home.add_usergroup("support", ("Ana", "Ben", "Sam"))
        import_team(settings, TeamSource(group=group, above="U0SUPERSAM"))
        assert show_team(settings) == [
            "Sam (U0SUPERSAM), supervisor",
            "  Ana (U0AGENTANA), agent",
            "  Ben (U0AGENTBEN), agent",
        ]


def test_who_left_the_group_leaves_the_team_and_everybody_else_stays(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        settings = settings_for(slack, tmp_path)
        imported(settings, tmp_path, "U0MANAGERMIA")
        group = slack.home.add_usergroup("support", ("Ben",))
        source = TeamSource(group=group, above="U0SUPERSAM")
        change = import_team(settings, source, dry_run=True)
        assert change == [
            "new: Ben (U0AGENTBEN), agent, reports to Sam (U0SUPERSAM)",
            "leaves the team: Ana (U0AGENTANA)",
            "Nothing is changed yet: this is what would change. Without --dry-run it is made.",
        ]
        assert any("Ana" in line for line in show_team(settings))
        assert import_team(settings, source)[-1] == "Done: the team is changed."
        assert not any("Ana" in line for line in show_team(settings))
        assert any("Above (U0MANAGERMIA), manager" in line for line in show_team(settings))


def test_profiles_say_who_is_above_whom(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        settings = settings_for(slack, tmp_path)
        filled_in(slack, Ana="U0SUPERSAM", Ben="U0SUPERSAM", Sam="U0MANAGERMIA")
        import_team(settings, BY_FIELD)
        assert show_team(settings) == [
            "Mia (U0MANAGERMIA), manager",
            "  Sam (U0SUPERSAM), supervisor",
            "    Ana (U0AGENTANA), agent",
            "    Ben (U0AGENTBEN), agent",
        ]


def test_with_a_group_only_its_members_and_those_above_them_are_looked_at(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        settings = settings_for(slack, tmp_path)
        filled_in(slack, Ana="U0SUPERSAM", Jo="U0ADMINADA", Sam="U0MANAGERMIA")
        group = slack.home.add_usergroup("support", ("Ana",))
        import_team(settings, TeamSource(group=group, field=FIELD))
        assert [line.split()[0] for line in show_team(settings)] == ["Mia", "Sam", "Ana"]
        asked = [call.args["user"] for call in slack.calls if call.method == "users.profile.get"]
        assert sorted(asked) == ["U0AGENTANA", "U0MANAGERMIA", "U0SUPERSAM"]


@pytest.mark.parametrize(
    ("heads", "reason"),
    [
        ({"Ana": "U0AGENTBEN", "Ben": "U0AGENTANA"}, "report to each other in a circle"),
        ({"Ana": "U0AGENTANA"}, "reports to themselves"),
        ({"Ana": "Sam from support"}, "is not a Slack member id"),
        ({"Ana": "U0SUPERSAM,U0MANAGERMIA"}, "has two people above them"),
        ({"Ana": "U0NOBODY"}, "not a member of this workspace"),
        ({"Ana": "U0SUPERSAM", "Ben": "U0MANAGERMIA"}, "a line has one top"),
        ({"Ana": "U0GUESTGIL"}, "cannot be above anybody"),
    ],
)
def test_what_is_wrong_in_the_profiles_is_refused_whole_with_its_row(
    tmp_path: Path, heads: dict[str, str], reason: str
) -> None:
    with Sandbox.start(MANIFEST) as slack:
        filled_in(slack, **heads)
        faults = faults_of(settings_for(slack, tmp_path), BY_FIELD)
    assert reason in faults
    assert "Row " in faults
    assert "levelhead team template" in faults


def test_the_rows_are_those_that_the_template_prints(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        filled_in(slack, Ana="U0SUPERSAM", Ben="=cmd()")
        settings = settings_for(slack, tmp_path)
        lines = team_template(settings, BY_FIELD)
        assert "Row 3:" in faults_of(settings, BY_FIELD)
    assert lines[2] == "U0AGENTBEN,Ben,agent,'=cmd()"


BY_GROUP = TeamSource(group="S0NONE", above="U0SUPERSAM")


@pytest.mark.parametrize(
    ("source", "method", "error", "reason"),
    [
        (BY_GROUP, "", "", "Slack knows no user group S0NONE"),
        (BY_GROUP, "usergroups.users.list", "missing_scope", "optional scope"),
        (
            TeamSource(group="S0X", above="U0SUPERSAM"),
            "usergroups.users.list",
            "paid_teams_only",
            "plan has no user groups",
        ),
        (BY_FIELD, "users.profile.get", "missing_scope", "optional scope"),
        (BY_FIELD, "", "", "Nobody's profile has anything in the field Xf0MANAGER"),
        (BY_FIELD, "users.list", "internal_error", "Slack did not say just now"),
    ],
)
def test_what_slack_cannot_tell_is_said_with_what_to_do(
    tmp_path: Path, source: TeamSource, method: str, error: str, reason: str
) -> None:
    with Sandbox.start(MANIFEST) as slack:
        if error:
            slack.faults.error(method, error, times=9)
        assert reason in faults_of(settings_for(slack, tmp_path), source)


def test_an_empty_group_removes_nobody(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        group = slack.home.add_usergroup("support", ())
        assert "has no members" in faults_of(settings_for(slack, tmp_path), TeamSource(group=group, above="U0SUPERSAM"))


@pytest.mark.parametrize(
    ("above", "reason"), [("U0GUESTGIL", "cannot be above anybody"), ("U0NOBODY", "not a member of this workspace")]
)
def test_a_group_is_below_nobody_who_cannot_lead(tmp_path: Path, above: str, reason: str) -> None:
    with Sandbox.start(MANIFEST) as slack:
        group = slack.home.add_usergroup("support", ("Ana",))
        assert reason in faults_of(settings_for(slack, tmp_path), TeamSource(group=group, above=above))


def test_slack_may_ask_us_to_wait(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        filled_in(slack, Ana="U0SUPERSAM")
        slack.faults.rate_limit("users.profile.get")
        assert import_team(settings_for(slack, tmp_path), BY_FIELD)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["team", "import"], "one of the two"),
        (["team", "import", "team.csv", "--from-usergroup", "S1", "--above", "U1"], "one of the two"),
        (["team", "import", "--from-usergroup", "S1"], "add --above"),
        (["team", "import", "--above", "U1"], "--above goes with --from-usergroup"),
        (["team", "import", "--from-profile-field", "Xf1", "--above", "U1"], "--above goes with --from-usergroup"),
    ],
)
def test_a_source_of_a_team_that_makes_no_sense_is_refused_plainly(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert reason in capsys.readouterr().err


NO_IDS = [["--from-usergroup", "support"], ["--above", "@sam"], ["--from-profile-field", "manager"]]


@pytest.mark.parametrize("wrong", NO_IDS)
def test_a_source_that_is_no_slack_id_is_refused_plainly(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["team", "import", *wrong])
    assert "is no such Slack id" in capsys.readouterr().err
