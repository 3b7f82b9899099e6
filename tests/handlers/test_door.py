"""The door over HTTP: whatever is thrown at it, Slack and people get a fitting answer and never a stack trace."""

import http.client
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.door import ANSWER
from handlers.http import BODY_LIMIT
from tests.handlers.conftest import failures
from tests.running import served

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def door(http_bot: Levelhead) -> Iterator[str]:
    with served(http_bot.web) as address:
        yield address


def call(address: str, path: str = "/slack/events", raw: bytes = b"", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("POST" if path == "/slack/events" else "GET", path, body=raw or None, headers=given)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def signed(slack: Sandbox, address: str, raw: bytes, kind: str = JSON, *, age: float = 0.0) -> tuple[int, bytes]:
    stamp = str(int(time.time() - age))
    signature = SignatureVerifier(slack.signing_secret).generate_signature(timestamp=stamp, body=raw)
    headers = {"X_Slack_Request_Timestamp": stamp, "X_Slack_Signature": signature or "", "Content_Type": kind}
    return call(address, raw=raw, **headers)


def event(**fields: Any) -> bytes:
    return json.dumps({"type": "event_callback", "team_id": "T0LEVEL", **fields}).encode()


def test_the_door_greets_slack(slack: Sandbox, door: str) -> None:
    greeting = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    assert signed(slack, door, greeting) == (200, b'{"challenge":"abc"}')


def test_what_is_not_signed_stays_outside(door: str) -> None:
    assert call(door, raw=event())[0] == 401


def test_what_was_signed_six_minutes_ago_stays_outside(slack: Sandbox, door: str) -> None:
    assert signed(slack, door, event(), age=360)[0] == 401


def test_a_timestamp_that_is_no_number_stays_outside(door: str) -> None:
    wrong = {"X_Slack_Request_Timestamp": "soon", "X_Slack_Signature": "v0=0"}
    assert call(door, raw=event(), **wrong)[0] == 401


def test_a_signature_in_strange_letters_stays_outside(door: str) -> None:
    wrong = {"X_Slack_Request_Timestamp": str(int(time.time())), "X_Slack_Signature": "v0=\xe9"}
    assert call(door, raw=event(), **wrong)[0] == 401


def test_an_event_that_waited_too_long_for_its_turn_is_sent_again(http_bot: Levelhead) -> None:
    said = {"type": "message", "channel": "C1", "ts": "1.1", "user": "U1", "text": "Hello."}
    payload = json.loads(event(event=said))
    late, _ = http_bot.door.receive(payload, time.perf_counter() - ANSWER)
    soon, _ = http_bot.door.receive(payload, time.perf_counter() - ANSWER / 4)
    assert (late.status, soon.status) == (503, 200)


def test_a_door_does_not_rest_between_its_answer_and_what_was_left_for_afterwards(
    slack: Sandbox, bot: Levelhead
) -> None:
    ana = slack.person("Ana")
    asked = {"team_id": slack.home.id, "user_id": ana.id, "channel_id": "C0SUPPORT", "trigger_id": ana.trigger()}
    _, afterwards = bot.door.receive({"command": "/levelhead", "text": "case", **asked})
    assert not bot.door.rest(0)
    afterwards()
    assert bot.door.rest(60)
    assert ana.modal is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"actions": [{"action_id": ["hint_wrong"], "type": "button"}]},
        {"actions": "hint_wrong"},
        {"actions": [{"action_id": "hint_wrong", "type": "button", "value": "a\x00b"}]},
        {"actions": [{"action_id": "hint_wrong", "type": "button"}], "user": "U0AGENTANA"},
        {"actions": [{"action_id": "hint_wrong", "type": "button"}], "team": {"id": ["T0LEVEL"]}},
        {"actions": [{"action_id": "hint_wrong", "type": "button"}], "trigger_id": "\ud800"},
    ],
)
def test_what_has_a_wrong_shape_is_taken_and_counted(
    slack: Sandbox, http_bot: Levelhead, door: str, fields: dict[str, Any]
) -> None:
    who = {"team": {"id": "T0LEVEL"}, "user": {"id": "U0AGENTANA", "team_id": "T0LEVEL"}, "trigger_id": "1.2.3"}
    raw = urlencode({"payload": json.dumps(who | {"type": "block_actions"} | fields)}).encode()
    assert signed(slack, door, raw, FORM)[0] == 200
    labels = {"kind": "block_actions", "outcome": "malformed"}
    assert http_bot.metrics.registry.get_sample_value("levelhead_payloads_total", labels) == 1
    assert failures(http_bot) == 0


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", JSON),
        (b"{", JSON),
        (b"[]", JSON),
        (b"null", JSON),
        (b"7", JSON),
        (b"{}", JSON),
        (b'{"type": "event_callback"}', JSON),
        (b'{"type": "event_callback", "event": null}', JSON),
        (b'{"type": "event_callback", "event": {}}', JSON),
        (b"[" * 5000, JSON),
        (b"payload=", FORM),
        (b"payload=%7B", FORM),
        (b"payload=[]", FORM),
        (b"a=1", FORM),
    ],
)
def test_what_slack_would_never_send_is_refused(slack: Sandbox, door: str, raw: bytes, kind: str) -> None:
    assert signed(slack, door, raw, kind)[0] == 400


