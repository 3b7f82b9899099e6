"""What a message promises is looked at when somebody is about to post it."""

from datetime import timedelta

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_recover import card, later, press_edit, propose
from tests.handlers.test_share_up import import_team, settled
from tests.running import window_of

PASSED = "A time that is promised here has passed"


@pytest.fixture
def talks(slack: Sandbox, bot: Levelhead) -> Levelhead:
    import_team(slack, bot)
    root = slack.person("Cleo").say("#cust-cleo", "Hello, how do I export by week?")
    slack.person("Ana").say("#cust-cleo", "Under Reports, at the top.", root)
    settled(slack, bot)
    return bot


@pytest.mark.parametrize(("hours", "warned"), [(1, False), (3, True), (6, True)])
def test_whoever_posts_late_is_told_that_a_promised_time_has_passed(
    slack: Sandbox, talks: Levelhead, hours: int, warned: bool
) -> None:
    propose(slack, talks, "Ana", "cust-cleo", by="in 5 hours", news="in 2 hours")
    slack.person("Sam").press("Release", on=card(slack, talks))
    later(slack, talks)
    slack.clock.advance(timedelta(hours=hours))
    ana = press_edit(slack, talks, "Ana", "cust-cleo")
    assert (PASSED in window_of(slack, ana).words) is warned
