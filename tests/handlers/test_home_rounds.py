"""Who has customers to tell, or a round to release, finds that on their Home, with the way to it."""

from typing import Any

from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_home import home_of, opened
from tests.handlers.test_recover import (
    MEANS,
    SOLUTION,
    card,
    later,
    press_edit,
    propose,
    released,
    talks,
    team,
    the_list,
)

__all__ = ["talks", "team"]
TITLE = "To come first with"


def way(home: Screen) -> dict[str, Any]:
    """The button that leads to a round."""
    found = [block["accessory"] for block in home.blocks if "home_round" in str(block.get("accessory"))]
    assert len(found) == 1, home.words
    return dict(found[0])


def test_an_owner_finds_the_channels_that_wait_and_the_way_to_their_list(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    home, shown = opened(slack, talks, "Ana"), the_list(slack, talks, "Ana")
    assert "Channels left: *1* of 1" in home.words
    assert SOLUTION in home.words
    assert MEANS not in home.words
    assert way(home)["url"].endswith(f"/archives/{shown.channel}/p{shown.ts.replace('.', '')}")


def test_what_is_posted_leaves_the_home(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    assert TITLE in opened(slack, talks, "Ana").words
    press_edit(slack, talks, "Ana", "cust-cleo").submit({})
    later(slack, talks)
    assert TITLE not in home_of(slack, talks, "Ana").words


def test_what_is_declined_leaves_the_home(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    ana = slack.person("Ana")
    opened(slack, talks, "Ana")
    ana.press("Decline", on=the_list(slack, talks, "Ana"))
    slack.wait_for(lambda: ana.modal is not None)
    ana.submit({})
    later(slack, talks)
    assert TITLE not in home_of(slack, talks, "Ana").words


def test_who_was_asked_to_release_it_finds_it_until_they_have(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana")
    home, shown = opened(slack, talks, "Sam"), card(slack, talks)
    assert "only if you release it" in home.words
    assert way(home)["url"].endswith(f"/archives/{shown.channel}/p{shown.ts.replace('.', '')}")
    slack.person("Sam").press("Release", on=shown)
    later(slack, talks)
    assert "only if you release it" not in home_of(slack, talks, "Sam").words


def test_a_home_that_is_open_shows_a_round_as_it_is_released(slack: Sandbox, talks: Levelhead) -> None:
    assert TITLE not in opened(slack, talks, "Ben").words
    released(slack, talks)
    later(slack, talks)
    home = home_of(slack, talks, "Ben")
    assert TITLE in home.words
    assert way(home)


def test_a_round_that_was_stopped_leaves_the_home(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    assert TITLE in opened(slack, talks, "Ana").words
    slack.person("Sam").press("Stop", on=card(slack, talks))
    later(slack, talks)
    assert TITLE not in home_of(slack, talks, "Ana").words


def test_nobody_else_finds_it(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks, "cust-cleo")
    assert all(SOLUTION not in opened(slack, talks, name).words for name in ("Ben", "Jo", "Sam", "Mia", "Ada", "Gil"))
