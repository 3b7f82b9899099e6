"""Socket Mode: one-use tickets, one connection per envelope, acknowledgements, redelivery."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import Queue

import pytest
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bot.sandbox import Sandbox
from tests.sandbox.conftest import QUICK
from tests.sandbox.ears import acknowledge, real_line, receive, socket_ear, socket_url
from tests.sandbox.manifests import manifest


@pytest.fixture
def hasty() -> Iterator[Sandbox]:
    """A Slack that waits only a second for an acknowledgement."""
    with Sandbox.start(manifest(), ack_timeout=1, retry_delays=QUICK) as sandbox:
        yield sandbox


def test_the_real_client_connects_hears_and_acknowledges(slack: Sandbox) -> None:
    heard: list[SocketModeRequest] = []

    def listen(line: BaseSocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request)
        line.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    with real_line(slack) as line:
        line.socket_mode_request_listeners.append(listen)
        slack.person("Ana").say("#support", "Hello")
        slack.settle()
    assert [each.payload["event"]["text"] for each in heard] == ["Hello"]
    assert slack.sent[0].attempts == 1


def test_the_real_client_comes_back_after_a_disconnect(slack: Sandbox) -> None:
    hellos: Queue[str] = Queue()

    def note(message: str) -> None:
        if '"hello"' in message:
            hellos.put(message)

    with real_line(slack, on_message_listeners=[note]):
        hellos.get(timeout=60)
        slack.faults.warn_sockets("refresh_requested")
        hellos.get(timeout=60)
        slack.wait_for(lambda: slack.connections == 1)


def test_a_ticket_opens_one_connection_once(slack: Sandbox) -> None:
    url = socket_url(slack)
    with connect(url, close_timeout=1) as line:
        assert receive(line)["type"] == "hello"
    with pytest.raises(InvalidStatus), connect(url):
        pass


def test_the_greeting_counts_the_connections(slack: Sandbox) -> None:
    with socket_ear(slack), connect(socket_url(slack), close_timeout=1) as second:
        assert receive(second)["num_connections"] == 2


def test_the_eleventh_connection_is_one_too_many(slack: Sandbox) -> None:
    with ExitStack() as lines:
        for _ in range(10):
            lines.enter_context(socket_ear(slack))
        with connect(socket_url(slack), close_timeout=1) as eleventh:
            assert receive(eleventh)["reason"] == "too_many_websockets"


def test_each_envelope_goes_to_one_connection(slack: Sandbox) -> None:
    with socket_ear(slack) as one, socket_ear(slack) as other:
        for word in ("first", "second"):
            slack.person("Ana").say("#support", word)
        got = [receive(one), receive(other)]
        acknowledge(one, got[0])
        acknowledge(other, got[1])
        slack.settle()
        assert {each["payload"]["event"]["text"] for each in got} == {"first", "second"}
        with pytest.raises(TimeoutError):
            one.recv(timeout=0.05)


def test_what_is_not_acknowledged_comes_again_with_its_number(hasty: Sandbox) -> None:
    with socket_ear(hasty) as line:
        hasty.person("Ana").say("#support", "Hello")
        first, second = receive(line), receive(line)
        acknowledge(line, second)
        hasty.settle()
    assert (first["retry_attempt"], second["retry_attempt"], second["retry_reason"]) == (0, 1, "timeout")
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert hasty.sent[0].attempts == 2


def test_what_a_lost_connection_did_not_acknowledge_goes_to_the_next(slack: Sandbox) -> None:
    with socket_ear(slack) as dying:
        slack.person("Ana").say("#support", "Hello")
        lost = receive(dying)
    with socket_ear(slack) as living:
        again = receive(living)
        acknowledge(living, again)
        slack.settle()
    assert again["payload"]["event_id"] == lost["payload"]["event_id"]
    assert again["retry_reason"] == "connection_failed"


def test_a_warning_leaves_the_connection_open(slack: Sandbox) -> None:
    with socket_ear(slack) as line:
        slack.faults.warn_sockets()
        assert receive(line)["reason"] == "warning"
        slack.person("Ana").say("#support", "Still there?")
        acknowledge(line, receive(line))
        slack.settle()


def test_a_dropped_connection_just_ends(slack: Sandbox) -> None:
    with socket_ear(slack) as line:
        slack.faults.drop_sockets()
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=60)
    slack.wait_for(lambda: slack.connections == 0)


def test_a_command_takes_its_answer_from_the_acknowledgement(slack: Sandbox) -> None:
    with socket_ear(slack) as line, ThreadPoolExecutor(1) as fingers:
        typed = fingers.submit(slack.person("Ana").command, "/echo hello", "#support")
        envelope = receive(line)
        acknowledge(line, envelope, {"text": "hello yourself"})
        assert typed.result(60)
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert slack.person("Ana").ephemerals()[0].text == "hello yourself"


def test_a_command_that_is_not_acknowledged_is_not_sent_again(hasty: Sandbox) -> None:
    with socket_ear(hasty) as line:
        assert not hasty.person("Ana").command("/echo hello", "#support")
        receive(line)
        with pytest.raises(TimeoutError):
            line.recv(timeout=0.05)
    assert "operation_timeout" in hasty.person("Ana").notices()[0].text


def test_noise_on_the_line_is_no_acknowledgement(hasty: Sandbox) -> None:
    with socket_ear(hasty) as line:
        hasty.person("Ana").say("#support", "Hello")
        first = receive(line)
        for noise in ("not json", "[]", json.dumps({"envelope_id": "another"})):
            line.send(noise)
        second = receive(line)
        acknowledge(line, second)
        hasty.settle()
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
