"""Windows and forms: closed meanwhile, made for somebody else, or sent in with nothing in them."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.rooms import Actor
from handlers.windows import gone_window, show_next
from tests.handlers.conftest import failures
from tests.handlers.test_share_up import card_of, import_team, share, words_of
from tests.running import built_in_book, window_of

ANGRY = "Four days and still no export, you people are a disgrace."


@pytest.mark.parametrize(
    ("asked", "method"),
    [
        ("/levelhead team", "users.info"),
        ("/levelhead case", "users.info"),
        ("/levelhead hours everybody", "users.info"),
        ("/escalate", "users.info"),
    ],
)
def test_a_window_that_was_closed_before_it_was_filled_is_no_failure(
    slack: Sandbox, bot: Levelhead, asked: str, method: str
) -> None:
    import_team(slack, bot)
    ana = slack.person("Ana")
    slack.faults.hang(method)
    ana.command(asked, "#support")
    window_of(slack, ana)
    slack.wait_for(lambda: slack.faults.hanging)
    ana.close()
    slack.faults.clear()
    assert bot.door.rest(60)
    refused = [sample for metric in bot.metrics.slack_refused.collect() for sample in metric.samples]
    assert failures(bot) == sum(sample.value for sample in refused if sample.name.endswith("_total")) == 0
    assert ana.ephemerals() == [], "they closed it, and need no excuse"
    assert [call.error for call in slack.calls if call.method == "views.update"] == ["not_found"]


def test_any_other_refusal_of_a_window_is_raised(slack: Sandbox) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    slack.faults.error("views.update", "invalid_arguments")
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        show_next(client, "V1", gone_window(built_in_book()))


def submitted(slack: Sandbox, bot: Levelhead, callback: str, carried: dict[str, Any], values: dict[str, Any]) -> Any:
    """What Ana is answered to a form whose contents were sealed for Ben."""
    ana, home = slack.person("Ana"), slack.home.id
    holder = Actor(home, slack.person("Ben").id).holder
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": callback,
        "private_metadata": bot.store.vault.seal(carried, purpose="hint", holder=holder),
        "hash": "1",
        "state": {"values": {name: {name: value} for name, value in values.items()}},
        "blocks": [{"type": "input", "block_id": name} for name in values],
    }
    person = {"id": ana.id, "team_id": home}
    payload = {"type": "view_submission", "team": {"id": home}, "user": person, "view": view}
    response, afterwards = bot.door.receive(payload)
    afterwards()
    assert bot.door.rest(60)
    return response.body


PLACE = {"place": {"channel": "C0SUPPORT", "thread": "1.1"}}


@pytest.mark.parametrize(
    ("callback", "carried", "values", "kept_open"),
    [
        ("followup", PLACE, {"when": {"selected_date_time": 4000000000}, "note": {"value": "Ring them."}}, True),
        ("nudge_line", {**PLACE, "line": "Hello"}, {"line": {"value": "Hello"}}, True),
        ("nudge_handed", {"nudge": "x"}, {"to": {"selected_user": "U0AGENTJO0"}, "note": {"value": "Please."}}, True),
        ("nudge_settings", {"channel": "C0SUPPORT"}, {}, False),
        ("hours", {"whose": "own", "channel": "C0SUPPORT"}, {}, False),
        ("team_make", {}, {}, False),
    ],
)
def test_a_form_that_was_made_for_somebody_else_is_answered_at_once(
    slack: Sandbox, bot: Levelhead, callback: str, carried: dict[str, Any], values: dict[str, Any], kept_open: bool
) -> None:
    answer = submitted(slack, bot, callback, carried, values)
    assert ("errors" if kept_open else "update") in answer
    assert "too old" in answer
    assert not [call for call in slack.calls if call.method.startswith("views.")]


@pytest.mark.parametrize("opened", ["Advise", "Join"])
def test_a_form_about_a_case_with_nothing_in_it_stays_open(slack: Sandbox, bot: Levelhead, opened: str) -> None:
    import_team(slack, bot)
    root = slack.person("Cleo").say("#cust-cleo", ANGRY)
    share(slack, bot, root)
    sam = slack.person("Sam")
    sam.press(opened, on=card_of(slack, bot, "Sam"))
    if opened == "Join":
        sam.press("Say hello in the thread", on=card_of(slack, bot, "Sam"))
    field = "line" if opened == "Join" else "note"
    window_of(slack, sam)
    assert not sam.submit({field: "   "})
    assert field in window_of(slack, sam).errors
    assert "gave advice" not in words_of(slack, bot, "Ana")
    assert len(slack.person("Cleo").sees("#cust-cleo", root)) == 1
