"""Answers to presses: where Slack does not take one, it is counted and told without words."""

import pytest
from structlog.testing import capture_logs

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.metrics import Backlog
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
