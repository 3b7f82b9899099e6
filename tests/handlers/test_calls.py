"""Calls to Slack begin in time, or not at all."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.calls import CountedClient, TooLate
from handlers.metrics import Metrics
from handlers.slack_errors import Verdict, sort
from handlers.telling import SPEAKING
from storage.deliveries import LEASE
from tests.running import running

SHARP = "As I already told you, you should have read the docs."


def test_a_call_that_would_begin_too_late_is_not_made(slack: Sandbox) -> None:
    client = CountedClient(Metrics(), slack.api_url, slack.bot_token)
    client.begin_within(60)
    assert client.auth_test()["ok"]
    client.begin_within(-1)
    with pytest.raises(TooLate) as refused:
        client.auth_test()
    assert sort(refused.value).verdict is Verdict.UNSURE
    assert sum(call.method == "auth.test" for call in slack.calls) == 1


def test_the_last_call_ends_before_the_lease() -> None:
    client = CountedClient(Metrics(), "https://slack.com/api/")
    assert SPEAKING + client.timeout < LEASE.total_seconds()


def test_every_call_that_slack_was_sent_is_counted_under_its_name(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path) as bot:
        ana = slack.person("Ana")
        ana.say("#support", SHARP)
        hint = slack.wait_for(ana.ephemerals)[-1]
        ana.press("Mute here", on=hint)
        slack.wait_for(lambda: any("Muted" in one.words for one in ana.ephemerals()))
        ana.open_home()
        slack.wait_for(lambda: ana.home is not None)
        assert bot.courier.rest(60)
        assert bot.door.rest(60)
        sent = Counter(call.method for call in slack.calls)
        assert counted(bot) == sent | {"response_url": 1}
        assert {"apps.connections.open", "auth.test", "chat.postEphemeral"} <= sent.keys()


def counted(bot: Levelhead) -> Counter[str]:
    samples = [sample for metric in bot.metrics.calls.collect() for sample in metric.samples]
    calls = Counter[str]()
    for sample in samples:
        if sample.name.endswith("_total"):
            calls[sample.labels["method"]] += int(sample.value)
    return calls


def test_nobody_who_runs_in_the_bot_makes_a_client_of_their_own() -> None:
    made = {
        file.name
        for file in Path("handlers").glob("*.py")
        if any(
            isinstance(node, ast.Call) and getattr(node.func, "id", "") == "WebClient"
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        )
    }
    assert made == ON_THE_COMMAND_LINE


ON_THE_COMMAND_LINE = {"doctor_slack.py", "members.py"}
"""They run once, in a process whose figures nobody reads."""
