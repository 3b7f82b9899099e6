"""Tokens, scopes and memberships: what the app may not do."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from bot.sandbox.values import Kind
from bot.sandbox.web_api import METHODS
from tests.sandbox.manifests import manifest

Asked = Callable[[WebClient], Any]


def refusal(call: Callable[[], Any]) -> dict[str, Any]:
    """What the real client was told when it was refused."""
    with pytest.raises(SlackApiError) as refused:
        call()
    data = refused.value.response.data
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-wrong", "invalid_auth"), ("app", "not_allowed_token_type")],
    ids=["none", "wrong", "of the app"],
)
def test_a_call_needs_the_bots_own_token(slack: Sandbox, token: str, error: str) -> None:
    client = WebClient(token=slack.app_token if token == "app" else token, base_url=slack.api_url)
    assert refusal(client.users_list)["error"] == error


def test_the_bots_token_opens_no_socket(client: WebClient, slack: Sandbox) -> None:
    assert refusal(lambda: client.apps_connections_open(app_token=slack.bot_token))["error"] == "not_allowed_token_type"


def test_an_unknown_method_is_called_that(client: WebClient) -> None:
    assert refusal(lambda: client.api_call("chat.shout"))["error"] == "unknown_method"


@pytest.mark.parametrize("method", sorted(name for name, known in METHODS.items() if known.scopes))
def test_a_method_without_its_scope_says_what_it_needs(method: str) -> None:
    needed = METHODS[method].scopes
    with Sandbox.start(manifest(without_scopes=needed)) as slack:
        told = refusal(lambda: WebClient(token=slack.bot_token, base_url=slack.api_url).api_call(method))
    assert (told["error"], told["needed"]) == ("missing_scope", ",".join(needed))
    assert "commands" in told["provided"]


def test_a_private_channel_needs_the_scope_for_private_channels() -> None:
    with Sandbox.start(manifest(without_scopes=("groups:read",))) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        assert client.conversations_info(channel="C0SUPPORT")["ok"]
        assert refusal(lambda: client.conversations_info(channel="C0ESCALATE"))["needed"] == "groups:read"


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda c: c.chat_postMessage(channel="C0NOWHERE", text="Hi"), "channel_not_found"),
        (lambda c: c.chat_postMessage(channel="C0RANDOM00", text="Hi"), "not_in_channel"),
        (lambda c: c.chat_postMessage(channel="C0PRIVATE0", text="Hi"), "channel_not_found"),
        (lambda c: c.chat_postMessage(channel="C0ARCHIVED", text="Hi"), "is_archived"),
        (lambda c: c.chat_postMessage(channel="U0NOBODY00", text="Hi"), "channel_not_found"),
        (lambda c: c.chat_postMessage(channel="U0TICKETDESK", text="Hi"), "cannot_dm_bot"),
        (lambda c: c.api_call("chat.postMessage", json={"channel": "C0SUPPORT"}), "no_text"),
        (lambda c: c.chat_postEphemeral(channel="C0SUPPORT", user="U0GUESTGIL", text="Hi"), "user_not_in_channel"),
        (lambda c: c.chat_update(channel="C0SUPPORT", ts="1.000001", text="Hi"), "message_not_found"),
        (lambda c: c.conversations_open(users="U0TICKETDESK"), "cannot_dm_bot"),
        (lambda c: c.conversations_open(users="U0NOBODY00"), "user_not_found"),
        (lambda c: c.conversations_open(users="U0AGENTANA,U0AGENTBEN"), "missing_scope"),
        (lambda c: c.conversations_history(channel="C0RANDOM00"), "not_in_channel"),
        (lambda c: c.conversations_replies(channel="C0SUPPORT", ts="1.000001"), "thread_not_found"),
        (lambda c: c.conversations_info(channel="C0PRIVATE0"), "channel_not_found"),
        (lambda c: c.conversations_members(channel="C0PRIVATE0"), "channel_not_found"),
        (lambda c: c.users_info(user="U0NOBODY00"), "user_not_found"),
        (lambda c: c.usergroups_users_list(usergroup="S0NONE"), "no_such_subteam"),
        (lambda c: c.chat_getPermalink(channel="C0SUPPORT", message_ts="1.000001"), "message_not_found"),
    ],
)  # fmt: skip
def test_what_the_app_cannot_reach_is_refused_by_name(
    slack: Sandbox, client: WebClient, ask: Asked, error: str
) -> None:
    slack.home.add_channel("hidden", ("Ana",), bot=False, id="C0PRIVATE0", kind=Kind.PRIVATE)
    slack.home.add_channel("old", ("Ana",), id="C0ARCHIVED", archived=True)
    assert refusal(lambda: ask(client))["error"] == error


def test_somebody_elses_message_cannot_be_changed(slack: Sandbox, client: WebClient) -> None:
    ts = slack.person("Ana").say("#support", "Mine")
    assert (
        refusal(lambda: client.chat_update(channel="C0SUPPORT", ts=ts, text="Yours"))["error"] == "cant_update_message"
    )
    assert refusal(lambda: client.chat_delete(channel="C0SUPPORT", ts=ts))["error"] == "cant_delete_message"


def test_an_uninstalled_app_has_a_dead_token(slack: Sandbox, client: WebClient) -> None:
    slack.home.uninstall()
    assert refusal(client.auth_test)["error"] == "token_revoked"


def test_a_deactivated_person_gets_no_new_conversation(slack: Sandbox, client: WebClient) -> None:
    slack.person("Ben").change(deleted=True)
    assert refusal(lambda: client.conversations_open(users="U0AGENTBEN"))["error"] == "user_disabled"


def test_two_workspaces_share_ids_but_nothing_else(slack: Sandbox, client: WebClient) -> None:
    other = slack.add_workspace("T0OTHER", "Other Goods")
    theirs = WebClient(token=other.bot_token, base_url=slack.api_url)
    theirs.chat_postMessage(channel="C0SUPPORT", text="Over there")
    assert theirs.auth_test()["team_id"] == "T0OTHER"
    assert other.person("Ana").id == slack.person("Ana").id
    assert [each.text for each in other.person("Ana").sees("#support")] == ["Over there"]
    assert slack.person("Ana").sees("#support") == []
