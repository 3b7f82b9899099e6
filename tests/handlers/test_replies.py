"""Answers to presses: where Slack does not take one, it is counted and told without words."""

import pytest
from structlog.testing import capture_logs

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.metrics import Backlog
from handlers.replies import is_slacks
from tests.handlers.test_hints import SHARP, hint_for


def refused(bot: Levelhead, error: str) -> float:
    return bot.metrics.registry.get_sample_value("levelhead_slack_errors_total", {"error": error}) or 0.0


@pytest.mark.parametrize("press", ["Mute here", "Got it"])
def test_an_answer_that_slack_does_not_take_is_counted_and_told_without_words(
    slack: Sandbox, bot: Levelhead, press: str
) -> None:
    slack.person("Ana").say("#support", SHARP)
    hint = hint_for(slack, "Ana")
    slack.faults.server_error("response_url", status=404)
    with capture_logs() as told:
        slack.person("Ana").press(press, on=hint)
        slack.wait_for(lambda: any(call.method == "response_url" for call in slack.calls))
        bot.door.close()
    assert refused(bot, "response_url_404") == 1
    assert [(line["event"], line["error"]) for line in told] == [("slack_refused", "response_url_404")]
    assert "told you" not in str(told)


def test_an_answer_that_slack_takes_is_not_counted(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP)
    ana.press("Mute here", on=hint_for(slack, "Ana"))
    slack.wait_for(lambda: any("Muted" in one.words for one in ana.ephemerals()))
    assert refused(bot, "response_url_200") == 0
    assert b"levelhead_slack_errors_total{" not in bot.metrics.page(Backlog())


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://hooks.slack.com/actions/T1/2/x", True),
        ("https://hooks.slack-gov.com/commands/T1/2/x", True),
        ("http://127.0.0.1:4000/response/x", True),
        ("http://hooks.slack.com/actions/T1/2/x", False),
        ("https://hooks.slack.com.evil.example/x", False),
        ("https://hooks.slack.com@evil.example/x", False),
        ("https://hooks.slack.com:8443/x", False),
        ("http://127.0.0.1:4001/x", False),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("https://hooks.slack.com\n.evil.example", False),
        ("https://[hooks", False),
        ("", False),
        (7, False),
    ],
)
def test_answers_go_to_slack_alone(url: object, ours: bool) -> None:
    assert is_slacks(url, "http://127.0.0.1:4000/api/") is ours