@pytest.mark.parametrize(
    "event_fields",
    [
        {"event": {"type": "a_new_kind_of_event"}},
        {"event": {"type": "message"}},
        {"event": {"type": "message", "channel": 7, "ts": [], "text": {}}},
        {"event": {"type": "message", "channel": "C1", "ts": "1.1", "user": "U1", "text": "x"}, "team_id": "TNOWHERE"},
        {"event": {"type": "member_joined_channel"}},
        {"event": {"type": "user_change", "user": "U1"}},
        {"event": {"type": "message", "subtype": "message_changed"}},
    ],
)
def test_what_nobody_listens_for_is_taken_and_forgotten(
    slack: Sandbox, http_bot: Levelhead, door: str, event_fields: dict[str, Any]
) -> None:
    assert signed(slack, door, event(**event_fields))[0] == 200
    assert failures(http_bot) == 0


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions"},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": [{"action_id": "hint_wrong", "value": "forged", "type": "button"}]},
        {"type": "block_actions", "actions": [{"action_id": "hint_mute_all", "value": "forged", "type": "button"}]},
        {"type": "block_actions", "actions": [{"action_id": "hint_see", "type": "button"}]},
        {"type": "view_submission"},
        {"type": "view_submission", "view": {"callback_id": "pause", "private_metadata": "forged"}},
        {"type": "view_submission", "view": {"callback_id": "nobody_knows"}},
        {"type": "message_action", "callback_id": "help_me_answer"},
        {"type": "message_action", "callback_id": "nobody_knows"},
        {"type": "no_such_thing"},
    ],
)
def test_a_press_that_is_broken_or_forged_is_taken_and_does_nothing(
    slack: Sandbox, door: str, payload: dict[str, Any]
) -> None:
    who = {"team": {"id": "T0LEVEL"}, "user": {"id": "U0AGENTANA", "team_id": "T0LEVEL"}, "trigger_id": "1.2.3"}
    raw = urlencode({"payload": json.dumps(who | payload)}).encode()
    before = len(slack.calls)
    assert signed(slack, door, raw, FORM)[0] == 200
    assert [one.method for one in slack.calls[before:] if one.ok] == []


def test_an_unknown_command_is_taken(slack: Sandbox, door: str) -> None:
    raw = urlencode({"command": "/nobody", "team_id": "T0LEVEL", "user_id": "U0AGENTANA"}).encode()
    assert signed(slack, door, raw, FORM)[0] == 200


def test_the_certificate_check_of_slack_is_answered(slack: Sandbox, door: str) -> None:
    assert signed(slack, door, b"ssl_check=1&token=x", FORM)[0] == 200


def test_a_body_without_end_is_cut_off(slack: Sandbox, door: str) -> None:
    assert signed(slack, door, b"x" * (BODY_LIMIT + 1))[0] == 413


def test_health_readiness_and_figures_are_told(door: str) -> None:
    assert call(door, "/healthz") == (200, b"ok\n")
    assert call(door, "/readyz")[0] == 200
    assert b"levelhead_payloads_total" in call(door, "/metrics")[1]


def test_a_message_heard_over_http_earns_its_hint(slack: Sandbox, http_bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.say("#support", "As I already told you, you should have read the docs.")
    slack.wait_for(ana.ephemerals)


def test_an_event_delivered_twice_earns_one_hint(slack: Sandbox, http_bot: Levelhead, door: str) -> None:
    now = f"{time.time():.6f}"
    said = {"type": "message", "channel": "C0SUPPORT", "channel_type": "channel", "user": "U0AGENTANA", "ts": now}
    raw = event(event={**said, "team": "T0LEVEL", "text": "As I already told you, read the docs."}, event_id="Ev1")
    assert [signed(slack, door, raw)[0] for _ in range(3)] == [200, 200, 200]
    slack.wait_for(slack.person("Ana").ephemerals)
    counts = http_bot.store.recall(lambda memory: memory.deliveries.counts())
    assert sum(counts.values()) == 1


def test_without_its_memory_events_are_refused_and_commands_told(
    slack: Sandbox, http_bot: Levelhead, door: str
) -> None:
    http_bot.store.close()
    said = {"type": "message", "channel": "C0SUPPORT", "user": "U0AGENTANA", "ts": f"{time.time():.6f}", "text": "Hi"}
    assert signed(slack, door, event(event=said))[0] == 503
    raw = urlencode({"command": "/levelhead", "text": "mute", "team_id": "T0LEVEL", "user_id": "U0AGENTANA"}).encode()
    status, body = signed(slack, door, raw, FORM)
    assert status == 200
    assert "not saved" in body.decode()
    assert "/levelhead mute" in body.decode()
    assert call(door, "/healthz")[0] == 200
    assert call(door, "/readyz")[0] == 503


def test_a_listener_that_fails_is_told_by_place_and_never_by_words(
    slack: Sandbox, http_bot: Levelhead, door: str, capsys: pytest.CaptureFixture[str]
) -> None:
    @http_bot.app.event("tea_is_ready")
    def spill() -> None:
        raise ValueError("the customer said something private")

    assert signed(slack, door, event(event={"type": "tea_is_ready"}))[0] == 200
    told = capsys.readouterr().out
    assert "ValueError" in told
    assert "spill" in told
    assert "private" not in told
    assert failures(http_bot) == 1
