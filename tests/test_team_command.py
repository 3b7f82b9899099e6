"""The team file, held against who is really in the workspace."""

from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.settings import Settings, SettingsFault
from handlers.team_command import import_team, show_team, team_template
from tests.running import MANIFEST, settings_for

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
