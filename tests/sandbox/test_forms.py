"""Every form in which a client may call the Web API."""

import json
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from tests.sandbox.ears import call

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}]


def test_the_real_client_posts_blocks_as_json(slack: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel="C0SUPPORT", text="Hello", blocks=BLOCKS)
    assert slack.person("Ana").sees("#support")[-1].words == "Hello"


def test_blocks_may_be_json_in_a_form(slack: Sandbox) -> None:
    form = {"token": slack.bot_token, "channel": "C0SUPPORT", "text": "Hi", "blocks": json.dumps(BLOCKS)}
    answer = call(slack, "chat.postMessage", urlencode(form).encode(), Content_Type="application/x-www-form-urlencoded")
    assert answer["message"]["blocks"][0]["text"]["text"] == "Hello"


def test_blocks_may_be_a_string_inside_json(slack: Sandbox) -> None:
    body = json.dumps({"channel": "C0SUPPORT", "text": "Hi", "blocks": json.dumps(BLOCKS)}).encode()
    answer = call(
        slack, "chat.postMessage", body, Content_Type="application/json", Authorization=f"Bearer {slack.bot_token}"
    )
    assert answer["message"]["blocks"][0]["text"]["text"] == "Hello"


def test_everything_may_stand_in_the_query(slack: Sandbox) -> None:
    query = urlencode({"token": slack.bot_token, "user": "U0AGENTANA"})
    with urlopen(f"{slack.api_url}users.info?{query}", timeout=60) as response:
        assert json.loads(response.read())["user"]["real_name"] == "Ana"


def test_a_json_content_type_without_a_body_is_fine(client: WebClient) -> None:
    assert client.auth_test()["user_id"] == "U0LEVELHEAD"
    assert client.users_list()["ok"]


@pytest.mark.parametrize(
    ("body", "error"), [(b"{not json", "invalid_json"), (b"[1, 2]", "json_not_object"), (b"\xff\xfe", "invalid_json")]
)
def test_a_broken_body_is_refused_by_name(slack: Sandbox, body: bytes, error: str) -> None:
    answer = call(
        slack, "chat.postMessage", body, Content_Type="application/json", Authorization=f"Bearer {slack.bot_token}"
    )
    assert (answer["ok"], answer["error"]) == (False, error)


def test_blocks_that_are_no_json_are_refused_by_name(slack: Sandbox) -> None:
    form = urlencode({"token": slack.bot_token, "channel": "C0SUPPORT", "blocks": "[{"}).encode()
    answer = call(slack, "chat.postMessage", form, Content_Type="application/x-www-form-urlencoded")
    assert answer["error"] == "invalid_blocks_format"


def test_the_ledger_keeps_the_call_but_not_the_token(slack: Sandbox) -> None:
    form = urlencode({"token": slack.bot_token, "user": "U0AGENTANA"}).encode()
    call(slack, "users.info", form, Content_Type="application/x-www-form-urlencoded")
    last = slack.calls[-1]
    assert (last.method, dict(last.args), last.ok, last.team) == ("users.info", {"user": "U0AGENTANA"}, True, "T0LEVEL")
