"""A press on a card that was drawn anew while the hand came down: it counts as what was pressed, or is answered."""

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import card_of, settled, share, words_of
from tests.handlers.test_share_up import team as team
from tests.handlers.test_share_up import thread as thread


def press_as_seen(slack: Sandbox, name: str, action: str, card: Shown) -> None:
    """Press what stood on the card when it was looked at, whatever stands there now."""
    block = next(block for block in card.blocks if block["type"] == "actions")
    assert slack.person(name).use(card, block["block_id"], action, None, {})


def test_a_card_that_was_drawn_anew_takes_the_press_that_was_on_its_way(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    share(slack, team, thread)
    first = card_of(slack, team, "Sam")
    slack.person("Sam").press("Read it", on=first)
    assert card_of(slack, team, "Sam").blocks != first.blocks
    press_as_seen(slack, "Sam", "case_acknowledge", first)
    assert "is on it" in words_of(slack, team, "Ana")


def test_a_press_that_comes_too_late_is_answered_and_not_dropped(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    first = card_of(slack, team, "Sam")
    for press in ("I'm on it", "Resolved"):
        slack.person("Sam").press(press, on=card_of(slack, team, "Sam"))
    settled(slack, team)
    press_as_seen(slack, "Sam", "case_acknowledge", first)
    settled(slack, team)
    assert "moved on" in slack.wait_for(slack.person("Sam").ephemerals)[-1].words
