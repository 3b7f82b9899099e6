"""A message is heard where Levelhead is installed, and from nobody else."""

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.workspaces import Workspace
from handlers.assemble import Levelhead
from storage.store import Memory
from storage.tables import HEARINGS

SAID = {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "ts": "1772442000.000100"}
DELETED = {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": SAID["ts"]}
DIRECT = SAID | {"channel": "D1", "channel_type": "im"}
ORGANISATION = Workspace(team_id="E0ORG", name="", bot_user_id="U0ORGBOT", bot_id="B0ORGBOT", token="xoxb-org")


def told(bot: Levelhead, team: str, organisation: str = "", event: dict[str, Any] = SAID, **more: Any) -> str:
    """What came of an event, as it is counted."""
    before = outcomes(bot)
    about = {"type": "event_callback", "team_id": team, "event": {"text": "Hello there.", **event, **more}}
    answer, _ = bot.door.receive(about | ({"enterprise_id": organisation} if organisation else {}))
    assert answer.status == 200
    (changed,) = (outcome for outcome, many in outcomes(bot).items() if many != before.get(outcome, 0))
    return changed


def outcomes(bot: Levelhead) -> dict[str, float]:
    counted = next(iter(bot.metrics.heard.collect())).samples
    return {one.labels["outcome"]: one.value for one in counted if one.name.endswith("_total")}


def remembered(bot: Levelhead) -> dict[str, int]:
    """How many messages are remembered, by workspace."""
    asked = select(HEARINGS.c.workspace, func.count()).group_by(HEARINGS.c.workspace)
    rows = bot.store.recall(lambda memory: memory._ledger.connection.execute(asked).all())
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("event", [SAID, DELETED, DIRECT])
def test_where_it_is_not_installed_nothing_is_heard(bot: Levelhead, event: dict[str, Any]) -> None:
    assert told(bot, "T0NOWHERE", "E0NOWHERE", event) == "unknown"
    assert remembered(bot) == {}


def test_where_it_was_erased_nothing_is_heard_any_more(bot: Levelhead) -> None:
    assert told(bot, "T0LEVEL") == "ok"
    bot.store.remember(lambda memory: memory.workspaces.erase("T0LEVEL"))
    assert told(bot, "T0LEVEL", ts="1772442000.000200") == "unknown"
    assert remembered(bot) == {}


def test_the_first_message_from_a_workspace_of_an_organisation_is_heard(bot: Levelhead) -> None:
    bot.store.remember(lambda memory: memory.workspaces.save(ORGANISATION))
    assert told(bot, "T0NEW", "E0ORG") == "ok"
    assert told(bot, "T0NEW", "E0ORG", ts="1772442000.000200") == "ok"
    assert remembered(bot) == {"T0NEW": 2}


def test_what_it_says_itself_is_not_heard(bot: Levelhead) -> None:
    def who(memory: Memory) -> str:
        found = memory.workspaces.find("T0LEVEL")
        return found.bot_user_id if found else ""

    assert told(bot, "T0LEVEL", user=bot.store.recall(who)) == "ok"
    assert remembered(bot) == {}
