"""One installation for a whole organisation: its workspaces stay apart, and its people are at home where they work."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.people import Person, Role
from bot.sandbox.server import Sandbox
from bot.workspaces import Workspace
from handlers.case_facts import identity_in
from handlers.digest import plan_digests
from handlers.members import client_with, users_of
from handlers.shapes import check
from storage.store import Memory, Store
from tests.databases import sqlite_url
from tests.running import MANIFEST, settings_for

ORGANISATION, WORKSPACE = "E0ORG", "T0FIRST"
SAM: dict[str, Any] = {
    "id": "U0SAM",
    "team_id": "T0SECOND",
    "deleted": False,
    "is_bot": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
    "enterprise_user": {"enterprise_id": ORGANISATION, "teams": ["T0SECOND", WORKSPACE]},
}


@pytest.mark.parametrize(("workspace", "at_home"), [(WORKSPACE, True), ("T0SECOND", True), ("T0THIRD", False)])
def test_who_works_in_several_workspaces_is_a_member_of_each_of_them(workspace: str, at_home: bool) -> None:
    assert identity_in(SAM, workspace, "U0SAM").is_member_of(workspace) is at_home


@pytest.mark.parametrize("known", ["T0FIRST", ["T0FIRST"], {"teams": 7}, {"teams": [None]}])
def test_where_somebody_works_has_the_shape_that_slack_gives_it(known: object) -> None:
    event = {"type": "user_change", "user": {**SAM, "enterprise_user": known}}
    with pytest.raises(ValidationError):
        check({"type": "event_callback", "team_id": WORKSPACE, "event": event})


def test_who_leads_somebody_in_a_workspace_of_it_gets_a_digest(tmp_path: Path) -> None:
    store = Store.open(sqlite_url(tmp_path))

    def work(memory: Memory) -> int:
        home = Workspace(
            team_id=ORGANISATION, name="", bot_user_id="U0BOT", bot_id="B0BOT", token="xoxb-", enterprise=ORGANISATION
        )
        sam = Person(workspace=WORKSPACE, slack_id="U0SAM", name="Sam", role=Role.SUPERVISOR)
        ana = Person(workspace=WORKSPACE, slack_id="U0ANA", name="Ana", role=Role.AGENT, reports_to="U0SAM")
        memory.workspaces.save(home)
        memory.workspaces.join(WORKSPACE, ORGANISATION)
        memory.people.replace_team(WORKSPACE, [sam, ana])
        plan_digests(memory, datetime.now(UTC))
        return memory.deliveries.waiting(datetime.now(UTC))[0]

    try:
        assert store.remember(work) == 1
    finally:
        store.close()


def test_slack_is_told_whose_people_are_asked_for(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST) as slack:
        settings = settings_for(slack, tmp_path)
        users_of(client_with(settings, slack.bot_token), slack.home.id)
        assert slack.calls[-1].args["team_id"] == slack.home.id
