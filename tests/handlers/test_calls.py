"""Calls to Slack begin in time, or not at all."""

import pytest

from bot.sandbox.server import Sandbox
from handlers.calls import CountedClient, TooLate
from handlers.metrics import Metrics
from handlers.slack_errors import Verdict, sort
from handlers.telling import SPEAKING
from storage.deliveries import LEASE


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
