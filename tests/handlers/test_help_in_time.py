"""Who is threatened hears at once where a limit is and who helps, however lately they had a hint."""

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_hints import ANGRY, hint_for, settled
from tests.running import window_of

THREAT = "You idiots, I'll come over and kill you."


def test_a_threat_soon_after_another_hint_is_met_with_help(slack: Sandbox, bot: Levelhead) -> None:
    ana, cleo = slack.person("Ana"), slack.person("Cleo")
    root = cleo.say("#cust-cleo", "The export stops at half.")
    ana.say("#cust-cleo", "I'm looking.", thread=root)
    settled(slack, bot)
    cleo.say("#cust-cleo", ANGRY, thread=root)
    hint_for(slack, "Ana")
    settled(slack, bot)
    cleo.say("#cust-cleo", ANGRY, thread=root)
    settled(slack, bot)
    assert len(ana.ephemerals()) == 1
    cleo.say("#cust-cleo", THREAT, thread=root)
    slack.wait_for(lambda: len(ana.ephemerals()) == 2)
    assert ana.press("Show it", on=ana.ephemerals()[-1])
    assert "crosses a limit" in window_of(slack, ana).words
