"""Events over signed HTTP: the challenge first, three seconds, three more tries."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import Sandbox
from tests.sandbox.conftest import QUICK
from tests.sandbox.ears import Ear, Reply, http_ear, json_reply
from tests.sandbox.manifests import manifest


@pytest.fixture
def hasty() -> Iterator[Sandbox]:
    """A Slack that waits only a second for an acknowledgement."""
    with Sandbox.start(manifest(), ack_timeout=1, retry_delays=QUICK) as sandbox:
        yield sandbox


def hang_until(free: threading.Event) -> Reply:
    free.wait(60)
    return Reply()


def test_an_event_is_signed_so_that_the_real_verifier_is_content(slack: Sandbox, ear: Ear) -> None:
    slack.person("Ana").say("#support", "Hello")
    slack.settle()
    heard = ear.heard[0]
    assert SignatureVerifier(slack.signing_secret).is_valid_request(heard.body, heard.headers)
    assert not SignatureVerifier("another secret").is_valid_request(heard.body, heard.headers)


def test_nothing_is_sent_to_a_door_that_does_not_echo_the_challenge(slack: Sandbox) -> None:
    with http_ear() as deaf:
        deaf.echoes = False
        with pytest.raises(ConnectionError, match="url_verification"):
            slack.connect_http(deaf.url)


def test_a_refused_event_comes_again_with_its_number_and_reason(slack: Sandbox, ear: Ear) -> None:
    ear.answer = lambda heard: Reply(503 if len(ear.heard) < 3 else 200)
    slack.person("Ana").say("#support", "Hello")
    slack.settle()
    tries = [(each.headers.get("x-slack-retry-num"), each.headers.get("x-slack-retry-reason")) for each in ear.heard]
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({each.json["event_id"] for each in ear.heard}) == 1


def test_an_event_is_given_up_after_three_more_tries(slack: Sandbox, ear: Ear) -> None:
    ear.answer = lambda heard: Reply(500)
    slack.person("Ana").say("#support", "Hello")
    slack.settle()
    assert len(ear.heard) == 4
    assert (slack.sent[0].attempts, slack.sent[0].failure) == (4, "http_error")


def test_a_door_may_ask_for_no_more_tries(slack: Sandbox, ear: Ear) -> None:
    ear.answer = lambda heard: Reply(500, "", {"X-Slack-No-Retry": "1"})
    slack.person("Ana").say("#support", "Hello")
    slack.settle()
    assert len(ear.heard) == 1


def test_a_door_that_hangs_is_tried_again_as_timed_out(hasty: Sandbox) -> None:
    free = threading.Event()
    with http_ear() as ear:
        hasty.connect_http(ear.url)
        ear.answer = lambda heard: Reply() if len(ear.heard) > 1 else hang_until(free)
        hasty.person("Ana").say("#support", "Hello")
        hasty.settle()
        free.set()
        assert ear.heard[1].headers["x-slack-retry-reason"] == "http_timeout"


def test_a_closed_door_is_tried_again_as_unreachable(slack: Sandbox) -> None:
    with http_ear() as ear:
        slack.connect_http(ear.url)
    slack.person("Ana").say("#support", "Hello")
    slack.settle()
    assert slack.sent[0].failure == "connection_failed"


def test_several_doors_take_turns(slack: Sandbox) -> None:
    with ExitStack() as doors:
        ears = [doors.enter_context(http_ear()) for _ in range(2)]
        slack.connect_http(*(each.url for each in ears))
        for word in ("one", "two", "three", "four"):
            slack.person("Ana").say("#support", word)
        slack.settle()
        assert [len(each.heard) for each in ears] == [2, 2]


def test_a_command_is_a_form_and_is_never_tried_again(slack: Sandbox, ear: Ear) -> None:
    ear.answer = lambda heard: Reply(500)
    assert not slack.person("Ana").command("/echo you <there>", "#support")
    assert len(ear.heard) == 1
    asked = ear.heard[0].json
    assert (asked["command"], asked["text"], asked["channel_name"]) == ("/echo", "you &lt;there&gt;", "support")
    assert SignatureVerifier(slack.signing_secret).is_valid_request(ear.heard[0].body, ear.heard[0].headers)


def test_whoever_typed_a_command_is_told_that_the_app_did_not_answer(hasty: Sandbox) -> None:
    free = threading.Event()

    with http_ear() as ear:
        hasty.connect_http(ear.url)
        ear.answer = lambda heard: hang_until(free)
        assert not hasty.person("Ana").command("/echo hello", "#support")
        free.set()
    assert "operation_timeout" in hasty.person("Ana").notices()[0].text
    assert hasty.person("Ben").notices() == []


def test_an_answer_to_a_command_is_shown_to_its_author_alone(slack: Sandbox, ear: Ear) -> None:
    ear.answer = lambda heard: Reply(200, "Only for you")
    assert slack.person("Ana").command("/echo hello", "#support")
    assert [each.text for each in slack.person("Ana").ephemerals()] == ["Only for you"]
    assert slack.person("Ben").everything() == []


def test_an_answer_to_a_command_may_be_for_the_channel(slack: Sandbox, ear: Ear) -> None:
    ear.answer = lambda heard: json_reply({"response_type": "in_channel", "text": "For all"})
    assert slack.person("Ana").command("/echo hello", "#support")
    assert slack.person("Ben").sees("#support")[-1].text == "For all"
