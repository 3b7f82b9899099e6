"""Trouble on demand, as the real client meets it."""

import http.client
import json
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from tests.sandbox.ears import Ear, Reply, call


def say(client: WebClient, words: str = "Hello") -> None:
    client.chat_postMessage(channel="C0SUPPORT", text=words)


def said(slack: Sandbox) -> list[str]:
    return [each.text for each in slack.person("Ana").sees("#support")]


def plain(slack: Sandbox) -> WebClient:
    """A client that never tries again by itself."""
    return WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=60, retry_handlers=[])


def test_too_many_calls_are_told_when_to_come_back(slack: Sandbox, client: WebClient) -> None:
    slack.faults.rate_limit("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        say(client)
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
    assert [call.error for call in slack.calls] == ["ratelimited"]
    say(client)
    assert said(slack) == ["Hello"]


def test_a_scripted_error_meets_as_many_calls_as_it_was_told(slack: Sandbox, client: WebClient) -> None:
    slack.faults.error("chat.postMessage", "is_archived", times=2, skip=1)
    say(client, "first")
    for _ in range(2):
        with pytest.raises(SlackApiError, match="is_archived"):
            say(client, "refused")
    say(client, "last")
    assert said(slack) == ["first", "last"]


def test_other_methods_do_not_meet_it(slack: Sandbox, client: WebClient) -> None:
    slack.faults.error("chat.postMessage", "is_archived")
    assert client.auth_test()["ok"]


def test_a_server_error_has_no_slack_answer(slack: Sandbox) -> None:
    slack.faults.server_error(status=502)
    with pytest.raises(HTTPError) as refused:
        call(slack, "api.test")
    refused.value.close()
    assert (refused.value.code, slack.calls[-1].error) == (502, "http_502")


def test_a_reset_connection_is_a_reset(slack: Sandbox) -> None:
    slack.faults.reset("chat.postMessage")
    with pytest.raises(ConnectionResetError):
        say(plain(slack))
    assert said(slack) == []


def test_the_real_client_sends_again_when_only_the_answer_was_lost(slack: Sandbox, client: WebClient) -> None:
    slack.faults.reset("chat.postMessage", done=True)
    say(client)
    assert said(slack) == ["Hello", "Hello"]
    assert [each.ok for each in slack.calls] == [True, True]


def test_half_an_answer_breaks_off_after_the_work_was_done(slack: Sandbox) -> None:
    slack.faults.half("chat.postMessage")
    with pytest.raises(http.client.IncompleteRead):
        say(plain(slack))
    assert said(slack) == ["Hello"]


def test_a_call_that_hangs_goes_on_when_it_is_let_go(slack: Sandbox, client: WebClient) -> None:
    slack.faults.hang("chat.postMessage")
    thread = Thread(target=say, args=[client])
    thread.start()
    slack.wait_for(lambda: slack.faults.hanging == 1)
    assert said(slack) == []
    slack.faults.release()
    thread.join(60)
    assert said(slack) == ["Hello"]


def test_a_client_gives_up_on_a_call_that_hangs(slack: Sandbox) -> None:
    slack.faults.hang("chat.postMessage", done=True)
    body = json.dumps({"channel": "C0SUPPORT", "text": "Hello"}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    with pytest.raises(TimeoutError):
        urlopen(Request(f"{slack.api_url}chat.postMessage", body, headers), timeout=0.1)
    slack.wait_for(lambda: said(slack) == ["Hello"])


def test_forgotten_faults_do_not_come(slack: Sandbox, client: WebClient) -> None:
    slack.faults.server_error(times=5)
    slack.faults.clear()
    say(client)
    assert said(slack) == ["Hello"]


def test_a_response_url_meets_faults_too(slack: Sandbox, ear: Ear) -> None:
    ear.answer = lambda heard: Reply()
    slack.person("Ana").command("/echo hello", "#support")
    url = ear.heard[0].json["response_url"]
    slack.faults.server_error("response_url")
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(url, json.dumps({"text": "Hi"}).encode()), timeout=60)
    refused.value.close()
    assert slack.person("Ana").ephemerals() == []
